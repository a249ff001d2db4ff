"""What lies in the output folder of a grading, read for people: every fault is one sentence."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import WrongUse
from autograder.result import Result, read_results


class OutputError(WrongUse):
    """An output folder that does not hold what is asked of it; the text is one sentence for a person."""


def refuse_no_folder(file: Path | None) -> None:
    """Make sure that a file to be written, if one is named, has a folder, before any work is done for it.

    Raises:
        OutputError: It has none.
    """
    if file is not None and not file.absolute().parent.is_dir():
        raise OutputError(f"{file} cannot be written: there is no folder {file.parent}.")


def results_in(out: Path) -> list[Result]:
    """All results of a grading.

    Raises:
        OutputError: There are none, or one cannot be read.
    """
    try:
        results = read_results(out)
    except ValueError:
        raise OutputError(f"A result in {out} cannot be read: grade again into the same folder.") from None
    if not results:
        raise OutputError(f"{out} holds no results: name the folder that was given to grade with -o.")
    return results


def find_result(results: Sequence[Result], submission: str) -> Result:
    """The result of that submission.

    Raises:
        OutputError: There is none; near names are suggested.
    """
    found = next((result for result in results if result.submission == submission), None)
    if found is None:
        raise OutputError(f"There is no submission {submission!r}{near(submission, [r.submission for r in results])}")
    return found


def read_details(out: Path, submission: str) -> list[dict[str, Any]]:
    """What staff may see of each check of a submission; nothing where none was asked.

    Raises:
        OutputError: It cannot be read.
    """
    path = out / "details" / f"{submission}.json"
    try:
        return list(json.loads(path.read_bytes()).get("checks", []))
    except (OSError, ValueError, AttributeError):
        raise OutputError(f"{path} cannot be read: grade {submission} again with --only {submission}.") from None


def near(name: str, names: Iterable[str]) -> str:
    """The end of a sentence that says there is no such name: which may have been meant, if one is near."""
    folded = {one.casefold(): one for one in names}
    hits = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)
    return f": did you mean {' or '.join(folded[hit] for hit in hits)}?" if hits else "."
