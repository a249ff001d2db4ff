"""The output folder of a grading: what is done stays done, and is used again only while nothing has changed."""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import autograder
from autograder import result as results
from autograder.bundle import Bundle
from autograder.errors import WrongUse
from autograder.files import write_whole
from autograder.result import Result

_DETERMINING = ("program", "assignment", "bundle", "options")


class WrongFolder(WrongUse):
    """The output folder cannot be used; the text is one sentence for a person."""


def seed_of(bundle_hash: str, data: bytes) -> int:
    """The seed of a submission's inputs, which also tells whether bundle and submission are the same as before.

    The same submission to the same bundle always draws the same inputs, and nobody can guess those of another. 48 bits
    pass through any JSON reader.
    """
    return int.from_bytes(hashlib.sha256(bundle_hash.encode() + data).digest()[:6], "big")


@dataclass(frozen=True)
class Ledger:
    """An output folder that belongs to one assignment.

    `is_fresh` asks for all to be graded again; `note` says why earlier results are not used, where they are not.
    """

    out: Path
    facts: dict[str, Any]
    is_fresh: bool = False
    note: str = ""

    def earlier(self, name: str, seed: int) -> Result | None:
        """The result already there, if nothing has changed since that made it, and it is not a fault of ours."""
        if self.is_fresh:
            return None
        try:
            result = results.from_json(self._result(name).read_bytes())
            made_by = json.loads(self._details(name).read_bytes())["made_by"]
        except (OSError, ValueError, LookupError, TypeError):
            return None
        is_same = result.seed == seed and made_by == self._made_by()
        return result if is_same and result.status != "grader_error" else None

    def forget(self, name: str) -> None:
        """Remove a result that is to be made again."""
        self._details(name).unlink(missing_ok=True)
        self._result(name).unlink(missing_ok=True)

    def write(self, result: Result, details: dict[str, Any]) -> None:
        """Keep a result; each file is written whole or not at all, and a result without details does not count."""
        write_whole(self._result(result.submission), results.to_json(result))
        text = json.dumps({"made_by": self._made_by(), **details}, indent=1)
        write_whole(self._details(result.submission), text + "\n")

    def amend(self, result: Result) -> None:
        """Keep a result of which not the verdict has changed, but what is told about its submission."""
        write_whole(self._result(result.submission), results.to_json(result))

    def keep_only(self, names: Iterable[str]) -> list[str]:
        """Remove the results of submissions that are no longer there, and name them."""
        gone = sorted({path.stem for path in self.out.glob("results/*.json")} - set(names))
        for name in gone:
            self.forget(name)
        return gone

    def close(self, graded: Iterable[Result], sandbox: dict[str, str]) -> None:
        """Write into run.json how the run ended."""
        counts = Counter(result.status for result in graded)
        self._write_run({**self.facts, "sandbox": sandbox, "end": _now(), "counts": dict(sorted(counts.items()))})

    def _write_run(self, facts: dict[str, Any]) -> None:
        write_whole(self.out / "run.json", json.dumps(facts, indent=1) + "\n")

    def _made_by(self) -> dict[str, Any]:
        """What makes a result of a submission: with any of it changed, the result may be another."""
        return {what: self.facts[what] for what in _DETERMINING}

    def _result(self, name: str) -> Path:
        return self.out / "results" / f"{name}.json"

    def _details(self, name: str) -> Path:
        return self.out / "details" / f"{name}.json"


def open_ledger(out: Path, bundle: Bundle, options: dict[str, Any], fresh: bool, late_policy: str = "") -> Ledger:
    """The output folder, made if need be. The late policy is kept there: it makes no result, but final marks.

    Raises:
        WrongFolder: It holds another assignment, or cannot be written.
    """
    facts = {
        "schema": results.SCHEMA,
        "program": autograder.__version__,
        "assignment": bundle.assignment.name,
        "bundle": bundle.hash,
        "options": options,
        "late_policy": late_policy,
        "machine": f"{platform.system()} {platform.release()} {platform.machine()}, Python {platform.python_version()}",
        "start": _now(),
    }
    before = _earlier_run(out)
    if before and before.get("assignment") != facts["assignment"]:
        raise WrongFolder(
            f"{out} holds results of {before.get('assignment')}: choose another folder for {facts['assignment']}."
        )
    changed = [what for what in _DETERMINING if before and before.get(what) != facts[what]]
    note = "what is done already is graded again, as asked" if fresh else ""
    if changed and not fresh:
        note = f"earlier results are not used, since the {' and the '.join(changed)} changed"
    try:
        for folder in ("results", "details"):
            (out / folder).mkdir(parents=True, exist_ok=True)
        ledger = Ledger(out, facts, fresh, note)
        ledger._write_run(facts)
    except OSError as error:
        raise WrongFolder(f"{out} cannot be written ({error.strerror}): name another folder with -o.") from None
    return ledger


def _earlier_run(out: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads((out / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) else None


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
