"""A value as a description: a tag, and the parts that it is made of.

The wire carries plain values, and turns others into them: a subclass of list is a list there. A test that was written
to have the student's objects at hand tells them apart. So each is described: what is plain is there as it is, what the
standard library, pandas or torch made is there by its parts, and all else as a handle with a few words about it.
`autograder.checking.foreign.values` makes the value of a description again.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

DEPTH_CAP = 8  # what lies deeper in a collection is a handle
_PLAIN = (type(None), bool, int, float, complex, str, bytes)
_PLAIN_KINDS = "biufcUmM"  # of a dtype


class Held:
    """What a handle holds. It hides the value from the wire, which would carry what it can of it."""

    def __init__(self, it: Any) -> None:
        self.it = it


def describe(value: Any, depth: int = 0) -> tuple[Any, ...]:
    """The description of a value that stands so deep in collections."""
    if _is_plain(value):
        return ("value", value)
    if type(value) is np.ndarray and value.dtype.kind not in "SV":
        return ("objects", value.shape, [describe(one, depth + 1) for one in value.flat])
    found = _collection(value, depth) if depth < DEPTH_CAP else None
    return found or _of_the_standard_library(value) or _of_pandas(value, depth) or _of_torch(value) or _handle(value)


def _is_plain(value: Any) -> bool:
    kind = type(value)
    is_numpys = kind is np.ndarray or isinstance(value, np.generic)
    return kind in _PLAIN or (is_numpys and value.dtype.kind in _PLAIN_KINDS)


def _name_and_home(kind: type) -> tuple[str, str]:
    return kind.__name__, str(getattr(kind, "__module__", ""))


def _collection(value: Any, depth: int) -> tuple[Any, ...] | None:
    kind = type(value)
    name, home = _name_and_home(kind)
    if kind in (list, tuple) and all(type(one) in _PLAIN for one in value):
        return ("value", value)
    if kind in (list, tuple, set, frozenset):
        return (name, [describe(one, depth + 1) for one in value])
    if kind is dict or (home == "collections" and name in ("Counter", "OrderedDict", "defaultdict")):
        return (name, [(describe(key, depth + 1), describe(one, depth + 1)) for key, one in value.items()])
    return None


def _of_the_standard_library(value: Any) -> tuple[Any, ...] | None:
    name, home = _name_and_home(type(value))
    if type(value) is range:
        return (name, (value.start, value.stop, value.step))
    if home == "datetime" and name in ("date", "datetime") and getattr(value, "tzinfo", None) is None:
        return (name, value.isoformat())
    if home == "datetime" and name == "timedelta":
        return (name, (value.days, value.seconds, value.microseconds))
    if (home, name) in (("decimal", "Decimal"), ("fractions", "Fraction")):
        return (name, str(value))
    if name == "module":
        return ("module", str(value.__name__))
    return None


def _of_pandas(value: Any, depth: int) -> tuple[Any, ...] | None:
    pd = sys.modules.get("pandas")
    if pd is None:
        return None
    kind = type(value)
    if kind is pd.DataFrame and all(map(_travels, value.dtypes)) and _all_travels(pd, value):
        labels = describe(list(value.columns), depth + 1)
        return ("frame", _rows(pd, value.index), list(value.columns.names), labels, _columns(value))
    if kind is pd.Series and _travels(value.dtype) and _all_travels(pd, value.to_frame()):
        return ("series", _rows(pd, value.index), describe(value.name), value.reset_index(drop=True))
    if isinstance(value, pd.Index) and not isinstance(value, pd.MultiIndex) and _travels(value.dtype):
        return ("index", describe(value.name), value)
    if kind in (pd.Timestamp, pd.Timedelta):
        return (kind.__name__, str(value))
    return None


def _travels(dtype: Any) -> bool:
    no = ("category", "datetime64[ns,", "period", "Sparse")
    return dtype.kind in f"{_PLAIN_KINDS}O" and not str(dtype).startswith(no)


def _objects_travel(pd: Any, table: Any) -> bool:
    simple = (str, int, float, type(None), np.generic)
    return all(
        all(isinstance(one, simple) or one is pd.NA for one in table.iloc[:, place])
        for place, dtype in enumerate(table.dtypes)
        if dtype.kind == "O"
    )


def _all_travels(pd: Any, table: Any) -> bool:
    """Whether a table's objects travel, and its index with them."""
    levels = table.index.to_frame(name=[*range(table.index.nlevels)])
    return _objects_travel(pd, table) and all(map(_travels, levels.dtypes)) and _objects_travel(pd, levels)


def _rows(pd: Any, index: Any) -> tuple[Any, ...]:
    """An index: its names, its levels, and whether it has several."""
    levels = [index.get_level_values(place) for place in range(index.nlevels)]
    return [describe(name) for name in index.names], [pd.Series(np.asarray(one)) for one in levels], index.nlevels > 1


def _columns(table: Any) -> list[Any]:
    return [table.iloc[:, place].reset_index(drop=True).rename(None) for place in range(table.shape[1])]


def _of_torch(value: Any) -> tuple[Any, ...] | None:
    torch = sys.modules.get("torch")
    _, home = _name_and_home(type(value))
    if torch is not None and isinstance(value, torch.Tensor) and home.startswith("torch"):
        return ("tensor", value)
    return None


def _handle(value: Any) -> tuple[Any, ...]:
    """A handle, what there is to say about it, and where its name is defined if it has one."""
    kind = type(value)
    own = value if isinstance(value, type) or hasattr(value, "__qualname__") else None
    has_own_equality = any("__eq__" in vars(base) for base in kind.__mro__[:-1])
    origin = (str(getattr(own, "__module__", "")), str(getattr(own, "__qualname__", "")))
    is_class = isinstance(value, type)
    about = (id(value), id(kind), *_name_and_home(kind), callable(value), is_class, has_own_equality)
    return ("handle", Held(value), about, origin)
