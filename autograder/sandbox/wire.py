"""The frames between examiner and candidate, and the plain values they carry.

A frame is a header (a 16-byte id, two lengths), a JSON head and a body of raw bytes. The examiner asks under an id
that nobody can guess, and reads only the frame that answers under the same id: what a dying process left half-written,
or a student's code sent on its own, is dropped. Requests carry a pickle, since the candidate trusts the examiner.
Replies never do: `decode` rebuilds nothing but the types named here, under caps, or raises `WireError`.
"""

from __future__ import annotations

import json
import math
import re
import struct
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

HEADER = struct.Struct("<16sIQ")
HEAD_CAP = 1 << 20
BODY_CAP = 64 << 20
DEPTH_CAP = 32
COUNT_CAP = 100_000
BITS_CAP = 12_000  # of an int: what Python writes out as text without complaint
TEXT_CAP = 64 << 20  # bytes of an array of texts: each takes as much as the longest
ALIKE_CAP = 100  # keys of one hash: each is compared with all before it

Node = Any  # what JSON can hold
Array = np.ndarray[Any, Any]

_PLAIN = {"|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"}
_TIMES = re.compile(r"<[mM]8\[(?:ns|us|ms|s|D)\]")
_EXTENSIONS = re.compile(r"str|string|boolean|U?Int\d\d?|Float\d\d")


class WireError(ValueError):
    """A frame or value that no candidate of ours sends."""


@dataclass(frozen=True)
class Opaque:
    """A handle to what cannot travel; passed back in a call, it stands for the thing itself."""

    kind: str
    ref: int
    shape: tuple[int, ...] | None = None

    @property
    def described(self) -> str:
        """The kind of thing, in words."""
        article = "an" if self.kind[:1].lower() in "aeiou" else "a"
        return f"{article} {self.kind}" + (f" with shape {self.shape}" if self.shape is not None else "")


@dataclass(frozen=True)
class Tensor:
    """A torch tensor's values, and whether it still held its graph."""

    array: Array
    requires_grad: bool

    @property
    def shape(self) -> tuple[int, ...]:
        """The tensor's shape."""
        return tuple(self.array.shape)

    @property
    def dtype(self) -> Any:
        """The NumPy dtype of the values."""
        return self.array.dtype

    def __len__(self) -> int:
        return len(self.array)

    def __iter__(self) -> Any:
        return iter(self.array)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return self.array if dtype is None else self.array.astype(dtype)


# ---------------------------------------------------------------- the candidate's side


class TooLarge(ValueError):
    """A value above the caps of a reply."""


def encode(value: Any, kept: dict[int, Any]) -> tuple[dict[str, Any], bytes]:
    """The head and body of a reply that carries `value`; what is too large goes as a handle, by kind and shape."""
    try:
        encoder = Encoder(kept)
        head = {"value": encoder.node(value)}
        if len(json.dumps(head)) <= HEAD_CAP:
            return head, bytes(encoder.body)
    except TooLarge:
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
        if isinstance(value, int):
            if abs(value) < 2**63:
                return int(value)
            return {"t": "int", "v": hex(value)} if value.bit_length() < BITS_CAP else self.handle(value)
        if isinstance(value, float):
            return {"t": "float", "v": float(value).hex()}
        if isinstance(value, complex):
            return {"t": "complex", "v": [value.real.hex(), value.imag.hex()]}
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
        if isinstance(value, np.ndarray):
            return self.handle(value) if isinstance(value, np.ma.MaskedArray) else self._array("array", value)
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
        if max(array.nbytes, _rows(array.shape)) > BODY_CAP:  # before any copy of it is made
            raise TooLarge
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype("<f8")
        if array.dtype.kind in "UO":
            return self._objects(array)
        array = array.astype(array.dtype.newbyteorder("<"), order="C", copy=False)
        dtype = array.dtype.str
        if dtype not in _PLAIN and not _TIMES.fullmatch(dtype):
            return self.handle(value)
        if len(self.body) + array.nbytes > BODY_CAP:
            raise TooLarge
        return {"t": tag, "dtype": dtype, "shape": list(array.shape), "at": self._raw(array.tobytes())}

    def _objects(self, array: Array) -> Node:
        if array.size > COUNT_CAP:
            raise TooLarge
        simple = (type(None), bool, int, float, str, np.number, np.bool_)
        values = [item.item() if isinstance(item, np.generic) else item for item in array.ravel().tolist()]
        if not all(isinstance(item, simple) for item in values):
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


