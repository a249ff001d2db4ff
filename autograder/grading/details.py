"""What staff may see of a check when a student asks: what it put in, expected and got. Bounded, whatever it was."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checking.check import Check
from autograder.checking.compare import ATOL, RTOL, Disagreement, show
from autograder.checking.feedback import without_value
from autograder.checking.likeness import as_array
from autograder.checking.submission import Call, NoAnswer, NotJudged
from autograder.result import Outcome

CALLS = 6  # of a check, the last ones: it stops at the one that fails
ROOM = 1000  # characters of a text
SHOWN_WHOLE = 60  # numbers, see `show`


def detail(
    check: Check, outcome: Outcome, error: BaseException | None, calls: Sequence[Call], reference: Any
) -> dict[str, Any]:
    """One check as plain values; the reference is asked the same where the check did not pass."""
    return {
        "question": check.question,
        "id": check.id,
        "outcome": outcome,
        "told": _told(error)[:ROOM],
        "left_out": max(0, len(calls) - CALLS),
        "calls": [_call(call, reference, is_right=outcome == "passed") for call in calls[-CALLS:]],
    }


def difference(got: Any, expected: Any) -> str:
    """Where two answers that are too large to be shown differ first; empty where that cannot be told."""
    return next((f"{where}{told}" for where, one, other in _parts(got, expected) if (told := _apart(one, other))), "")


def _told(error: BaseException | None) -> str:
    """What the check complained of, or what the student's code raised."""
    if isinstance(error, NoAnswer):
        return f"{error.kind}: {error.text} {error.line}".strip(": ") or error.outcome
    return str(error) if isinstance(error, (Disagreement, NotJudged)) else ""


def _call(call: Call, reference: Any, is_right: bool) -> dict[str, str]:
    told = {"call": str(call), "got": _got(call)}
    if not is_right and hasattr(reference, call.name):
        told |= _expected(call, getattr(reference, call.name))
    return {key: text[:ROOM] for key, text in told.items() if text}


def _got(call: Call) -> str:
    if call.raised is None:
        return show(call.answer)
    return without_value(call.raised[0], call.name) or _raised(*call.raised)


def _expected(call: Call, answer: Any) -> dict[str, str]:
    inputs = call.inputs
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = answer(*inputs) if call.probe is None else call.probe(answer, *inputs)
    except Exception as error:  # inputs that came from the student may be anything
        return {"expected": _raised(type(error).__name__, str(error))}
    return {"expected": show(value), "difference": "" if call.raised else difference(call.answer, value)}


def _raised(kind: str, text: str) -> str:
    return f"raised {kind}: {text}" if text else f"raised {kind}"


def _parts(got: Any, expected: Any) -> Iterator[tuple[str, Any, Any]]:
    """What can be compared number by number, and where it is: a frame's columns, a short tuple's parts."""
    if hasattr(expected, "columns") and hasattr(got, "columns"):
        for name in [name for name in expected.columns if name in got.columns]:
            yield f"column {name!r}: ", got[name].to_numpy(), expected[name].to_numpy()
    elif isinstance(expected, tuple) and isinstance(got, (tuple, list)) and len(got) == len(expected):
        for place, (one, other) in enumerate(zip(got, expected)):
            yield f"part {place}: ", one, other
    else:
        yield "", got, expected


def _apart(got: Any, expected: Any) -> str:
    one, other = as_array(got), as_array(expected)
    if one is None or other is None or one.shape != other.shape or one.size <= SHOWN_WHOLE:
        return ""
    if one.dtype.kind not in "biuf" or other.dtype.kind not in "biuf":
        return ""
    is_apart = ~np.isclose(one.astype(float), other.astype(float), rtol=RTOL, atol=ATOL, equal_nan=True)
    if not is_apart.any():
        return ""
    place = tuple(int(axis) for axis in np.argwhere(is_apart)[0])
    return (
        f"{is_apart.sum()} of {one.size} values differ, the first at {list(place)}: "
        f"expected {other[place]:.6g}, got {one[place]:.6g}"
    )
