"""What staff may see of a check: what it put in, expected and got."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.grading.details import CALLS, difference
from autograder.grading.engine import Engine

WRONG = "def wingspan(left, right):\n    return np.asarray(left) + np.asarray(right)"
RAISES = "def wingspan(left, right):\n    return left.wings"
ENDLESS = "def wingspan(left, right):\n    while True:\n        pass"
TALKATIVE = "def wingspan(left, right):\n    raise ValueError('a word too many ' * 100_000)"


@pytest.fixture
def details(
    warm: Engine, notebook: Callable[..., bytes], tmp_path: Path
) -> Callable[[str], dict[tuple[str, str], dict[str, Any]]]:
    """The details of a submission that answers so, by question and check."""

    def run(wingspan: str) -> dict[tuple[str, str], dict[str, Any]]:
        file = tmp_path / "tiny.ipynb"
        file.write_bytes(notebook("setup", wingspan, "widest"))
        checks = warm.grade(file, call_seconds=1).details["checks"]
        return {(check["question"], check["id"]): check for check in checks}

    return run


def test_a_failed_check_tells_what_it_asked_expected_and_got(details: Callable[..., Any]) -> None:
    (call,) = details(WRONG)["wingspan", "three_dragons"]["calls"]
    assert {key: text.replace(" ", "") for key, text in call.items()} == {
        "call": "wingspan([4.5,6.,3.5],[4.,6.5,3.5])",
        "expected": "[10.,14.,8.5]",
        "got": "[8.5,12.5,7.]",
    }


def test_a_check_that_passed_has_no_need_of_the_reference(details: Callable[..., Any]) -> None:
    (call,) = details(WRONG)["widest", "middle"]["calls"]
    assert call.keys() == {"call", "got"}


@pytest.mark.parametrize(
    ("source", "got"),
    [
        (RAISES, "raised AttributeError: 'numpy.ndarray' object has no attribute 'wings'"),
        (ENDLESS, "The call did not come back in time and was stopped. Is there a loop that never ends?"),
    ],
)
def test_what_gave_no_value_is_told_beside_what_was_expected(
    source: str, got: str, details: Callable[..., Any]
) -> None:
    (call,) = details(source)["wingspan", "three_dragons"]["calls"]
    assert call["got"] == got
    assert call["expected"].startswith("[10.")


def test_details_stay_small_whatever_the_student_says(details: Callable[..., Any]) -> None:
    assert len(json.dumps(list(details(TALKATIVE).values()))) < 10_000


def test_a_check_of_many_calls_shows_the_last(details: Callable[..., Any]) -> None:
    assert all(len(check["calls"]) <= CALLS for check in details(WRONG).values())


MANY = np.arange(100.0)
FEW_WRONG = np.where(MANY == 42, 0, MANY)
FRAME = pd.DataFrame({"name": ["Norbert"] * 100, "toes": MANY})


@pytest.mark.parametrize(
    ("got", "expected", "told"),
    [
        (FEW_WRONG, MANY, "1 of 100 values differ, the first at [42]: expected 42, got 0"),
        (FEW_WRONG.reshape(10, 10), MANY.reshape(10, 10), "the first at [4, 2]: expected 42, got 0"),
        ((1, FEW_WRONG), (1, MANY), "part 1: 1 of 100 values differ"),
        (FRAME.assign(toes=FEW_WRONG), FRAME, "column 'toes': 1 of 100 values differ"),
        (list(FEW_WRONG), MANY, "1 of 100 values differ"),
        (MANY, MANY, ""),
        (MANY[:90], MANY, ""),
        ("toes", MANY, ""),
        (None, MANY, ""),
        (np.zeros(3), np.ones(3), ""),
        (np.full(100, np.nan), np.full(100, np.nan), ""),
    ],
    ids=range(11),
)
def test_large_answers_are_told_apart_by_their_first_difference(got: Any, expected: Any, told: str) -> None:
    assert told in difference(got, expected)
    assert bool(told) == bool(difference(got, expected))
