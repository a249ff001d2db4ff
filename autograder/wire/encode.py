"""The candidate's side of the wire: a value as JSON nodes and raw bytes, a handle for what cannot travel."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from autograder.wire import (
    BITS_CAP,
    BODY_CAP,
    COUNT_CAP,
    DEPTH_CAP,
    HEAD_CAP,
    PLAIN_DTYPES,
    TIME_DTYPES,
    Array,
    Node,
    rows_in,
)


class TooLarge(ValueError):
    """A value above the caps of a reply."""


def encode(value: Any, kept: dict[int, Any]) -> tuple[dict[str, Any], bytes]:
    """The head and body of a reply that carries `value`; what cannot, or is too large, goes as a handle."""
    try:
        encoder = Encoder(kept)
        head = {"value": encoder.node(value)}
        if len(json.dumps(head)) <= HEAD_CAP:
            return head, bytes(encoder.body)
    except MemoryError:
        raise
    except Exception:  # too large, or of a kind that says of itself what is not so
        pass
    return {"value": Encoder(kept).handle(value)}, b""


class Encoder:
    """Turn values into JSON nodes and raw bytes; keeps hold of what cannot travel."""

    def __init__(self, kept: dict[int, Any]) -> None:
        self.kept = kept
        self.body = bytearray()
        self._count = 0

    def node(self, value: Any, depth: int = 0) -> Node:
        """The node that stands for `value`.

        Raises:
            TooLarge: It would be refused on arrival.
        """
        self._count += 1
        if self._count > COUNT_CAP:
            raise TooLarge
        if depth >= DEPTH_CAP:  # one less than may arrive, for what a table holds
            return self.handle(value)
        if value is None or isinstance(value, (bool, np.bool_)):
            return value if value is None or isinstance(value, bool) else self._array("scalar", np.asarray(value))
        if isinstance(value, np.generic):
            return self._array("scalar", np.asarray(value))
        if isinstance(value, (int, float, complex)):
            return self._number(value)
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, (bytes, bytearray)):
            if len(self.body) + len(value) > BODY_CAP:
                raise TooLarge
            return {"t": "bytes", "at": self._raw(bytes(value))}
        if isinstance(value, (list, tuple, set, frozenset)):
            return self._sequence(value, depth)
        if isinstance(value, dict):
            pairs = [[self.node(key, depth + 1), self.node(item, depth + 1)] for key, item in value.items()]
            return {"t": "dict", "v": pairs}
        if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
            return self.handle(value)
        if isinstance(value, np.ndarray):
            holds_parts = value.dtype.kind == "O" and value.ndim == 1 and not _are_simple(value.tolist())
            return self._sequence(value.tolist(), depth) if holds_parts else self._array("array", value)
        return self._of_a_library(value)

    def _number(self, value: complex) -> Node:
        if isinstance(value, int):
            if abs(value) < 2**63:
                return int(value)
            return {"t": "int", "v": hex(value)} if value.bit_length() < BITS_CAP else self.handle(value)
        if isinstance(value, float):
            return {"t": "float", "v": float(value).hex()}
        return {"t": "complex", "v": [value.real.hex(), value.imag.hex()]}

    def _of_a_library(self, value: Any) -> Node:
        """The node of what torch or pandas made, where the student's code has loaded them."""
        torch, pandas = sys.modules.get("torch"), sys.modules.get("pandas")
        if torch is not None and isinstance(value, torch.Tensor):
            return self._tensor(value)
        if pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series, pandas.Index)):
            return self._table(pandas, value)
        if pandas is not None and isinstance(value, pandas.api.extensions.ExtensionArray):
            return self._column(value)
        return self.handle(value)

    def _raw(self, data: bytes) -> list[int]:
        start = len(self.body)
        self.body += data
        return [start, len(data)]

    def handle(self, value: Any) -> Node:
        """The node that stands for `value` where its content cannot travel."""
        ref = len(self.kept)
        self.kept[ref] = value
        shape = getattr(value, "shape", None)
        plain = [int(n) for n in shape] if isinstance(shape, tuple) and all(isinstance(n, int) for n in shape) else None
        kind = type(value).__name__[:80]
        if isinstance(value, (list, tuple, dict, set)):
            kind = f"{kind} of {len(value)}"
        return {"t": "opaque", "kind": kind, "ref": ref, "shape": plain}

    def _sequence(self, value: Any, depth: int) -> Node:
        kind = "list" if isinstance(value, list) else "tuple" if isinstance(value, tuple) else "set"
        if len(value) > BODY_CAP // 8:
            raise TooLarge
        values = list(value)
        # Long runs of plain numbers go as raw bytes: a head of JSON is small.
        for plain, dtype in ((float, "<f8"), (int, "<i8")):
            is_long = len(values) > 1000 and all(type(item) is plain for item in values)
            if is_long and (plain is float or max(map(abs, values)) < 2**63):
                return {"t": "run", "of": kind, "v": self._array("array", np.array(values, dtype))}
        return {"t": kind, "v": [self.node(item, depth + 1) for item in values]}

    def _array(self, tag: str, value: Array) -> Node:
        array = np.asarray(value)
        if max(array.nbytes, rows_in(array.shape)) > BODY_CAP:  # before any copy of it is made
            raise TooLarge
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype("<f8")
        if array.dtype.kind in "UOT":
            return self._objects(array.astype(object) if array.dtype.kind == "T" else array)
        array = array.astype(array.dtype.newbyteorder("<"), order="C", copy=False)
        dtype = array.dtype.str
        if dtype not in PLAIN_DTYPES and not TIME_DTYPES.fullmatch(dtype):
            return self.handle(value)
        if len(self.body) + array.nbytes > BODY_CAP:
            raise TooLarge
        return {"t": tag, "dtype": dtype, "shape": list(array.shape), "at": self._raw(array.tobytes())}

    def _objects(self, array: Array) -> Node:
        if array.size > COUNT_CAP:
            raise TooLarge
        values = [item.item() if isinstance(item, np.generic) else item for item in array.ravel().tolist()]
        if not _are_simple(values):
            return self.handle(array)
        text = array.dtype.kind == "U"
        return {"t": "objects", "text": text, "shape": list(array.shape), "v": [self.node(item) for item in values]}

    def _tensor(self, value: Any) -> Node:
        try:
            detached = value.detach().cpu().resolve_conj().resolve_neg()
            array = (detached.float() if str(detached.dtype) == "torch.bfloat16" else detached).numpy()
        except Exception:  # sparse, quantised, meta: no values to be had
            return self.handle(value)
        return {"t": "tensor", "grad": bool(value.requires_grad), "v": self._array("array", array)}

    def _column(self, array: Any) -> Node:
        """A column of a table: a NumPy array, or an extension array by value."""
        if isinstance(array, np.ndarray):
            return self._array("array", array)
        values = np.array([None if item is _missing() else item for item in array], dtype=object)
        return {"t": "column", "dtype": str(array.dtype), "v": self._objects(values)}

    def _table(self, pandas: Any, value: Any) -> Node:
        def column(series: Any) -> Node:
            dtype = series.dtype
            return self._column(series.to_numpy() if isinstance(dtype, np.dtype) else series.array)

        if isinstance(value, pandas.MultiIndex) or isinstance(getattr(value, "index", None), pandas.MultiIndex):
            return self.handle(value)
        if isinstance(value, pandas.Index):
            return {"t": "index", "v": column(value)}
        index = column(value.index)
        if isinstance(value, pandas.Series):
            return {"t": "series", "index": index, "name": self.node(value.name), "v": column(value)}
        columns = [column(value.iloc[:, place]) for place in range(value.shape[1])]
        names = [self.node(name) for name in value.columns]
        return {"t": "frame", "index": index, "names": names, "v": columns}


def _are_simple(values: list[Any]) -> bool:
    """Whether an array of objects with these values may travel as one."""
    return all(isinstance(one, (type(None), bool, int, float, str, np.number, np.bool_)) for one in values)


def _missing() -> Any:
    return sys.modules["pandas"].NA
