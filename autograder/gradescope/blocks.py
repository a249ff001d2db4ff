"""A result as Gradescope's results.json, and what a student reads there.

Each question is one block with its visible checks, their values and points; its hidden checks, by title and sentence,
are a second one wherever students are to see them later or never: on the platform visibility is a block's.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from autograder.gradescope.settings import Visibility
from autograder.reporting.escape import visible
from autograder.result import CellFault, CheckResult, QuestionResult, Result, answers_nothing

OUTPUT_CAP = 100_000  # characters; what is longer, the platform cuts in the middle

_LATER: dict[Visibility, str] = {
    "visible": "",
    "after_due_date": "Hidden checks count as well: you see them after the due date.",
    "after_published": "Hidden checks count as well: you see them when the grades are published.",
    "hidden": "Hidden checks count as well.",
}
_NOT_A_VERDICT = "The 0 that may stand here is not your score: your work is safe, and nothing is left for you to do."


def unfinished() -> dict[str, Any]:
    """What stands there while a submission is graded, and for good if the grading is cut off."""
    return _only(f"The grading did not finish. {_NOT_A_VERDICT} Course staff can run it again.")


def failed() -> dict[str, Any]:
    """The grader failed, not the submission; why, staff alone read."""
    return _only(f"The grader failed, and not through your work. {_NOT_A_VERDICT} Course staff have to run it again.")


def results(result: Result, hidden: Visibility, stubs: dict[str, str], final: str = "") -> dict[str, Any]:
    """What Gradescope shows of a result: hidden checks as `hidden` says.

    `stubs` are the sources of the questions as they were handed out, by which a notebook nobody has worked in is told.
    `final` says what counts in the end, where that is another score.
    """
    if result.status == "grader_error":
        return _only(final) if final else failed()
    tests = [
        block
        for number, question in enumerate(result.questions, 1)
        for block in _blocks(str(number), question, hidden, is_graded=result.status == "graded")
    ]
    first = [*_first_block(result, hidden, stubs), *[final] * bool(final)]
    return {
        "output": _capped("".join(_paragraph(text) for text in first)),
        "output_format": "html",
        "execution_time": result.seconds,
        "tests": tests,
        "extra_data": {"status": result.status, "flags": list(result.flags)},
    }


def _only(text: str) -> dict[str, Any]:
    return {"score": 0, "output": _paragraph(text), "output_format": "html", "tests": []}


def _first_block(result: Result, hidden: Visibility, stubs: dict[str, str]) -> list[str]:
    """What a student reads first: how it went as a whole, and what to do where it went wrong."""
    if result.status != "graded":
        return [result.message, _what_to_do(result)]
    checks = [check for question in result.questions for check in question.checks]
    said = [_as_a_whole(result, checks, stubs), *map(_cell, result.cells)]
    if not all(check.visible for check in checks):
        said.append(_LATER[hidden])
    if "late" in result.flags:
        said.append("This was handed in after the due date.")
    return [text for text in said if text]


def _cell(fault: CellFault) -> str:
    return f"Cell {fault.index} (counted from 0): {fault.error}"


def _as_a_whole(result: Result, checks: Sequence[CheckResult], stubs: dict[str, str]) -> str:
    if answers_nothing(result.questions):
        return (
            f"Nothing that {result.assignment} asks for is defined in your file. Is it the notebook of another "
            "assignment? Then hand in the right one."
        )
    if any(stubs.values()) and all(
        question.code.strip() == stubs.get(question.id, "").strip() for question in result.questions
    ):
        return (
            "Your file holds the stubs as they were handed out: your work is not in it. Save your notebook in Jupyter "
            "(Ctrl-S), and hand in the file that you saved."
        )
    seen = [check for check in checks if check.visible]
    passed = sum(check.outcome == "passed" for check in seen)
    return f"{passed} of {len(seen)} visible checks passed."


def _what_to_do(result: Result) -> str:
    if result.status == "missing":
        return f"Hand in one notebook with your work, and name it {result.assignment}.ipynb."
    if result.status == "unreadable":
        return "Open your notebook in Jupyter, save it, and hand in that file."
    return "Restart the kernel in Jupyter, run all cells, mend what does not end or takes too much, and hand in again."


def _blocks(number: str, question: QuestionResult, hidden: Visibility, is_graded: bool) -> list[dict[str, Any]]:
    if hidden == "visible":
        return [_block(number, question.title, question.checks, "visible", is_graded)]
    shown = [check for check in question.checks if check.visible]
    rest = [check for check in question.checks if not check.visible]
    later = [_block(f"{number}.1", f"{question.title}: hidden checks", rest, hidden, is_graded)] if rest else []
    return [*([_block(number, question.title, shown, "visible", is_graded)] if shown else []), *later]


def _block(
    number: str, name: str, checks: Sequence[CheckResult], visibility: Visibility, is_graded: bool
) -> dict[str, Any]:
    score = sum(check.points for check in checks if check.outcome == "passed") if is_graded else 0.0
    worth = sum(check.points for check in checks)
    return {
        "number": number,
        "name": name,
        "score": round(score, 6),
        "max_score": round(worth, 6),
        "status": "passed" if is_graded and all(check.outcome == "passed" for check in checks) else "failed",
        "output": _capped(f"<ul>{''.join(map(_check, checks))}</ul>" if is_graded else _paragraph("Not asked.")),
        "output_format": "html",
        "visibility": visibility,
    }


def _check(check: CheckResult) -> str:
    mark, earned = ("✓", check.points) if check.outcome == "passed" else ("✗", 0.0)
    line = f"{mark} {_text(check.title)} ({earned:g} of {check.points:g})"
    return f"<li>{line}{''.join(map(_paragraph, check.feedback.splitlines()))}</li>"


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>"


def _text(text: str) -> str:
    return html.escape(visible(text))


def _capped(markup: str) -> str:
    """The markup as long as it may be; a tag that is cut open, the platform closes."""
    return markup if len(markup) <= OUTPUT_CAP else markup[: OUTPUT_CAP - 20].rpartition("<")[0] + "<p>…</p>"