def _rows(shape: tuple[int, ...]) -> int:
    """How many things there are to go through in an array: one of 10**9 x 0 has no element, but 10**9 rows."""
    return math.prod(max(n, 1) for n in shape)


def _missing() -> Any:
    return sys.modules["pandas"].NA


def pack(ident: bytes, head: Node, body: bytes | bytearray = b"") -> bytes:
    """A frame ready to be written."""
    text = json.dumps(head).encode()
    return HEADER.pack(ident, len(text), len(body)) + text + body


# ---------------------------------------------------------------- the examiner's side


def parse_head(text: bytes) -> dict[str, Any]:
    """The head of a frame.

    Raises:
        WireError: It is not a JSON object.
    """
    try:
        head = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WireError(f"a head that is no JSON ({type(error).__name__})") from None
    if type(head) is not dict:
        raise WireError("a head that is no object")
    return head


def text_of(value: Any, cap: int = 2000) -> str:
    """A candidate's text, made safe to store: capped, and no lone surrogates."""
    return value[:cap].encode("utf-8", "replace").decode() if type(value) is str else ""


def decode(node: Node, body: bytes) -> Any:
    """The plain value a node stands for.

    Raises:
        WireError: It is none of the values that may travel, or too deep, or too many.
    """
    try:
        return _Decoder(body).value(node, 0)
    except WireError:
        raise
    except Exception as error:  # whatever NumPy or pandas say of a forged node
        raise WireError(f"a value that cannot be rebuilt ({type(error).__name__})") from None


