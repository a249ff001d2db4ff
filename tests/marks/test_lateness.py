"""What lateness is and what it costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.marks.lateness import (
    DAY,
    LatenessError,
    LatePolicy,
    after_lateness,
    clock,
    days_begun,
    parse_policy,
    parse_seconds,
    percent_off,
)

SCORES = st.one_of(st.floats(0, 1000), st.floats(0, 1e-5))  # by hand, a score may be smaller than what is rounded to
TIMES = st.floats(0, 400 * DAY)
PERCENT = st.floats(0, 100)
POLICIES = st.builds(LatePolicy, PERCENT, st.floats(0, 3 * DAY), PERCENT)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *(("", 0), ("0", 0), (" 00 ", 0), ("0:00:00", 0), ("1:30:00", 5400), ("26:00:01", 93601), ("0:0:5", 5)),
        *(
            ("90m", 5400),
            ("90 min", 5400),
            ("1.5h", 5400),
            ("1,5 H", 5400),
            ("2d", 172800),
            ("1 day", 86400),
            ("45s", 45),
        ),
        ("2 days", 172800),
    ],
)
def test_a_time_is_read(text: str, seconds: float) -> None:
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize(
    "text", ["90", "1:30", "-1:00:00", "1:75:00", "soon", "1w", "nan", "1e3s", "٣m", "1 d 2 h", "1:30:00 AM"]
)
def test_a_time_that_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(
        LatenessError, match=r"is no time: write hours:minutes:seconds as 1:30:00, or 90m, 1\.5h or 2d\.$"
    ):
        parse_seconds(text)


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("10%/day", LatePolicy(10)),
        ("10%/day,grace=15m,cap=50%", LatePolicy(10, 900, 50)),
        (" 2.5 % / Day , cap = 50 % , grace = 0:15:00 ", LatePolicy(2.5, 900, 50)),
        ("100%/day,grace=2d", LatePolicy(100, 172800)),
    ],
)
def test_a_policy_is_read(text: str, policy: LatePolicy) -> None:
    assert parse_policy(text) == policy


@pytest.mark.parametrize(
    "text",
    [
        *("10", "10%", "10%/week", "ten%/day", "-10%/day", "101%/day", "10%/day,", "10%/day,half", "10%/day,grace=15"),
        *("10%/day,cap=half", "10%/day,cap=200%", "10%/day,tax=3", "grace=15m", ",", "10%/day,cap=5%,cap=9%"),
    ],
)
def test_what_is_no_policy_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(LatenessError, match=r"write .+\.$"):
        parse_policy(text)


@pytest.mark.parametrize(("late", "days"), [(0, 0), (900, 0), (901, 1), (DAY + 900, 1), (DAY + 901, 2), (10 * DAY, 10)])
def test_each_day_begun_after_the_grace_counts(late: float, days: int) -> None:
    assert days_begun(late, LatePolicy(10, 900)) == days


@pytest.mark.parametrize(("days", "score"), [(0, 20), (1, 18), (3, 14), (5, 10), (50, 10)])
def test_the_deduction_is_of_the_score_earned_up_to_the_cap(days: int, score: float) -> None:
    assert after_lateness(20, days * DAY, LatePolicy(10, 0, 50)) == score


def test_a_bonus_is_kept_above_the_maximum() -> None:
    assert after_lateness(30, DAY, LatePolicy(10)) == 27


@given(SCORES, TIMES, POLICIES)
def test_a_score_is_never_raised_and_never_below_nothing(score: float, late: float, policy: LatePolicy) -> None:
    assert 0 <= after_lateness(score, late, policy) <= score


@given(SCORES, TIMES, TIMES, POLICIES)
def test_who_is_later_never_has_more(score: float, one: float, other: float, policy: LatePolicy) -> None:
    assert after_lateness(score, max(one, other), policy) <= after_lateness(score, min(one, other), policy)


@given(SCORES, SCORES, TIMES, POLICIES)
def test_who_earned_more_never_ends_with_less(one: float, other: float, late: float, policy: LatePolicy) -> None:
    assert after_lateness(min(one, other), late, policy) <= after_lateness(max(one, other), late, policy)


@given(SCORES, POLICIES, st.floats(0, 1))
def test_the_grace_costs_nothing(score: float, policy: LatePolicy, part: float) -> None:
    assert after_lateness(score, part * policy.grace_seconds, policy) == score


@given(TIMES, POLICIES)
def test_no_more_than_the_cap_is_lost(late: float, policy: LatePolicy) -> None:
    assert percent_off(late, policy) <= policy.cap


@given(st.integers(0, 10**7))
def test_a_time_is_read_as_it_is_written(seconds: int) -> None:
    assert parse_seconds(clock(seconds)) == seconds


def test_the_first_instant_after_the_deadline_is_a_second() -> None:
    assert clock(0.001) == "0:00:01"
