"""Name the mistake: find the misconception that gives the student's very answers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checking.loading import Misconception
from autograder.checking.submission import Call


def diagnose(
    failed: Sequence[Call],
    asked: Sequence[Call],
    misconceptions: Sequence[Misconception],
    reference: Callable[..., Any],
) -> Misconception | None:
    """The misconception that answers all `failed` calls as the student did, where the reference does not.

    Of several, the one that agrees with most of the calls `asked` in all the checks of the question, so that a
    mistake which looks like another in one check is told apart by the rest.
    """
    if not failed or all(_gives(reference, call) for call in failed):
        return None
    matching = [one for one in misconceptions if all(_gives(one.function, call) for call in failed)]
    if len(matching) > 1:
        return max(matching, key=lambda one: sum(_gives(one.function, call) for call in asked))
    return matching[0] if matching else None


def _gives(function: Callable[..., Any], call: Call) -> bool:
    """Whether `function` answers as was answered: with the same value, or by raising the same kind of exception."""
    inputs = copy.deepcopy(call.inputs)
    try:
        value = function(*inputs)
    except Exception as error:
        return call.raised == type(error).__name__
    return call.raised is None and same(list(inputs) if call.with_inputs else value, call.answer)


def same(one: Any, other: Any) -> bool:
    """Whether two answers hold the same values, up to the last digits of a float; lists, tuples and dtypes aside."""
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        return type(one) is type(other) and bool(one == other)
    if hasattr(one, "columns") or hasattr(other, "columns"):
        return _same_tables(one, other)
    if type(one).__name__ == "Generator":  # an rng among inputs handed back: it travels as a handle
        return True
    first, second = _array(one), _array(other)
    if first is not None and second is not None:
        return first.shape == second.shape and _same_arrays(first, second)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other))
    return first is second is None and _kind(one) == _kind(other)


def _same_tables(one: Any, other: Any) -> bool:
    if not (hasattr(one, "columns") and hasattr(other, "columns")) or list(one.columns) != list(other.columns):
        return False
    return list(one.index) == list(other.index) and all(
        same(one[column].to_numpy(), other[column].to_numpy()) for column in one.columns
    )


def _same_arrays(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    if one.dtype.kind in "biufc" and other.dtype.kind in "biufc":
        return bool(np.allclose(one, other, rtol=1e-5, atol=1e-8, equal_nan=True))
    return bool(np.all(one == other))


def _array(value: Any) -> np.ndarray[Any, Any] | None:
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    if not (isinstance(value, (bool, int, float, complex, list, tuple, np.generic)) or hasattr(value, "__array__")):
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # ragged
        return None
    return array if array.dtype.kind in "biufcUSmM" or isinstance(value, np.ndarray) else None


def _kind(value: Any) -> str:
    return str(getattr(value, "kind", type(value).__name__))
