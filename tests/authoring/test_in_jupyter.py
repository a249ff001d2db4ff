"""The student's notebook, executed in a real kernel that has Otter and the scientific stack, and nothing of ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CHECK = 'grader.check("wingspan")'
RIGHT = "def wingspan(left, right):\n    return left + right + BODY_WIDTH"
WRONG = "def wingspan(left, right):\n    return left + right"
RAISING = "def wingspan(left, right):\n    return {}['wings']"


@pytest.fixture(scope="module")
def shown(run_in_jupyter: Callable[..., list[str]]) -> dict[str, str]:
    """What the check shows at each stage of a student's work."""
    stub, _, wrong, _, raising, _, right, again, _, missing = run_in_jupyter(
        CHECK, WRONG, CHECK, RAISING, CHECK, RIGHT, CHECK, CHECK, "del wingspan", CHECK
    )
    return {"stub": stub, "wrong": wrong, "raising": raising, "right": right, "again": again, "missing": missing}


def test_the_stub_is_red(shown: dict[str, str]) -> None:
    assert "Test case failed" in shown["stub"]


def test_the_stub_is_told_as_one(shown: dict[str, str]) -> None:
    assert "NotImplementedError: Write wingspan." in shown["stub"]


def test_a_right_answer_is_green(shown: dict[str, str]) -> None:
    assert "wingspan results: All test cases passed!" in shown["right"]


def test_checking_again_says_the_same(shown: dict[str, str]) -> None:
    assert "All test cases passed!" in shown["again"]


def test_a_wrong_answer_names_the_check(shown: dict[str, str]) -> None:
    assert "Three dragons: both wings and the body between them." in shown["wrong"]


def test_a_wrong_answer_shows_what_was_asked(shown: dict[str, str]) -> None:
    assert "wingspan([4.5, 6., 3.5], [4., 6.5, 3.5])" in shown["wrong"]


def test_a_wrong_answer_shows_both_values(shown: dict[str, str]) -> None:
    assert "expected [10., 14., 8.5], got [8.5, 12.5, 7.]." in shown["wrong"]


def test_an_exception_keeps_its_kind_and_text(shown: dict[str, str]) -> None:
    assert "It raised KeyError: 'wings'" in shown["raising"]


def test_an_exception_shows_the_students_line(shown: dict[str, str]) -> None:
    assert "in the line: return {}['wings']" in shown["raising"]


def test_a_missing_function_is_named(shown: dict[str, str]) -> None:
    assert "wingspan is not defined: run the cell that defines it." in shown["missing"]
