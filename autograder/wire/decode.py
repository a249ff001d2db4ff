"""The examiner's side of the wire: the value that nodes and bytes stand for, whoever may have forged them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.wire import (
    ALIKE_CAP,
    BITS_CAP,
    BODY_CAP,
    COUNT_CAP,
    DEPTH_CAP,
    HEAD_CAP,
    PLAIN_DTYPES,
    TEXT_CAP,
    TIME_DTYPES,
    Array,
    Node,
    Opaque,
    Tensor,
    WireError,
    rows_in,
    text_of,
)

_EXTENSIONS = re.compile(r"str|string|boolean|U?Int\d\d?|Float\d\d")


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
        if node.get("t") not in TAGS or rebuild is None:
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
        if rows_in(shape) > BODY_CAP:
            raise WireError("a shape beyond its cap")
        return shape

    def _plain_array(self, node: Node) -> Array:
        dtype, data = node["dtype"], self._raw(node)
        if type(dtype) is not str or (dtype not in PLAIN_DTYPES and not TIME_DTYPES.fullmatch(dtype)):
            raise WireError("an array of a dtype that may not travel")
        array: Array
        if dtype == "|b1":  # a bool is 0 or 1, whatever byte was sent
            array = (np.frombuffer(data, "|u1") != 0).reshape(self._bearable_shape(node))
        else:
            array = np.frombuffer(data, dtype).reshape(self._bearable_shape(node)).copy()
        return array


TAGS = {
    *("int", "float", "complex", "bytes", "list", "tuple", "set", "dict", "run", "array", "scalar"),
    *("objects", "tensor", "column", "index", "series", "frame", "opaque"),
}
