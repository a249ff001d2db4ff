"""Time after the deadline, and what it costs: plain values and pure functions."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from autograder.errors import WrongUse

DAY = 86400.0

_SECONDS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": DAY, "day": DAY, "days": DAY}
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)", re.ASCII)
_CLOCK = re.compile(r"(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)", re.ASCII)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%", re.ASCII)


class LatenessError(WrongUse):
    """A time or a late policy that cannot be read; the text is one sentence for a person."""


@dataclass(frozen=True)
class LatePolicy:
    """What lateness costs: `per_day` percent of the score for each day begun after the grace, `cap` percent at most."""

    per_day: float
    grace_seconds: float = 0.0
    cap: float = 100.0


def parse_seconds(text: str) -> float:
    """The seconds of `1:30:00`, `90m`, `1.5h` or `2 days`; nothing and `0` are 0.

    A number without a unit is refused: minutes taken for days would change grades.

    Raises:
        LatenessError: The text is none of these.
    """
    text = text.strip().lower()
    if not text.strip("0"):
        return 0.0
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (float(part) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    amount = _AMOUNT.fullmatch(text)
    if amount is None or amount[2] not in _SECONDS:
        raise LatenessError(f"{text!r} is no time: write hours:minutes:seconds as 1:30:00, or 90m, 1.5h or 2d.")
    return float(amount[1].replace(",", ".")) * _SECONDS[amount[2]]


def parse_policy(text: str) -> LatePolicy:
    """The policy of a text such as `10%/day,grace=15m,cap=50%`; grace and cap may be left out.

    Raises:
        LatenessError: The text is no policy.
    """
    first, *rest = (part.strip() for part in text.lower().split(","))
    settings = dict(part.replace(" ", "").split("=", 1) for part in rest if "=" in part)
    if not re.fullmatch(r".*%\s*/\s*day", first) or len(settings) != len(rest) or settings.keys() - {"grace", "cap"}:
        raise LatenessError(f"The late policy {text!r} is not understood: write for example 10%/day,grace=15m,cap=50%.")
    per_day, cap = _percent(first.partition("/")[0]), _percent(settings.get("cap", "100%"))
    return LatePolicy(per_day, parse_seconds(settings.get("grace", "0")), cap)


def days_begun(late_seconds: float, policy: LatePolicy) -> int:
    """The days that count: each one begun after the grace, which does not count itself."""
    return max(0, math.ceil((late_seconds - policy.grace_seconds) / DAY))


def percent_off(late_seconds: float, policy: LatePolicy) -> float:
    """The part of its score that a submission loses, from 0 to 100."""
    return min(policy.cap, policy.per_day * days_begun(late_seconds, policy))


def after_lateness(score: float, late_seconds: float, policy: LatePolicy) -> float:
    """The score after the deduction, which is taken from the score earned: never below 0, never above the score."""
    off = percent_off(late_seconds, policy)
    return min(score, round(score * (100 - off) / 100, 6)) if off else score


def clock(seconds: float) -> str:
    """The time as hours:minutes:seconds, as Gradescope writes lateness."""
    whole = math.ceil(seconds)  # the first second after the deadline is late
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _percent(text: str) -> float:
    percent = _PERCENT.fullmatch(text.strip())
    if percent is None or float(percent[1]) > 100:
        raise LatenessError(f"{text.strip()!r} in the late policy is no percentage: write 0% to 100%.")
    return float(percent[1])
