"""How students read values, and in which way an answer is not right."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np
import pytest

from autograder.checking.compare import Disagreement, agree, show

SHOWN: list[tuple[Any, str]] = [
    (6.0, "6.0"),
    (6, "6"),
    (True, "True"),
    (-0.25, "-0.25"),
    (0.1 + 0.2, "0.3"),
    (np.float32(100.1), "100.1"),
    (-0.7032493, "-0.703249"),
    (123456.7890123, "123456.789012"),
    (1e-30, "1e-30"),
    (1e20, "1e+20"),
    (float("nan"), "nan"),
    ((1.0, [2.0, 3.0]), "(1.0, [2.0, 3.0])"),
    (np.array([5, 6, 22]), "[5, 6, 22]"),
    (np.array([[-4.0, 7.0], [0.5, 220.25]]), "[[-4., 7.], [0.5, 220.25]]"),
    (["two  spaces", "a [ bracket"], "['two  spaces', 'a [ bracket']"),
    (np.zeros(61), "an array of float64 with shape (61,)"),
]


@pytest.mark.parametrize(("value", "shown"), SHOWN, ids=[shown for _, shown in SHOWN])
def test_a_value_is_shown_as_a_person_would_write_it(value: Any, shown: str) -> None:
    assert show(value) == shown


def test_a_number_is_shown_in_the_same_way_whatever_a_notebook_tells_numpy() -> None:
    with np.printoptions(formatter={"float": "{:.1f} ft".format}):
        assert show(170.25) == "170.25"


Pair = namedtuple("Pair", "first second")

COMPLAINTS: list[tuple[Any, Any, str]] = [
    (-6.0, 6, "the answer: expected 6.0, got -6.0."),
    ([1, 3], [1, 2], "the answer: expected [1., 2.], got [1., 3.]."),
    ((1, 3), (1, 2), "the second part of the answer: expected 2.0, got 3.0."),
    ((1, 2, 3, 5), (1, 2, 3, 4), "part 4 of the answer: expected 4.0, got 5.0."),
    (np.nan, 1, "the answer: expected neither nan nor inf, got nan."),
    ([1, np.inf], [1, 2], "the answer: expected neither nan nor inf, got [1., inf]."),
    (Pair(1, 2), 1, "the answer: expected a single number, got a tuple of 2."),
    ("1", 1, "the answer: expected a single number, got text."),
    (None, [1, 2], "the answer: expected an array with shape (2,), got None."),
]


@pytest.mark.parametrize(("got", "expected", "complaint"), COMPLAINTS)
def test_a_complaint_is_one_sentence_that_says_what_came(got: Any, expected: Any, complaint: str) -> None:
    with pytest.raises(Disagreement) as raised:
        agree(got, expected)
    assert str(raised.value) == complaint
