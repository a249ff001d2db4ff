"""Grade many submissions side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from autograder.bundle import Bundle
from autograder.errors import GraderFault
from autograder.grading.engine import Graded
from autograder.grading.intake import Found
from autograder.grading.ledger import Ledger, seed_of
from autograder.grading.submitted import readable_bytes
from autograder.result import CheckResult, QuestionResult, Result, Status


class Grader(Protocol):
    """Whoever grades single submissions, any number of them at a time: a warm engine here, or a cluster of them."""

    def submit(self, file: Path, name: str, limits: Mapping[str, float]) -> Future[Graded]:
        """Have the submission in `file` graded; the future raises GraderFault where the grader failed."""
        ...


def grade_all(
    bundle: Bundle,
    submissions: Iterable[Found],
    ledger: Ledger,
    grader: AbstractContextManager[Grader],
    jobs: int,
    limits: Mapping[str, float],
) -> Iterator[tuple[Result, bool]]:
    """Grade all submissions, `jobs` at a time: each result as soon as it is kept, and whether it was there already.

    What is there already comes first. The grader is entered only if anything is left to do, and no result is held:
    a class of thousands takes no more memory than one of ten.
    """
    waiting: list[Found] = []
    for found in submissions:
        earlier = ledger.earlier(found.name, _seed(bundle, found))
        if earlier is not None:
            told = as_handed_in(earlier, found)
            if told != earlier:
                ledger.amend(told)
            yield told, True
        else:
            ledger.forget(found.name)
            waiting.append(found)
    if waiting:
        with grader as ready:
            for graded in _side_by_side(ready, bundle, waiting, jobs, limits):
                ledger.write(graded.result, graded.details)
                yield graded.result, False


def _side_by_side(
    grader: Grader, bundle: Bundle, submissions: Iterable[Found], jobs: int, limits: Mapping[str, float]
) -> Iterator[Graded]:
    under_way: dict[Future[Graded], Found] = {}
    for found in submissions:
        if found.file is None:
            yield Graded(blank_result(bundle, found, "missing", found.message), {})
            continue
        if len(under_way) >= jobs:
            yield from _next(bundle, under_way)
        under_way[grader.submit(found.file.absolute(), found.name, limits)] = found
    while under_way:
        yield from _next(bundle, under_way)


def _next(bundle: Bundle, under_way: dict[Future[Graded], Found]) -> Iterator[Graded]:
    ready, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in ready:
        found = under_way.pop(future)
        try:
            graded = future.result()
            yield Graded(as_handed_in(graded.result, found), graded.details)
        except GraderFault as fault:
            yield Graded(blank_result(bundle, found, "grader_error", f"The grader failed: {fault}"), {})


def blank_result(bundle: Bundle, found: Found, status: Status, message: str) -> Result:
    """The result of a submission of which no check was asked."""
    blank = Result(
        assignment=bundle.assignment.name,
        submission=found.name,
        status=status,
        message=message,
        seed=_seed(bundle, found),
        questions=tuple(
            QuestionResult(
                question.id,
                question.title,
                (CheckResult("all", question.title, True, question.points, "skipped"),),
            )
            for question in bundle.assignment.questions
        ),
    )
    return as_handed_in(blank, found)


def as_handed_in(result: Result, found: Found) -> Result:
    """The result with what the intake tells of its submission, whenever its checks were run."""
    flags = tuple(flag for flag in result.flags if flag != "late")
    return replace(
        result,
        students=found.students,
        message=result.message if found.file is not None else found.message,
        flags=("late", *flags) if found.is_late else flags,
        late_seconds=found.late_seconds,
    )


def _seed(bundle: Bundle, found: Found) -> int:
    """The seed of a submission's bytes; of nothing, where there is nothing that would be graded."""
    return seed_of(bundle.hash, readable_bytes(found.file) if found.file is not None else b"")
