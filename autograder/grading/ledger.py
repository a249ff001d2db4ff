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
from autograder.files import write_whole
from autograder.result import Result

_DETERMINING = ("program", "assignment", "bundle", "options")


class WrongFolder(ValueError):
    """The output folder cannot be used; the text is one sentence for a person."""


def seed_of(bundle_hash: str, data: bytes) -> int:
    """The seed of a submission's inputs, which also tells whether bundle and submission are the same as before.

    The same submission to the same bundle always draws the same inputs, and nobody can guess those of another. 48 bits
    pass through any JSON reader.
    """
    return int.from_bytes(hashlib.sha256(bundle_hash.encode() + data).digest()[:6], "big")


@dataclass(frozen=True)
class Ledger:
    """An output folder that belongs to one assignment. `note` says why earlier results are not used, if so."""

    out: Path
    facts: dict[str, Any]
    note: str = ""

    def earlier(self, name: str, seed: int) -> Result | None:
        """The result already there, if it is of the same submission, bundle and program, and not a fault of ours."""
        if self.note:
            return None
        try:
            result = results.from_json(self._result(name).read_bytes())
        except (OSError, ValueError):
            return None
        return result if result.seed == seed and result.status != "grader_error" else None

    def write(self, result: Result, details: dict[str, Any]) -> None:
        """Keep a result; each file is written whole or not at all."""
        write_whole(self.out / "details" / f"{result.submission}.json", json.dumps(details, indent=1) + "\n")
        write_whole(self._result(result.submission), results.to_json(result))

    def keep_only(self, names: Iterable[str]) -> None:
        """Remove the results of submissions that are no longer there."""
        kept = set(names)
        for folder in ("results", "details"):
            for path in (self.out / folder).glob("*.json"):
                if path.name.removesuffix(".json") not in kept:
                    path.unlink()

    def close(self, graded: Iterable[Result], sandbox: dict[str, str]) -> None:
        """Write into run.json how the run ended."""
        counts = Counter(result.status for result in graded)
        self._write_run({**self.facts, "sandbox": sandbox, "end": _now(), "counts": dict(sorted(counts.items()))})

    def _write_run(self, facts: dict[str, Any]) -> None:
        write_whole(self.out / "run.json", json.dumps(facts, indent=1) + "\n")

    def _result(self, name: str) -> Path:
        return self.out / "results" / f"{name}.json"


def open_ledger(out: Path, bundle: Bundle, options: dict[str, Any], fresh: bool) -> Ledger:
    """The output folder, made if need be.

    Raises:
        WrongFolder: It holds another assignment, or cannot be written.
    """
    facts = {
        "schema": results.SCHEMA,
        "program": autograder.__version__,
        "assignment": bundle.assignment.name,
        "bundle": bundle.hash,
        "options": options,
        "machine": f"{platform.system()} {platform.release()} {platform.machine()}, Python {platform.python_version()}",
        "start": _now(),
    }
    before = _earlier_run(out)
    if before and before.get("assignment") != facts["assignment"]:
        raise WrongFolder(
            f"{out} holds results of {before.get('assignment')}: choose another folder for {facts['assignment']}."
        )
    changed = [what for what in _DETERMINING if before and before.get(what) != facts[what]]
    note = "all are graded again, as asked" if fresh else ""
    if changed and not fresh:
        note = f"earlier results are not used, since the {' and the '.join(changed)} changed"
    try:
        for folder in ("results", "details"):
            (out / folder).mkdir(parents=True, exist_ok=True)
        ledger = Ledger(out, facts, note)
        if note:
            ledger.keep_only(())
        ledger._write_run(facts)
    except OSError as error:
        raise WrongFolder(f"{out} cannot be written ({error.strerror}).") from None
    return ledger


def _earlier_run(out: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads((out / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) else None


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
