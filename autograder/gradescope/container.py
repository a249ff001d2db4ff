"""Grade the one submission of a Gradescope container: `python -I -m autograder.gradescope.container`.

A results.json stands there from the first moment on, and is replaced whole at the end. Every deadline here ends before
the platform's, which would put a bare 0 in its place. What is printed, staff alone can see.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.files import write_whole
from autograder.gradescope import blocks
from autograder.gradescope.place import BUNDLE, METADATA, RESULTS, SETTINGS, STUBS, SUBMISSION

if TYPE_CHECKING:  # what takes time to import comes after the first results.json
    from autograder.bundle import Bundle
    from autograder.grading.engine import Engine
    from autograder.grading.intake.found import Found
    from autograder.result import Result, Student

PLATFORM_SECONDS = 600.0  # the platform's own default, where it does not say
END_SECONDS = 20.0  # kept free for the end, whatever happens
VERDICT_SECONDS = 10.0  # of these, for the verdict on a submission whose time is over
MB = 1 << 20
SPARE_MB = 48  # of a container's memory, that nobody may fill
LEAST_MB = 64


def main() -> None:
    """Grade, and leave a results.json whatever happens."""
    began = time.monotonic()
    os.umask(0o077)
    _write(blocks.unfinished())
    for path in (RESULTS.parent, METADATA):
        _lock(path)
    until_the_end = ExitStack()
    try:
        _grade(began, until_the_end)
    except Exception as error:
        print(f"grader_error: {type(error).__name__}: {error}")
        _end(until_the_end)
        _write(blocks.failed())
        sys.exit(1)
    _end(until_the_end)  # the results are there by now: to end all processes takes a while


def _end(processes: ExitStack) -> None:
    """Have all processes end; how that goes changes nothing for the student."""
    try:
        processes.close()
    except Exception as error:
        print(f"The processes did not end as they should: {type(error).__name__}: {error}")


def _grade(began: float, until_the_end: ExitStack) -> None:
    from autograder.bundle import read_bundle
    from autograder.grading.engine import engine
    from autograder.grading.intake.found import Found, Search, in_folder
    from autograder.grading.many import blank_result

    settings = json.loads(SETTINGS.read_text("utf-8"))
    metadata = _metadata()
    bundle = read_bundle(BUNDLE)
    with tempfile.TemporaryDirectory() as scratch:
        file, why = in_folder(SUBMISSION, Search(bundle.assignment.name, Path(scratch)))
        late = late_seconds(metadata)
        found = Found(bundle.assignment.name, file, why, students(metadata), late is not None, late)
        if file is None:
            result = blank_result(bundle, found, "missing", why)
        else:
            result = _verdict(until_the_end.enter_context(engine(bundle)), bundle, found, began)
    _write(blocks.results(result, settings["hidden"], json.loads(STUBS.read_text("utf-8"))))
    for line in for_staff(result, time.monotonic() - began):
        print(line)


def _verdict(warm: Engine, bundle: Bundle, found: Found, began: float) -> Result:
    """The engine's verdict, in the time and the memory that the platform leaves."""
    from autograder.grading.many import as_handed_in

    assert found.file is not None
    limits = bundle.assignment.limits
    left = max(1.0, _platform_seconds() - END_SECONDS - (time.monotonic() - began))
    own = {
        "submission_seconds": min(limits.submission_seconds, max(1.0, left - limits.call_seconds)),
        "memory_mb": memory_mb(limits.memory_mb, room()),
    }
    try:
        graded = warm.submit(found.file, found.name, own).result(timeout=left + VERDICT_SECONDS)
    except FutureTimeout:
        raise TimeoutError("no verdict within the seconds that the platform leaves") from None
    return as_handed_in(graded.result, found)


def students(metadata: dict[str, Any]) -> tuple[Student, ...]:
    """All who handed in together."""
    from autograder.result import Student

    users = [user for user in metadata.get("users") or () if isinstance(user, dict)]
    return tuple(
        Student(str(user.get("name") or ""), str(user.get("email") or ""), str(user.get("id") or "")) for user in users
    ) or (Student(),)


def late_seconds(metadata: dict[str, Any]) -> float | None:
    """By how much the submission came after the due date, by the platform's own times; None if it did not."""
    try:
        due = datetime.fromisoformat(metadata["assignment"]["due_date"])
        late = (datetime.fromisoformat(metadata["created_at"]) - due).total_seconds()
    except (KeyError, TypeError, ValueError):
        return None
    return late if late > 0 else None


def room(cgroup: Path = Path("/sys/fs/cgroup")) -> int | None:
    """Megabytes that this container may still take; None where nobody limits it."""
    for limit_file, stat_file, held in (
        (cgroup / "memory.max", cgroup / "memory.stat", "anon"),
        (cgroup / "memory" / "memory.limit_in_bytes", cgroup / "memory" / "memory.stat", "rss"),
    ):
        try:
            limit = int(limit_file.read_text())
            lines = dict(line.split() for line in stat_file.read_text().splitlines())
            return (limit - int(lines[held])) // MB if limit < 1 << 50 else None
        except (OSError, ValueError, KeyError):  # "max" is no number
            continue
    return None


def memory_mb(wanted: int, room_mb: int | None) -> int:
    """What one submission may take, so that its own limit is met before the container's, which would end everything."""
    return wanted if room_mb is None else min(wanted, max(LEAST_MB, room_mb - SPARE_MB))


def for_staff(result: Result, seconds: float) -> list[str]:
    """How the grading went, a line each."""
    layers = "; ".join(f"{name} {state}" for name, state in (result.sandbox or {}).items())
    checks = [
        f"{question.id}.{check.id}: {check.outcome}" + (f" ({check.misconception})" if check.misconception else "")
        for question in result.questions
        for check in question.checks
    ]
    return [
        f"{result.assignment}: {result.status}, {result.score} of {result.max_score}, seed {result.seed}",
        f"{seconds:.1f} s, of which {result.seconds:.1f} s for the submission itself",
        f"sandbox: {layers or 'no code was run'}",
        *(f"message: {text}" for text in (result.message,) if text),
        *checks,
    ]


def _metadata() -> dict[str, Any]:
    try:
        metadata = json.loads(METADATA.read_text("utf-8"))
    except (OSError, ValueError):  # a run by hand has none
        return {}
    return metadata if isinstance(metadata, dict) else {}


def _platform_seconds() -> float:
    try:
        return float(os.environ["TIMEOUT_SECONDS"])
    except (KeyError, ValueError):
        return PLATFORM_SECONDS


def _write(value: dict[str, Any]) -> None:
    write_whole(RESULTS, json.dumps(value, allow_nan=False) + "\n")


def _lock(path: Path) -> None:
    """The harness makes these anew for each submission, readable for all."""
    if path.exists():
        path.chmod(0o700 if path.is_dir() else 0o600)


if __name__ == "__main__":
    main()
