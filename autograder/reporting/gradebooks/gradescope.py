"""Gradescope: a zip to upload as the autograder, which picks a finished result for each submitter and runs nothing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.gradescope import blocks
from autograder.reporting.gradebooks.grades import Filled, Grade, GradebookError, sentence
from autograder.reporting.summary import number

_SETUP = "#!/usr/bin/env bash\n# Nothing is installed: the results are finished.\nset -e\n"
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same results make the same zip


def fill(grades: Sequence[Grade]) -> Filled:
    """The zip; who has no e-mail, or has handed in twice, is left out.

    Raises:
        GradebookError: Nobody has an e-mail.
    """
    by_email: dict[str, list[Grade]] = {}
    unknown = []
    for grade in grades:
        email = grade.student.email.strip().casefold()
        if email:
            by_email.setdefault(email, []).append(grade)
        else:
            unknown.append(grade.label)
    if not by_email:
        raise GradebookError("No result tells an e-mail, and Gradescope's submitters are known by nothing else.")
    one = {email: held[0] for email, held in by_email.items() if len({g.result.submission for g in held}) == 1}
    remarks = sentence(unknown, "without an e-mail, by which Gradescope's submitters are known: left out")
    remarks += sentence(by_email.keys() - one.keys(), "with results of several submissions: left out")
    return Filled(_zip(one), len(one), tuple(remarks))


def results_json(grade: Grade) -> dict[str, Any]:
    """A result as Gradescope shows it, hidden checks too, with the score that counts in the end."""
    raw = grade.mark.raw
    checks = "no score" if raw is None else number(raw)
    told = "" if raw == grade.score else f"The checks gave {checks}; the score in the end is {number(grade.score)}."
    return {**blocks.results(grade.result, "visible", {}, told), "score": grade.score}


def _zip(grades: dict[str, Grade]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text, mode in _files(grades):
            about = zipfile.ZipInfo(name, _ALWAYS)
            about.external_attr = (0o100000 | mode) << 16
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, text)
    return made.getvalue()


def _files(grades: dict[str, Grade]) -> Iterator[tuple[str, str, int]]:
    """Name, text and mode of all that goes into the zip; a group shares one result."""
    yield "setup.sh", _SETUP, 0o755
    yield "run_autograder", Path(__file__).with_name("pick.py").read_text("utf-8"), 0o755
    by_submission = {grade.result.submission: grade for grade in grades.values()}
    files = {name: f"{count}.json" for count, name in enumerate(sorted(by_submission), start=1)}
    emails = {email: files[grade.result.submission] for email, grade in sorted(grades.items())}
    yield "emails.json", json.dumps(emails, indent=1), 0o600
    for name, file in files.items():
        yield f"results/{file}", json.dumps(results_json(by_submission[name]), allow_nan=False), 0o600
