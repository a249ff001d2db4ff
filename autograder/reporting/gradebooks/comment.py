"""What a student reads beside a grade: the points of each question, and what the checks say that did not pass."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.reporting.gradebooks.grades import Grade
from autograder.reporting.summary import number

BEGINS = "Score: "  # by which a comment is known as one of ours


def comment(grade: Grade) -> Iterator[str]:
    """The lines; nothing in them is hidden from students."""
    mark, result = grade.mark, grade.result
    checks = "" if mark.raw in (None, grade.score) else f" (the checks gave {number(mark.raw or 0)})"
    yield f"{BEGINS}{number(grade.score)} of {number(mark.max_score)}{checks}"
    if result.message:
        yield result.message
    for question in result.questions if result.status == "graded" else ():
        yield f"{question.title}: {number(question.score)} of {number(question.max_score)}"
        for check in question.checks:
            if check.outcome != "passed":
                yield from (f"- {check.title}", *check.feedback.splitlines())