class _Decoder:
    def __init__(self, body: bytes) -> None:
        self.body = body
        self.count = 0
        self.unread = len(body)
        self.spread = 0

    def value(self, node: Node, depth: int) -> Any:
        self.count += 1
        if depth > DEPTH_CAP or self.count > COUNT_CAP:
            raise WireError("a value too deep or too large")
        if node is None or type(node) in (bool, int):
            return node
        if type(node) is str:
            return text_of(node, HEAD_CAP)
        if type(node) is not dict:
            raise WireError("a node of no known form")
        rebuild = getattr(self, f"_{node.get('t')}", None) if type(node.get("t")) is str else None
        if node.get("t") not in _TAGS or rebuild is None:
            raise WireError("a node of no known kind")
        return rebuild(node, depth)

    def _int(self, node: Node, depth: int) -> int:
        number = int(node["v"], 16)
        if number.bit_length() >= BITS_CAP:
            raise WireError("an int of too many digits")
        return number

    def _float(self, node: Node, depth: int) -> float:
        return float.fromhex(node["v"])

    def _complex(self, node: Node, depth: int) -> complex:
        real, imaginary = node["v"]
        return complex(float.fromhex(real), float.fromhex(imaginary))

    def _bytes(self, node: Node, depth: int) -> bytes:
        return self._raw(node)

    def _list(self, node: Node, depth: int) -> list[Any]:
        return [self.value(item, depth + 1) for item in self._nodes(node["v"])]

    def _tuple(self, node: Node, depth: int) -> tuple[Any, ...]:
        return tuple(self._list(node, depth))

    def _set(self, node: Node, depth: int) -> set[Any]:
        return set(self._keys(self._list(node, depth)))

    def _dict(self, node: Node, depth: int) -> dict[Any, Any]:
        pairs = [(self.value(key, depth + 1), self.value(item, depth + 1)) for key, item in self._nodes(node["v"])]
        self._keys([key for key, _ in pairs])
        return dict(pairs)

    def _keys(self, keys: list[Any]) -> list[Any]:
        if len(keys) - len({hash(key) for key in keys}) > ALIKE_CAP:
            raise WireError("keys that were made to collide")
        return keys

    def _run(self, node: Node, depth: int) -> Any:
        of = {"list": list, "tuple": tuple, "set": set}[node["of"]]
        numbers = self._plain_array(node["v"])
        if numbers.ndim != 1 or numbers.dtype.str not in ("<f8", "<i8"):
            raise WireError("a run that is no run of numbers")
        return of(numbers.tolist())

    def _array(self, node: Node, depth: int) -> Array:
        return self._plain_array(node)

    def _scalar(self, node: Node, depth: int) -> Any:
        return self._plain_array({**node, "shape": []})[()]

    def _objects(self, node: Node, depth: int) -> Array:
        values = [self._simple(item) for item in self._nodes(node["v"])]
        array = np.empty(len(values), dtype=object)
        array[:] = values
        if node["text"] is True:
            if 4 * len(values) * max((len(str(value)) for value in values), default=0) > TEXT_CAP:
                raise WireError("an array of texts beyond its cap")
            array = array.astype(str)
        return array.reshape(self._bearable_shape(node))

    def _simple(self, node: Node) -> Any:
        """What an array of objects may hold: None, text, or a number."""
        value = self.value(node, DEPTH_CAP)
        if not isinstance(value, (type(None), bool, int, float, str)):
            raise WireError("a value that may not stand there")
        return value

    def _tensor(self, node: Node, depth: int) -> Tensor:
        return Tensor(self._plain_array(node["v"]), node["grad"] is True)

    def _column(self, node: Node, depth: int) -> Any:
        import pandas

        values = self._objects(node["v"], depth)
        if values.ndim != 1:
            raise WireError("a column of several dimensions")
        dtype = node["dtype"]
        known = type(dtype) is str and _EXTENSIONS.fullmatch(dtype)
        return pandas.array(list(values), dtype=dtype) if known else values

    def _index(self, node: Node, depth: int) -> Any:
        import pandas

        return pandas.Index(self.value(node["v"], depth + 1))

    def _series(self, node: Node, depth: int) -> Any:
        import pandas

        index = self.value(node["index"], depth + 1)
        values = self._along(index, self.value(node["v"], depth + 1))
        return pandas.Series(values, index=index, name=self.value(node["name"], depth + 1))

    def _frame(self, node: Node, depth: int) -> Any:
        import pandas

        index = pandas.Index(self.value(node["index"], depth + 1))
        columns = [self._along(index, self.value(item, depth + 1)) for item in self._nodes(node["v"])]
        frame = pandas.DataFrame({place: pandas.Series(column, index) for place, column in enumerate(columns)}, index)
        frame.columns = self._keys([self.value(name, depth + 1) for name in self._nodes(node["names"])])
        return frame

    def _along(self, index: Any, column: Any) -> Any:
        """A column, if it is as long as the index; a handle to one stands in every row."""
        if isinstance(column, Opaque):
            self.spread += len(index)
        elif len(column) != len(index):
            raise WireError("a column longer or shorter than its index")
        if self.spread > BODY_CAP // 8:
            raise WireError("a handle in too many rows")
        return column

    def _opaque(self, node: Node, depth: int) -> Opaque:
        shape = None if node["shape"] is None else self._shape(node)
        if type(node["ref"]) is not int:
            raise WireError("a handle that is no number")
        return Opaque(text_of(node["kind"], 80), node["ref"], shape)

    def _nodes(self, nodes: Node) -> list[Node]:
        if type(nodes) is not list:
            raise WireError("a list of values that is none")
        return nodes

    def _raw(self, node: Node) -> bytes:
        start, length = node["at"]
        if type(start) is not int or type(length) is not int or not 0 <= start <= start + length <= len(self.body):
            raise WireError("bytes that are not there")
        self.unread -= length
        if self.unread < 0:
            raise WireError("bytes that were read before")
        return self.body[start : start + length]

    def _shape(self, node: Node) -> tuple[int, ...]:
        shape = node["shape"]
        if type(shape) is not list or len(shape) > 16 or not all(type(n) is int and n >= 0 for n in shape):
            raise WireError("a shape that is none")
        return tuple(shape)

    def _bearable_shape(self, node: Node) -> tuple[int, ...]:
        shape = self._shape(node)
        if _rows(shape) > BODY_CAP:
            raise WireError("a shape beyond its cap")
        return shape

    def _plain_array(self, node: Node) -> Array:
        dtype, data = node["dtype"], self._raw(node)
        if type(dtype) is not str or (dtype not in _PLAIN and not _TIMES.fullmatch(dtype)):
            raise WireError("an array of a dtype that may not travel")
        array: Array
        if dtype == "|b1":  # a bool is 0 or 1, whatever byte was sent
            array = (np.frombuffer(data, "|u1") != 0).reshape(self._bearable_shape(node))
        else:
            array = np.frombuffer(data, dtype).reshape(self._bearable_shape(node)).copy()
        return array


_TAGS = {
    *("int", "float", "complex", "bytes", "list", "tuple", "set", "dict", "run", "array", "scalar"),
    *("objects", "tensor", "column", "index", "series", "frame", "opaque"),
}
