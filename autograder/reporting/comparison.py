"""Two gradings of one class: whose score changed, and by which checks."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table

from autograder.marks.final import FinalMark
from autograder.reporting.escape import terminal_line
from autograder.reporting.outputs import OutputError
from autograder.reporting.summary import number
from autograder.result import CheckResult, Result


@dataclass(frozen=True)
class CheckChange:
    """What became of one check: outcomes, "not asked" where there is none, and the points it gave or took."""

    question: str
    check: str
    before: str
    after: str
    points: float


@dataclass(frozen=True)
class Moved:
    """A submission whose score or status is another now."""

    before: Result
    after: Result
    changes: tuple[CheckChange, ...]

    @property
    def points(self) -> float:
        """How far the score moved; what has no score counts 0."""
        return round((self.after.score or 0) - (self.before.score or 0), 6)


@dataclass(frozen=True)
class Comparison:
    """All that moved, the largest loss first, and whom only one of the gradings has."""

    moved: tuple[Moved, ...]
    both: tuple[tuple[Result, Result], ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def compare(before: Sequence[Result], after: Sequence[Result]) -> Comparison:
    """What changed from one grading to another.

    Raises:
        OutputError: They are of different assignments.
    """
    first, second = before[0].assignment, after[0].assignment
    if first != second:
        raise OutputError(f"These are gradings of two assignments, {first} and {second}: there is nothing to compare.")
    old, new = ({result.submission: result for result in results} for results in (before, after))
    both = tuple((old[name], new[name]) for name in sorted(old.keys() & new.keys()))
    moved = [
        Moved(one, other, tuple(_changes(one, other)))
        for one, other in both
        if one.score != other.score or one.status != other.status
    ]
    moved.sort(key=lambda one: (one.points, one.before.submission))
    return Comparison(
        tuple(moved), both, tuple(sorted(old.keys() - new.keys())), tuple(sorted(new.keys() - old.keys()))
    )


def render_comparison(comparison: Comparison, before: Sequence[FinalMark], after: Sequence[FinalMark]) -> Table:
    """The comparison for a terminal: a row a submission that moved, and totals below.

    Final scores have a column where they moved otherwise than the checks' did.
    """
    old, new = ({mark.submission: mark for mark in marks} for marks in (before, after))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.caption, table.caption_justify, table.caption_style = "\n".join(_totals(comparison)), "left", ""
    table.add_column("submission", min_width=14)
    table.add_column("score", no_wrap=True)
    table.add_column("", no_wrap=True, justify="right")
    shows_final = any(
        mark.final != mark.raw
        for one in comparison.moved
        for mark in (old[one.before.submission], new[one.after.submission])
    )
    if shows_final:
        table.add_column("final", no_wrap=True)
    table.add_column("by", min_width=30)
    for one in comparison.moved:
        name = one.before.submission
        final = [_step(old[name].final, new[name].final)] if shows_final else []
        score = _step(one.before.score, one.after.score)
        table.add_row(terminal_line(name), score, _signed(one.points), *final, "\n".join(_reasons(one)))
    return table


def _changes(before: Result, after: Result) -> Iterator[CheckChange]:
    """The checks that came out otherwise, or are worth otherwise, where both submissions were graded."""
    if before.status != "graded" or after.status != "graded":
        return
    old, new = _checks(before), _checks(after)
    for question, check in {**old, **new}:
        one, other = old.get((question, check)), new.get((question, check))
        points = round(_earned(other) - _earned(one), 6)
        if points or _outcome(one) != _outcome(other):
            yield CheckChange(question, check, _outcome(one), _outcome(other), points)


def _checks(result: Result) -> dict[tuple[str, str], CheckResult]:
    return {(question.id, check.id): check for question in result.questions for check in question.checks}


def _earned(check: CheckResult | None) -> float:
    return check.points if check is not None and check.outcome == "passed" else 0.0


def _outcome(check: CheckResult | None) -> str:
    return "not asked" if check is None else check.outcome


def _reasons(moved: Moved) -> Iterator[str]:
    if moved.before.status != moved.after.status:
        yield f"{moved.before.status} → {moved.after.status}"
    for change in moved.changes:
        outcome = change.before if change.before == change.after else f"{change.before} → {change.after}"
        points = f" ({_signed(change.points)})" if change.points else ""
        yield f"{terminal_line(change.question)}.{terminal_line(change.check)}: {outcome}{points}"


def _totals(comparison: Comparison) -> Iterator[str]:
    up = sum(one.points > 0 for one in comparison.moved)
    down = sum(one.points < 0 for one in comparison.moved)
    yield f"{up} up, {down} down, {len(comparison.both) - up - down} with the same score{_means(comparison)}"
    by_check: dict[str, list[float]] = {}
    for one in comparison.moved:
        for change in one.changes:
            by_check.setdefault(f"{change.question}.{change.check}", []).append(change.points)
    for check, points in sorted(by_check.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"{len(points):5}  {terminal_line(check)} ({_signed(sum(points))} points)"
    for which, names in (("first", comparison.only_before), ("second", comparison.only_after)):
        if names:
            more = f" and {len(names) - 10} more" if len(names) > 10 else ""
            yield f"only in the {which}: {', '.join(terminal_line(name) for name in names[:10])}{more}"


def _means(comparison: Comparison) -> str:
    """The mean of those whom both gradings gave a score."""
    scores = [(a.score, b.score) for a, b in comparison.both if a.score is not None and b.score is not None]
    if not scores:
        return ""
    old, new = (statistics.fmean(column) for column in zip(*scores))
    return f" · mean {number(old, 2)} → {number(new, 2)}"


def _step(before: float | None, after: float | None) -> str:
    return " → ".join("–" if score is None else number(score, 2) for score in (before, after))  # noqa: RUF001


def _signed(points: float) -> str:
    return f"{'+' if points > 0 else ''}{number(points, 2)}"
