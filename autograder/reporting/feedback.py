"""What a student gets back: one short page and the same as Markdown, made of nothing but what a student may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.marks.final import FinalMark, final_marks
from autograder.reporting.escape import markdown_code, markdown_line
from autograder.reporting.page import names, render_page, write_pages
from autograder.reporting.summary import in_order, number, told
from autograder.result import CheckResult, QuestionResult, Result


@dataclass(frozen=True)
class Part:
    """What there is to say about a question that lost points.

    Attributes:
        question: The question.
        checks: The checks that did not pass, each with what happened and the sentence that helps. Checks often share
            a sentence, which is said once.
        waiting: How many checks were not asked because of those.
    """

    question: QuestionResult
    checks: tuple[tuple[CheckResult, str, str], ...]
    waiting: int


def write_feedback(out: Path, results: Sequence[Result], *, title: str) -> Path:
    """Writes OUT/feedback/<submission>.html and .md for each, and gives the folder."""
    final = {mark.submission: _final(mark) for mark in final_marks(results, out)}
    write_pages(out / "feedback", _pages(in_order(results), title, final))
    return out / "feedback"


def feedback_page(result: Result, *, title: str, final: str = "") -> str:
    """A student's feedback as a page; `final` says what counts in the end, where that is another score."""
    return render_page(
        "feedback.html",
        title=title,
        result=result,
        opening=" ".join([_opening(result), final]).strip(),
        parts=_parts(result),
        waiting=waiting,
    )


def feedback_markdown(result: Result, *, title: str, final: str = "") -> str:
    """A student's feedback as Markdown."""
    return "\n\n".join(_blocks(result, title, final)) + "\n"


def _pages(results: Iterable[Result], title: str, final: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for result in results:
        told = final[result.submission]
        yield f"{result.submission}.html", feedback_page(result, title=title, final=told)
        yield f"{result.submission}.md", feedback_markdown(result, title=title, final=told)


def _final(mark: FinalMark) -> str:
    """The score that counts, where it is not that of the checks. Staff's own words on it are for staff."""
    if mark.final is None or mark.final == mark.raw:
        return ""
    why = "as course staff decided" if mark.is_overridden else "since it came late"
    return f"What counts in the end is {number(mark.final, 2)} of {number(mark.max_score, 2)} points, {why}."


def _opening(result: Result) -> str:
    """Where the student stands, in a sentence or two."""
    if result.status == "grader_error":
        return "Your submission could not be graded, and the fault is ours: this costs you nothing, we will see to it."
    if result.status != "graded":
        return "Your submission could not be graded. This is what happened:"
    earned = f"You have {number(result.score or 0, 2)} of {number(result.max_score, 2)} points."
    if not _parts(result):
        return f"{earned} Every check passed: well done."
    whole = sum(question.score == question.max_score for question in result.questions)
    solved = f" {whole} of {len(result.questions)} questions are solved completely; for" if whole else " For"
    return f"{earned}{solved} the others, here is what to look at."


def _parts(result: Result) -> list[Part]:
    parts = (_part(question) for question in result.questions if result.status == "graded")
    return [part for part in parts if part.checks or part.waiting]


def _part(question: QuestionResult) -> Part:
    open_checks = [check for check in question.checks if check.outcome != "passed"]
    said: set[str] = set()
    checks = []
    for check in open_checks:
        what, sentence = told(check)
        if check.outcome != "skipped":
            checks.append((check, what, "" if sentence in said else sentence))
            said.add(sentence)
    return Part(question, tuple(checks), len(open_checks) - len(checks))


def _blocks(result: Result, title: str, final: str) -> Iterator[str]:
    yield f"# {markdown_line(title)}"
    if who := names(result):
        yield f"For {markdown_line(who)}"
    yield " ".join([_opening(result), final]).strip()
    if result.message and result.status != "grader_error":
        yield markdown_code(result.message)
    for part in _parts(result):
        question = part.question
        points = f"{number(question.score, 2)} of {number(question.max_score, 2)} points"
        yield f"## {markdown_line(question.title)} ({markdown_line(question.id)}): {points}"
        for check, what, sentence in part.checks:
            yield f"**Not yet:** {markdown_line(check.title)}"
            if what.strip():
                yield markdown_code(what)
            if sentence.strip():
                yield markdown_line(sentence)
        if part.waiting:
            yield waiting(part.waiting)
    if result.cells:
        yield "## Cells that did not run to their end"
        for cell in result.cells:
            yield f"Cell {cell.index}, counted from 0:"
            yield markdown_code(cell.error)


def waiting(count: int) -> str:
    """That some checks come later."""
    return "One more check waits until this passes." if count == 1 else f"{count} more checks wait until this passes."
