"""Whatever kind of thing a student's function gives back: a verdict, no points, and one sentence that says what came."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.authoring.answers import Answers
from autograder.bundle import Bundle
from autograder.grading.engine import Engine
from autograder.result import QuestionResult

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = tomllib.loads(Path(__file__).with_name("odd_answers.toml").read_text("utf-8"))
KINDS = [f"{package}: {kind}" for package, kinds in TABLE.items() for kind in kinds]


@pytest.mark.parametrize("kind", KINDS)
def test_an_odd_answer_is_told_by_what_it_is(
    kind: str, bundle: Bundle, answers: Answers, warm: Engine, tmp_path: Path
) -> None:
    package, _, what = kind.partition(": ")
    value, called = TABLE[package][what]
    if package == "torch" and "torch" not in bundle.assignment.packages:
        pytest.skip("no tensors in this assignment")
    functions = [question for question, source in answers.reference.items() if "return" in source]
    file = tmp_path / "odd.ipynb"
    file.write_text(answers.notebook({one: f"def {one}(*inputs):\n    return {value}\n" for one in functions}))
    result = warm.grade(file).result
    assert (result.status, result.cells) == ("graded", ())
    for question in result.questions:
        if question.id in functions:
            assert question.score == 0, question.id
            assert called in told(question) or "and it gave " in told(question), question.id


def told(question: QuestionResult) -> str:
    """What the student reads of the first visible check."""
    return next(check.feedback for check in question.checks if check.visible)
