"""Grade many submissions side by side on this machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path

from autograder.bundle import Bundle
from autograder.grading.engine import Engine, Graded, GraderFault, engine
from autograder.grading.intake import Found
from autograder.grading.ledger import Ledger, seed_of
from autograder.result import CheckResult, QuestionResult, Result, Status

FILE_CAP = 100 << 20


def grade_all(
    bundle: Bundle,
    submissions: Iterable[Found],
    ledger: Ledger,
    jobs: int,
    limits: Mapping[str, float],
    done: Callable[[Result, bool], None],
) -> list[Result]:
    """Grade all submissions, `jobs` at a time, and keep each result as soon as it is there.

    `done` hears of each result, and whether it was there already. The results come in the order of the submissions.
    """
    finished: dict[str, Result] = {}
    waiting: list[Found] = []
    for found in submissions:
        earlier = ledger.earlier(found.name, _seed(bundle, found))
        if earlier is not None:
            finished[found.name] = earlier
            done(earlier, True)
        else:
            waiting.append(found)
    ledger.keep_only(found.name for found in submissions)
    if waiting:
        with engine(bundle) as warm:
            for found, graded in _side_by_side(warm, bundle, waiting, jobs, limits):
                ledger.write(graded.result, graded.details)
                finished[found.name] = graded.result
                done(graded.result, False)
    return [finished[found.name] for found in submissions]


def _side_by_side(
    warm: Engine, bundle: Bundle, submissions: Iterable[Found], jobs: int, limits: Mapping[str, float]
) -> Iterator[tuple[Found, Graded]]:
    under_way: dict[Future[Graded], Found] = {}
    for found in submissions:
        if found.file is None:
            yield found, Graded(blank_result(bundle, found, "missing", found.message), {})
            continue
        if len(under_way) >= jobs:
            yield from _next(bundle, under_way)
        under_way[warm.submit(found.file.absolute(), found.name, limits)] = found
    while under_way:
        yield from _next(bundle, under_way)


def _next(bundle: Bundle, under_way: dict[Future[Graded], Found]) -> Iterator[tuple[Found, Graded]]:
    ready, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in ready:
        found = under_way.pop(future)
        try:
            graded = future.result()
            yield found, Graded(_with_students(graded.result, found), graded.details)
        except GraderFault as fault:
            yield found, Graded(blank_result(bundle, found, "grader_error", f"The grader failed: {fault}"), {})


def blank_result(bundle: Bundle, found: Found, status: Status, message: str) -> Result:
    """The result of a submission of which no check was asked."""
    return Result(
        assignment=bundle.assignment.name,
        submission=found.name,
        status=status,
        message=message,
        seed=_seed(bundle, found),
        students=found.students,
        questions=tuple(
            QuestionResult(
                question.id,
                question.title,
                (CheckResult("all", question.title, True, question.points, "skipped"),),
            )
            for question in bundle.assignment.questions
        ),
    )


def _with_students(result: Result, found: Found) -> Result:
    return replace(result, students=found.students)


def _seed(bundle: Bundle, found: Found) -> int:
    """The seed of a submission's bytes; of nothing, where there is nothing that would be graded."""
    return seed_of(bundle.hash, _data(found.file) if found.file is not None else b"")


def _data(file: Path) -> bytes:
    """The bytes of a plain file of bearable size that holds anything."""
    try:
        about = os.lstat(file)
        data = file.read_bytes() if stat.S_ISREG(about.st_mode) and about.st_size <= FILE_CAP else b""
    except OSError:
        return b""
    return data if data.strip() else b""
