"""Whatever kind of thing a student's function gives back: a verdict, no points, and one sentence that says what came."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.authoring.answers import Answers
from autograder.bundle import Bundle
from autograder.grading.engine import Engine
from autograder.result import QuestionResult, Result

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = tomllib.loads(Path(__file__).with_name("odd_answers.toml").read_text("utf-8"))
KINDS = [f"{package}: {kind}" for package, kinds in TABLE.items() for kind in kinds]


@pytest.fixture(scope="session")
def results(
    bundle: Bundle, answers: Answers, warm: Engine, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Result]:
    """What came of each kind, where all functions of the assignment give it."""
    folder = tmp_path_factory.mktemp("odd")

    def grade(kind: str) -> Result:
        return warm.grade(folder / f"{KINDS.index(kind)}.ipynb").result

    kinds = [kind for kind in KINDS if kind.partition(": ")[0] in bundle.assignment.packages]
    for kind in kinds:  # here and not by the threads: Python 3.11 may trip where two parse at once
        package, _, what = kind.partition(": ")
        sources = {one: f"def {one}(*inputs):\n    return {TABLE[package][what][0]}\n" for one in functions(answers)}
        (folder / f"{KINDS.index(kind)}.ipynb").write_text(answers.notebook(sources))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(kinds, pool.map(grade, kinds)))


@pytest.mark.parametrize("kind", KINDS)
def test_an_odd_answer_is_told_by_what_it_is(kind: str, answers: Answers, results: dict[str, Result]) -> None:
    if kind not in results:
        pytest.skip("no tensors in this assignment")
    package, _, what = kind.partition(": ")
    called = TABLE[package][what][1]
    assert (results[kind].status, results[kind].cells) == ("graded", ())
    for question in results[kind].questions:
        if question.id in functions(answers):
            assert question.score == 0, question.id
            # A probe looks at the answer where it is, and tells its kind in words of its own.
            is_probed = f"Asked was {question.id}(" not in told(question)
            words = (called, "and it gave ", *([", got "] if is_probed else []))
            assert any(word in told(question) for word in words), question.id


def functions(answers: Answers) -> list[str]:
    """The questions that ask for a function or a class."""
    return [question for question, source in answers.reference.items() if "return" in source]


def told(question: QuestionResult) -> str:
    """What the student reads of the first visible check."""
    return next(check.feedback for check in question.checks if check.visible)
