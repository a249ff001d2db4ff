"""An object of the student's from a distance.

A test taken over from elsewhere calls functions, makes instances, compares and prints. Here each of these is asked of
the candidate: no student's code, not even a `__repr__` or an `__eq__`, runs where the test does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.checking.submission import NotJudged


@dataclass(frozen=True)
class About:
    """What the candidate says of an object: nothing that a verdict may rest on."""

    id: int
    kind_id: int
    kind: str
    home: str
    is_callable: bool
    is_class: bool
    has_own_equality: bool


class Doer(Protocol):
    """Who has things done in the candidate: see `student.Student`."""

    def do(self, root: str, what: str, /, *arguments: Any, **options: Any) -> Any:
        """What comes of something done in the candidate, with a name that it has as the way in."""

    def not_judged(self, why: str) -> NotJudged:
        """The test cannot be judged from here; it is remembered, and is to be raised."""

    def is_named(self, about: About) -> bool:
        """Whether the test itself names the class of an object."""


def _operator(name: str) -> Callable[..., Any]:
    """An operation of two operands, the first of them remote."""

    def apply(self: Remote, other: Any) -> Any:
        return self._remote_operate(f"operator.{name}", self, other)

    return apply


def _reflected(name: str) -> Callable[..., Any]:
    """An operation of two operands, the second of them remote."""

    def apply(self: Remote, other: Any) -> Any:
        return self._remote_operate(f"operator.{name}", other, self)

    return apply


def _question(what: str) -> Callable[..., Any]:
    """Something that is done with a remote object alone, or with it and an argument that it is to take."""

    def apply(self: Remote, *arguments: Any) -> Any:
        return self._remote_student.do(self._remote_root, what, self, *arguments)

    return apply


class Remote:
    """An object in the candidate. What is done with it, is done there."""

    # No `__dict__`, which is the student's to have, and no name that an attribute of theirs may have.
    __slots__ = ("_remote_about", "_remote_handle", "_remote_root", "_remote_shown", "_remote_student")
    _remote_about: About
    _remote_handle: Any
    _remote_root: str
    _remote_shown: str
    _remote_student: Doer

    def __init__(self, student: Doer, root: str, handle: Any, about: About) -> None:
        for name, value in zip(Remote.__slots__, (about, handle, root, root, student), strict=True):
            object.__setattr__(self, name, value)

    __doc__ = property(lambda self: self.__getattr__("__doc__"))
    __class__ = property(lambda self: self._remote_student.do(self._remote_root, "builtins.type", self))

    def __getattr__(self, name: str) -> Any:
        if name in ("__array_interface__", "__array_struct__", "__array_priority__", "__array_ufunc__"):
            raise AttributeError(name)
        return self._remote_student.do(self._remote_root, "builtins.getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._remote_student.do(self._remote_root, "builtins.setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._remote_student.do(self._remote_root, "builtins.delattr", self, name)

    __repr__ = _question("builtins.repr")
    __str__ = _question("builtins.str")
    __format__ = _question("builtins.format")
    __bool__ = _question("operator.truth")
    __len__ = _question("builtins.len")
    __int__ = _question("builtins.int")
    __float__ = _question("builtins.float")
    __index__ = _question("operator.index")
    __abs__ = _question("builtins.abs")
    __neg__ = _question("operator.neg")
    __pos__ = _question("operator.pos")
    __invert__ = _question("operator.invert")
    __round__ = _question("builtins.round")
    __hash__ = _question("builtins.hash")
    __dir__ = _question("builtins.dir")
    __next__ = _question("builtins.next")
    __getitem__ = _question("operator.getitem")
    __setitem__ = _question("operator.setitem")
    __delitem__ = _question("operator.delitem")
    __reversed__ = _question("builtins.reversed")
    __copy__ = _question("copy.copy")

    def __iter__(self) -> Iterator[Any]:
        return self._remote_student.do(self._remote_root, "builtins.iter", self)  # type: ignore[no-any-return]

    def __deepcopy__(self, memo: Any) -> Any:
        return self._remote_student.do(self._remote_root, "copy.deepcopy", self)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        array = self._remote_student.do(self._remote_root, "numpy.asarray", self)
        if not isinstance(array, np.ndarray):
            raise self._remote_student.not_judged(f"takes a {self._remote_about.kind} for an array")
        return array if dtype is None else array.astype(dtype)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise self._remote_student.not_judged(f"pickles or copies a {self._remote_about.kind}")

    def __instancecheck__(self, one: Any) -> bool:
        return bool(self._remote_student.do(self._remote_root, "builtins.isinstance", one, self))

    def __subclasscheck__(self, one: Any) -> bool:
        return bool(self._remote_student.do(self._remote_root, "builtins.issubclass", one, self))

    def __contains__(self, one: Any) -> bool:
        return bool(self._remote_operate("operator.contains", self, one))

    def _remote_operate(self, what: str, first: Any, second: Any) -> Any:
        """An operation of this object with another.

        With a value of the test, which may be the one that is expected, an object decides for itself only where the
        test names its class: an answer that agrees with everything is no answer.
        """
        own, about = self._remote_student, self._remote_about
        if not all(isinstance(one, Remote) for one in (first, second)) and not own.is_named(about):
            if what in ("operator.eq", "operator.ne") and not about.has_own_equality:
                return what == "operator.ne"
            if about.home == "builtins":
                raise TypeError(f"A {about.kind} does not go together with a {type(second).__name__}.")
            raise own.not_judged(
                f"compares or combines a {about.kind} with a value, which only that object itself could do"
            )
        return own.do(self._remote_root, what, first, second)


for _name in (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
):
    _function = f"{_name}_" if _name in ("and", "or") else _name
    setattr(Remote, f"__{_name}__", _operator(_function))
    setattr(Remote, f"__r{_name}__", _reflected(_function))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Remote, f"__{_name}__", _operator(_name))


class RemoteCallable(Remote):
    """A function, a class, or another object that can be called."""

    __slots__ = ()

    def __call__(self, /, *arguments: Any, **options: Any) -> Any:
        """What the call gives."""
        return self._remote_student.do(self._remote_root, "call", self, *arguments, **options)


class RemoteFunction(RemoteCallable):
    """A function: libraries ask whether it can be iterated over, to tell it from a list of functions."""

    __slots__ = ()
    __iter__ = None  # type: ignore[assignment]
