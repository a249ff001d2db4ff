"""The frames between examiner and candidate, and the plain values they carry.

A frame is a header (a 16-byte id, two lengths), a JSON head and a body of raw bytes. The examiner asks under an id
that nobody can guess, and reads only the frame that answers under the same id: what a dying process left half-written,
or a student's code sent on its own, is dropped. Requests carry a pickle, since the candidate trusts the examiner.
Replies never do: `encode` makes JSON nodes and bytes of a value in the candidate, and `decode` in the examiner rebuilds
nothing but the types named there, under caps, or raises `WireError`.
"""

from __future__ import annotations

import json
import math
import re
import struct
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

PLAIN_DTYPES = {"|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"}
TIME_DTYPES = re.compile(r"<[mM]8\[(?:ns|us|ms|s|D)\]")


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


def rows_in(shape: tuple[int, ...]) -> int:
    """How many things there are to go through in an array: one of 10**9 x 0 has no element, but 10**9 rows."""
    return math.prod(max(n, 1) for n in shape)


def pack(ident: bytes, head: Node, body: bytes | bytearray = b"") -> bytes:
    """A frame ready to be written."""
    text = json.dumps(head).encode()
    return HEADER.pack(ident, len(text), len(body)) + text + body


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
