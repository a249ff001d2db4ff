"""For staff, when a student asks: what each check put in, expected and got. Nothing of this is for students."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.marks.final import FinalMark
from autograder.reporting.escape import terminal_line
from autograder.reporting.outputs import OutputError, near
from autograder.reporting.summary import number
from autograder.result import CheckResult, QuestionResult, Result

_LABELS = {"call": "asked", "expected": "expected", "got": "got", "difference": ""}


def explain(
    result: Result, mark: FinalMark, details: Sequence[Mapping[str, Any]], question: str | None = None
) -> Iterator[str]:
    """The explanation, as lines of Rich markup; of one question, with the student's code, if it is named.

    Raises:
        OutputError: There is no such question.
    """
    chosen = [one for one in result.questions if question in (None, one.id)]
    if not chosen:
        raise OutputError(
            f"{result.submission} has no question {question!r}{near(question or '', [q.id for q in result.questions])}"
        )
    yield f"[bold]{terminal_line(result.submission)}[/bold] · {result.status} · {_score(mark)}"
    yield from (f"  {terminal_line(line)}" for line in (result.message, *mark.reasons, *result.flags) if line)
    for fault in result.cells:
        yield f"  [yellow]cell {fault.index}[/yellow] {fault.status}: {terminal_line(fault.error)}"
    known = {(str(entry.get("question")), str(entry.get("id"))): entry for entry in details}
    for one in chosen:
        yield ""
        points = f"{number(one.score)} of {number(one.max_score)}"
        yield f"[bold]{terminal_line(one.id)}[/bold] · {terminal_line(one.title)} · {points}"
        yield from _code(one) if question else ()
        for check in one.checks:
            yield from _check(check, known.get((one.id, check.id), {}))


def _score(mark: FinalMark) -> str:
    raw = "no score" if mark.raw is None else f"{number(mark.raw)} of {number(mark.max_score)}"
    return raw if mark.final == mark.raw or mark.final is None else f"{raw}, in the end {number(mark.final)}"


def _code(question: QuestionResult) -> Iterator[str]:
    for line in question.code.splitlines():
        yield f"  [dim]│[/dim] {terminal_line(line)}"


def _check(check: CheckResult, entry: Mapping[str, Any]) -> Iterator[str]:
    passed = check.outcome == "passed"
    worth = f"{number(check.points if passed else 0)} of {number(check.points)}"
    seen = "visible" if check.visible else "hidden"
    mark = "[green]✓[/green]" if passed else "[red]✗[/red]"
    yield f"{mark} {terminal_line(check.id)} ({worth}, {seen}, {check.outcome}): {terminal_line(check.title)}"
    if check.misconception:
        yield f"    misconception {terminal_line(check.misconception)}"
    if told := str(entry.get("told", "")):
        yield f"    {terminal_line(told)}"
    if left_out := entry.get("left_out"):
        yield f"    [dim]the last {len(entry['calls'])} calls of {len(entry['calls']) + int(left_out)}[/dim]"
    for call in entry.get("calls", []):
        for key, label in _LABELS.items():
            if key in call:
                yield f"    [dim]{label:8}[/dim] {terminal_line(str(call[key]))}"
