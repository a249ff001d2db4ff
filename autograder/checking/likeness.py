"""Answers as plain values: as arrays, as outlines to be kept, and whether two are the same up to a float's last digits.

This module goes, as it stands, into the students' own copies of the visible checks: it may need nothing but NumPy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

TEXT_ROOM = 64 << 20  # bytes that an array of texts may take: each takes as much as the longest
KEPT = 40  # numbers that the outline of a large answer keeps


def outline(value: Any, kept: int | None = None) -> Any:
    """What tells an answer from others, as plain values that can be written down.

    Lists, tuples and arrays that hold the same numbers have the same outline. With `kept`, so many numbers of a
    larger array stand for all of it.
    """
    if value is None:
        return {"kind": "None"}
    if isinstance(value, str):
        return value
    if hasattr(value, "columns") and hasattr(value, "to_numpy"):
        names = enumerate(value.columns)
        columns = [[str(name), outline(value.iloc[:, place].to_numpy(), kept)] for place, name in names]
        return {"table": [outline(value.index.to_numpy(), kept), columns]}
    array = as_array(value)
    if array is not None and (array.dtype.kind in "biufcSmM" or isinstance(value, np.ndarray) or _is_all_text(value)):
        flat = array.ravel()
        if kept is not None and flat.size > kept:
            flat = flat[np.linspace(0, flat.size - 1, kept).astype(int)]
        return {"array": [list(array.shape), flat.tolist()]}
    if isinstance(value, (list, tuple)):
        return [outline(item, kept) for item in value]
    if type(value).__name__ == "Generator":  # an rng among inputs handed back: it travels as a handle
        return {"kind": "Generator"}
    return {"kind": str(getattr(value, "kind", type(value).__name__))}


def alike(one: Any, other: Any) -> bool:
    """Whether two outlines are the same, numbers up to their last digits."""
    if isinstance(one, dict) and isinstance(other, dict):
        if "array" in one and "array" in other:
            (shape, values), (other_shape, other_values) = one["array"], other["array"]
            return list(shape) == list(other_shape) and _close(values, other_values)
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(alike(a, b) for a, b in zip(one, other))
    return type(one) is type(other) and bool(one == other)


def _close(values: Any, others: Any) -> bool:
    if any(isinstance(item, (str, bytes)) for item in (*values, *others)):
        return list(values) == list(others)
    first, second = np.array(values), np.array(others)
    if first.dtype.kind in "biufc" and second.dtype.kind in "biufc":
        scale = np.max(np.abs(second[np.isfinite(second)]), initial=0.0)
        return bool(np.allclose(first, second, rtol=1e-4, atol=1e-6 * min(scale, 1.0), equal_nan=True))
    return first.shape == second.shape and bool(np.all(first == second))


def as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """The value as an array, tensors without their graph and lists of tensors too; None where it is no table."""
    if isinstance(value, (str, bytes)):
        return np.asarray(value)
    is_plain = isinstance(value, (bool, int, float, complex, list, tuple, np.ndarray, np.generic))
    is_masked = isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value)
    if is_masked or not (is_plain or hasattr(value, "detach") or hasattr(value, "__array__")):
        return None
    if isinstance(value, (list, tuple)) and not _has_room(value):
        return None
    try:
        array = np.asarray(_without_graphs(value))
        return array.astype(object) if array.dtype.kind == "T" else array  # text of any length
    except Exception:  # ragged lists, lists of odd things: whatever the reason, no array
        return None


def _has_room(values: Any) -> bool:
    """Whether an array of these values, if they are texts, is of bearable size."""
    leaves = list(_leaves(values))
    longest = max((len(leaf) for leaf in leaves if isinstance(leaf, (str, bytes))), default=0)
    return 4 * longest * len(leaves) <= TEXT_ROOM


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _is_all_text(value: Any) -> bool:
    """Whether a list holds text alone; NumPy makes text of numbers that stand beside it."""
    if isinstance(value, (list, tuple)):
        return all(_is_all_text(item) for item in value)
    return isinstance(value, str)


def _without_graphs(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_without_graphs(item) for item in value]
    if hasattr(value, "detach"):
        value = value.detach().cpu().resolve_conj().resolve_neg()
    return np.asarray(value) if hasattr(value, "__array__") else value
