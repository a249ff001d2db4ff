"""Values made again of the candidate's descriptions (`autograder.candidate.describe`), or put into the test's own."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import importlib
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.foreign.libraries import OutOfReach, module
from autograder.checking.foreign.remote import Remote
from autograder.wire import ALIKE_CAP, COUNT_CAP, Opaque, Tensor, text_of

# What a handle stands for, of the handle, of what the candidate says about it, and of where it is defined.
Hold = Callable[[Any, Any, Any], Any]


def rebuilt(node: Any, hold: Hold) -> Any:
    """The value that the candidate described.

    Raises:
        OutOfReach: It is of no known form, or cannot be had here.
    """
    tag, *rest = node
    if tag == "value" and not isinstance(rest[0], Opaque):
        return rest[0]
    if tag in _SEQUENCES:
        items = [rebuilt(one, hold) for one in rest[0]]
        return _SEQUENCES[tag](items if tag in ("list", "tuple") else _keys(items))
    if tag in _MAPPINGS:
        pairs = [(rebuilt(key, hold), rebuilt(one, hold)) for key, one in rest[0]]
        _keys([key for key, _ in pairs])
        return _MAPPINGS[tag](dict(pairs))
    if tag == "objects":
        return _objects(hold, *rest)
    if tag == "handle":
        return hold(*rest)
    if tag in _TABLES:
        return _TABLES[tag](hold, *rest)
    if tag in _FROM_PARTS:
        return _FROM_PARTS[tag](rest[0])
    raise _unknown()


def _unknown() -> OutOfReach:
    return OutOfReach("gets an answer of no known form")


def _keys(keys: list[Any]) -> list[Any]:
    """The keys of a set or mapping, if they were not made to collide; the student's objects hash themselves."""
    own = [key for key in keys if not isinstance(key, Remote)]
    if len(own) - len({hash(key) for key in own}) > ALIKE_CAP:
        raise _unknown()
    return keys


def _objects(hold: Hold, shape: Any, nodes: Any) -> Any:
    if math.prod(max(int(n), 1) for n in shape) > COUNT_CAP:
        raise _unknown()
    array = np.empty(len(nodes), dtype=object)
    array[:] = [rebuilt(one, hold) for one in nodes]
    return array.reshape(shape)


def _index(hold: Hold, name: Any, index: Any) -> Any:
    return index.rename(rebuilt(name, hold))


def _series(hold: Hold, rows: Any, name: Any, series: Any) -> Any:
    return series.set_axis(_rows(hold, *rows)).rename(rebuilt(name, hold))


def _frame(hold: Hold, rows: Any, names: Any, labels: Any, columns: Any) -> Any:
    import pandas as pd

    index = _rows(hold, *rows)
    columns = [one.set_axis(range(len(index))) for one in columns]  # a column of another index would multiply
    table = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(len(index)))
    labels = rebuilt(labels, hold)
    table.columns = pd.Index(labels) if len(names) == 1 else pd.MultiIndex.from_tuples(labels)
    table.columns.names = names
    return table.set_axis(index)


def _rows(hold: Hold, names: Any, levels: Any, is_multiple: Any) -> Any:
    import pandas as pd

    names = [rebuilt(name, hold) for name in names]
    arrays = [pd.Index(level) for level in levels]
    return pd.MultiIndex.from_arrays(arrays, names=names) if is_multiple else arrays[0].rename(names[0])


def _tensor(value: Tensor) -> Any:
    torch = importlib.import_module("torch")
    return torch.from_numpy(np.array(value.array)).requires_grad_(value.requires_grad)


def _pandas(name: str) -> Callable[[str], Any]:
    return lambda text: getattr(importlib.import_module("pandas"), name)(text)


_SEQUENCES: dict[str, Callable[[list[Any]], Any]] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_MAPPINGS: dict[str, Callable[[dict[Any, Any]], Any]] = {
    "dict": dict,
    "Counter": collections.Counter,
    "OrderedDict": collections.OrderedDict,
    "defaultdict": lambda pairs: collections.defaultdict(None, pairs),
}
_TABLES: dict[str, Callable[..., Any]] = {"frame": _frame, "series": _series, "index": _index}
_FROM_PARTS: dict[str, Callable[[Any], Any]] = {
    "range": lambda parts: range(*parts),
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "timedelta": lambda parts: datetime.timedelta(*parts),
    "Decimal": decimal.Decimal,
    "Fraction": lambda text: fractions.Fraction(*map(int, text.split("/"))),  # no exponent, which may be a huge one
    "Timestamp": _pandas("Timestamp"),
    "Timedelta": _pandas("Timedelta"),
    "module": module,
    "tensor": _tensor,
}


def require_sound(generator: Any, *places: Any) -> None:
    """Refuse a generator's state that points beyond its numbers: NumPy would read whatever memory is there.

    Raises:
        OutOfReach: It does; `places` are the states' places in a buffer of 4 and in one of 624 numbers.
    """
    if not all(type(place) is int and 0 <= place <= cap for place, cap in zip(places, (4, 624), strict=True)):
        raise OutOfReach(f"draws from a {text_of(generator, 80)} of no known state")


def become(own: Any, other: Any) -> None:
    """Make a changeable object of the test's hold what another holds.

    Raises:
        OutOfReach: It is a generator, and the other no sound state of one.
    """
    if isinstance(own, list):
        own[:] = other
    elif isinstance(own, (dict, set)):
        own.clear()
        own.update(other)
    elif isinstance(own, np.ndarray):
        own[...] = other
    elif isinstance(own, np.random.Generator):
        require_sound(other["bit_generator"], other.get("buffer_pos", 0), other["state"].get("pos", 0))
        own.bit_generator.state = other
    else:  # a table, whatever columns and rows it has now
        own._update_inplace(other)
