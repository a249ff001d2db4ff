"""What staff read when a student asks."""

from __future__ import annotations

from typing import Any

import pytest
from rich.text import Text

from autograder.marks.final import FinalMark
from autograder.reporting.explain import explain
from autograder.reporting.outputs import OutputError
from autograder.result import CellFault, QuestionResult, Result

from .made_up import HOSTILE, make_check, make_question, make_result

CALL = {"call": "toes([1, 2])", "expected": "3", "got": "-1"}
DETAILS = [{"question": "toes", "id": "hidden_one", "outcome": "failed", "told": "3 was expected.", "calls": [CALL]}]
TOES = QuestionResult(
    "toes", "Count them", (make_check("hidden_one", outcome="failed"),), "def toes(all):\n    return -1"
)
MARK = FinalMark("ada", 0, 0, 2)


def text(result: Result, details: list[Any], question: str | None = None, mark: FinalMark = MARK) -> str:
    return "\n".join(Text.from_markup(line).plain for line in explain(result, mark, details, question))


def test_a_check_tells_what_it_asked_expected_and_got() -> None:
    lines = text(make_result(questions=(TOES,)), DETAILS).splitlines()
    asked = next(place for place, line in enumerate(lines) if "hidden_one" in line)
    assert lines[asked] == "✗ hidden_one (0 of 1, hidden, failed): About hidden_one."
    assert [line.strip() for line in lines[asked + 1 :]] == [
        "3 was expected.",
        "asked    toes([1, 2])",
        "expected 3",
        "got      -1",
    ]


def test_one_question_alone_comes_with_the_code() -> None:
    told = text(make_result(questions=(TOES, make_question("wings"))), DETAILS, "toes")
    assert "return -1" in told
    assert "wings" not in told


def test_all_questions_come_without_code() -> None:
    told = text(make_result(questions=(TOES, make_question("wings"))), DETAILS)
    assert "return -1" not in told
    assert "wings" in told


def test_a_question_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(OutputError, match="did you mean toes"):
        text(make_result(questions=(TOES,)), DETAILS, "toe")


def test_the_whole_tells_what_kept_it_from_full_marks() -> None:
    result = make_result(flags=("late",), cells=(CellFault(3, "error", "NameError: toes"),))
    told = text(result, [], mark=FinalMark("ada", 10, 9, 24, ("late by 1:00:00: 10 % less",)))
    for part in ("10 of 24, in the end 9", "late by 1:00:00: 10 % less", "cell 3 error: NameError: toes"):
        assert part in told


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_student_wrote_prints_as_text(name: str) -> None:
    call = {"call": name, "expected": name, "got": name, "difference": name}
    details = [{"question": "toes", "id": "hidden_one", "told": name, "calls": [call]}]
    question = QuestionResult("toes", "Count them", TOES.checks, name)
    told = text(make_result(name, questions=(question,), cells=(CellFault(0, "error", name),)), details, "toes")
    assert not set(told) & {"\x00", "\x1b", "\x9b", "\r", "\u202e"}
