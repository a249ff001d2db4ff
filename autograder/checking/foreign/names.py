"""The names that a test sees: its own, and behind them those of the student's notebook."""

from __future__ import annotations
import __future__

import builtins
from collections.abc import Mapping
from typing import Any

from autograder.checking.foreign.remote import Remote
from autograder.checking.foreign.student import Student


class Names(dict[str, Any]):
    """The global names of a test: its own, and behind them those of the student's notebook."""

    def __init__(self, student: Student, own: Mapping[str, Any]) -> None:
        super().__init__(own)
        self.student = student

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name) or name.startswith("__") or name in __future__.all_feature_names:
            raise KeyError(name)
        return self.setdefault(name, self.student.named(name))

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name, or the default."""
        try:
            return self[name]
        except KeyError:
            return default

    def asked(self, name: str) -> Any:
        """The value of a name that a test asks for, also where it is that of something built in; None for nothing."""
        try:
            return self[name] if name in self.keys() else self.setdefault(name, self.student.named(name))
        except KeyError:
            return None

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        try:
            self[str(name)]
        except KeyError:
            return False
        return True

    def copy(self) -> Names:
        """These very names: what a doctest defines is gone with its check."""
        return self


def kind_of(*arguments: Any) -> Any:
    """`type`, also of remote objects."""
    return arguments[0].__class__ if isinstance(arguments[0], Remote) else type(*arguments)


def is_of(one: Any, kinds: Any) -> bool:
    """`isinstance`, also of remote objects, whose class may have a built-in one among its bases."""
    if not isinstance(one, Remote):
        return isinstance(one, kinds)
    return bool(one._remote_student.do(one._remote_root, "builtins.isinstance", one, kinds))


def is_below(one: Any, kinds: Any) -> bool:
    """`issubclass`, also of remote classes."""
    if not isinstance(one, Remote):
        return issubclass(one, kinds)
    return bool(one._remote_student.do(one._remote_root, "builtins.issubclass", one, kinds))


def stand_ins(source: str) -> dict[str, Any]:
    """What stands for built-in functions in a test, as far as it uses them."""
    every = {"type": kind_of, "isinstance": is_of, "issubclass": is_below}
    return {name: one for name, one in every.items() if f"{name}(" in source}
