"""What `grade` and `demo` do with a class: choose, grade, show, write."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager

from rich.table import Table

from autograder.bundle import Bundle
from autograder.cli.shared import console, errors
from autograder.grading.engine import ClusterError
from autograder.grading.intake import Found, IntakeError
from autograder.grading.ledger import Ledger
from autograder.grading.many import Grader, grade_all
from autograder.marks.final import final_marks
from autograder.marks.lateness import clock
from autograder.reporting.escape import terminal_line
from autograder.reporting.html import write_report
from autograder.reporting.progress import shown_progress
from autograder.reporting.table import render_table, write_grades
from autograder.result import Result, read_results


def chosen(submissions: Sequence[Found], only: Sequence[str] | None) -> Sequence[Found]:
    """The submissions that are named, or all.

    Raises:
        IntakeError: One of that name is not there.
    """
    names = {found.name for found in submissions}
    if unknown := [name for name in only or [] if name not in names]:
        raise IntakeError(f"There is no submission {unknown[0]!r}: --list shows all {len(names)}.")
    return [found for found in submissions if not only or found.name in only]


def say_who_has_no_time(submissions: Sequence[Found]) -> None:
    """Say of whom a deadline says nothing, so that nobody believes them in time."""
    if untimed := [found.name for found in submissions if found.file and found.late_seconds is None]:
        names = ", ".join(map(terminal_line, untimed[:20]))
        console.print(
            f"--due says nothing of {len(untimed)} submissions whose time nobody tells; --lateness may: {names}",
            soft_wrap=True,
        )


def forget_the_withdrawn(ledger: Ledger, submissions: Sequence[Found]) -> None:
    """Remove the results of submissions that are not there any more, and say whose."""
    if gone := ledger.keep_only(found.name for found in submissions):
        names = ", ".join(terminal_line(name) for name in gone[:20])
        console.print(f"{len(gone)} results of submissions that are gone were removed: {names}", soft_wrap=True)


def on_cluster(bundle: Bundle, address: str, allow_unconfined: bool) -> AbstractContextManager[Grader]:
    """A grader on the workers of the Dask scheduler at `address`."""
    try:
        from autograder.grading.cluster import cluster
    except ImportError:
        raise ClusterError("--dask needs Dask: install the extra, dragon-autograder[dask].") from None
    return cluster(bundle, address, allow_unconfined)


def roster(submissions: Sequence[Found]) -> Table:
    """Who was found with which file, and of whom there is none and why."""
    table = Table("submission", "name", "e-mail or id", "file", "late", "message", box=None, pad_edge=False)
    for found in submissions:
        late = clock(found.late_seconds) if found.late_seconds else "yes" if found.is_late else ""
        cells = (
            found.name,
            "; ".join(student.name for student in found.students),
            "; ".join(student.email or student.id for student in found.students),
            found.file.name if found.file else "",
            late,
            found.message,
        )
        table.add_row(*map(terminal_line, cells))
    return table


def grade_class(
    bundle: Bundle,
    submissions: Sequence[Found],
    ledger: Ledger,
    grader: AbstractContextManager[Grader],
    jobs: int,
    limits: dict[str, float],
) -> list[Result]:
    """Grade, showing how far it is; print the table, write the grades, say where they are; give all results there."""
    if ledger.note:
        console.print(f"[dim]{ledger.note}[/dim]")
    kept = 0
    try:
        with shown_progress(len(submissions), console) as show:
            for result, was_there in grade_all(bundle, submissions, ledger, grader, jobs, limits):
                kept += was_there
                show(result, was_there)
    except KeyboardInterrupt:
        how = "without --fresh, the same" if ledger.is_fresh else "the same"
        errors.print(f"Stopped. What is done stays done: {how} command goes on from there.", soft_wrap=True)
        sys.exit(130)
    if kept:
        console.print(f"{kept} of {len(submissions)} were done already.")
    results = read_results(ledger.out)
    places = [write_grades(ledger.out, results), write_report(ledger.out, results, title=bundle.assignment.title)]
    ledger.close(results, next((result.sandbox for result in results if result.sandbox), {}))
    console.print(render_table(results, final_marks(results, ledger.out)))
    for place in places:
        console.print(f"wrote {place}", soft_wrap=True, highlight=False)
    return results
