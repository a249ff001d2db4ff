"""The mark that counts: the checks' score, then a person's overrides, then the late policy."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.marks.final import FinalMark, final_mark, final_marks
from autograder.marks.lateness import DAY, LatenessError, LatePolicy
from autograder.marks.overrides import Override, OverrideError, read_overrides
from autograder.result import CheckResult, QuestionResult, Result


def question(id: str, points: float, outcome: str = "passed") -> QuestionResult:
    return QuestionResult(id, id, (CheckResult("check", "", True, points, outcome),))  # type: ignore[arg-type]


ADA = Result("tiny", "ada", "graded", (question("span", 3), question("widest", 2, "failed")))
LATE = dataclasses.replace(ADA, flags=("late",), late_seconds=DAY)
POLICY = LatePolicy(10)


def by_hand(score: float, question: str | None = None, submission: str = "ada") -> Override:
    return Override(submission, question, score, "as agreed")


@pytest.mark.parametrize(
    ("result", "overrides", "policy", "final", "reasons"),
    [
        (ADA, [], None, 3, []),
        (ADA, [], POLICY, 3, []),
        (LATE, [], None, 3, []),
        (LATE, [], POLICY, 2.7, ["late by 24:00:00: 10 % less"]),
        (LATE, [], LatePolicy(10, 2 * DAY), 3, ["late by 24:00:00: excused"]),
        (ADA, [by_hand(1.5, "widest")], None, 4.5, ["question widest set by hand to 1.5 from 0: as agreed"]),
        (ADA, [by_hand(7, "widest")], None, 10, ["question widest set by hand to 7 from 0: as agreed"]),
        (ADA, [by_hand(0)], None, 0, ["the whole score set by hand to 0 from 3: as agreed"]),
        (ADA, [by_hand(0, submission="bob")], None, 3, []),
        (
            LATE,
            [by_hand(2, "widest")],
            POLICY,
            4.5,
            ["question widest set by hand to 2 from 0: as agreed", "late by 24:00:00: 10 % less"],
        ),
        (LATE, [by_hand(4)], POLICY, 4, ["the whole score set by hand to 4 from 3: as agreed"]),
        (
            dataclasses.replace(LATE, late_seconds=None),
            [],
            POLICY,
            3,
            ["late, nobody knows by how much: nothing is deducted"],
        ),
        (
            dataclasses.replace(ADA, status="timeout"),
            [by_hand(1, "widest")],
            None,
            1,
            ["question widest set by hand to 1 from 0: as agreed"],
        ),
        (dataclasses.replace(LATE, status="grader_error"), [], POLICY, None, []),
        (
            dataclasses.replace(ADA, status="grader_error"),
            [by_hand(5)],
            None,
            5,
            ["the whole score set by hand to 5 from none: as agreed"],
        ),
    ],
)
def test_the_final_mark_and_why(
    result: Result, overrides: list[Override], policy: LatePolicy | None, final: float | None, reasons: list[str]
) -> None:
    mark = final_mark(result, overrides, policy)
    is_overridden = any(override.submission == "ada" for override in overrides)
    assert mark == FinalMark("ada", result.score, final, 5, tuple(reasons), is_overridden)


# ---------------------------------------------------------------- from the folder

ENTRY = {"submission": '"ada"', "question": '"widest"', "score": "1.5", "reason": '"as agreed"'}


def entry(**changed: str | None) -> str:
    lines = {**ENTRY, **changed}
    return "\n".join(["[[override]]", *(f"{key} = {value}" for key, value in lines.items() if value is not None), ""])


@pytest.fixture
def marks(tmp_path: Path) -> Callable[..., list[FinalMark]]:
    """The marks of a folder with these overrides and run.json."""

    def run(overrides: str | bytes | None = None, facts: Any = None) -> list[FinalMark]:
        if overrides is not None:
            data = overrides if isinstance(overrides, bytes) else overrides.encode()
            (tmp_path / "overrides.toml").write_bytes(data)
        if facts is not None:
            (tmp_path / "run.json").write_text(facts if isinstance(facts, str) else json.dumps(facts))
        return final_marks([LATE], tmp_path)

    return run


Marks = Callable[..., list[FinalMark]]


def test_a_folder_without_either_leaves_the_score(marks: Marks) -> None:
    assert marks() == [FinalMark("ada", 3, 3, 5)]


def test_both_are_read_from_the_folder(marks: Marks) -> None:
    assert marks(entry(), {"late_policy": "10%/day"})[0].final == 4.05


@pytest.mark.parametrize("text", ["", "# none yet\n", "override = []", b"\xef\xbb\xbf"])
def test_a_file_of_nothing_is_no_override(text: str | bytes, marks: Marks) -> None:
    assert not marks(text)[0].is_overridden


def test_a_name_that_macos_has_taken_apart_is_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text(entry(submission='"e\u0301milie"'), "utf-8")
    assert read_overrides(tmp_path)[0].submission == "émilie"


def test_an_editor_on_windows_may_have_written_it(marks: Marks) -> None:
    assert marks(b"\xef\xbb\xbf" + entry().replace("\n", "\r\n").encode())[0].is_overridden


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (entry(submission=None), 'override 1 names no submission: write submission = "its name in grades.csv".'),
        (entry(submission='""'), "names no submission"),
        (entry(submission="17"), "names no submission"),
        (entry(question="3"), "the question of ada is no text: write the question's id in quotes."),
        (entry(score=None), "the score of ada is None: write a number from 0 on."),
        *(
            (entry(score=score), "write a number from 0 on.")
            for score in ('"3"', "true", "nan", "inf", "-1", "[1]", "2026-01-01")
        ),
        *((entry(reason=reason), "the score of ada has no reason") for reason in (None, '""', '"  "', "3")),
        (entry(points="3"), "points is not understood; write submission, question, score and reason."),
        (entry() + entry(score="3"), "ada is given two scores for the same: keep one of them."),
        (entry(question=None) + entry(), "ada is given two scores for the same"),
        (entry() + entry(question=None), "ada is given two scores for the same"),
        (entry(submission='"adda"'), "there is no submission 'adda'."),
        (entry(question='"wide"'), "ada has no question 'wide', only span, widest."),
        ("[ada]\nwidest = 3", "may hold nothing but [[override]] entries."),
        ("override = 3", "may hold nothing but [[override]] entries."),
        ("override = [3]", "3 is not understood"),
        ("[[override]", "overrides.toml cannot be read: "),
        (b"\xff\xfe", "overrides.toml cannot be read: "),
    ],
)
def test_an_override_that_cannot_stand_is_told_in_one_sentence(
    text: str | bytes, sentence: str, marks: Marks, tmp_path: Path
) -> None:
    with pytest.raises(OverrideError) as caught:
        marks(text)
    assert str(caught.value).startswith(f"{tmp_path / 'overrides.toml'}")
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")


def test_the_reason_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text(entry(reason='"""für 李雷\n"""'), encoding="utf-8")
    assert [override.reason for override in read_overrides(tmp_path)] == ["für 李雷"]


@pytest.mark.parametrize("facts", ["", "{", "[]"])
def test_a_run_that_cannot_be_read_is_not_taken_for_one_without_a_policy(facts: str, marks: Marks) -> None:
    with pytest.raises(LatenessError, match=r"run\.json cannot be read, and it tells the late policy"):
        marks(facts=facts)
