"""The student's objects from a distance, for tests that were written to have them at hand.

A test taken over from elsewhere calls functions, makes instances, compares and prints. Here each of these is asked of
the candidate: no student's code, not even a `__repr__` or an `__eq__`, runs where the test does. Values come over as
values; what cannot travel is a `Remote`, and all that is done with it is done in the candidate. What a function changes
of its arguments, what it prints, and the numbers it draws from a seeded generator are brought back with its value.
"""

from __future__ import annotations
import __future__

import builtins
import collections
import datetime
import decimal
import fractions
import importlib
import math
import pickle
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.candidate.probe import UnfitProbe, pack
from autograder.checking.submission import Call, NoAnswer, NotJudged, Submission
from autograder.sandbox.wire import ALIKE_CAP, COUNT_CAP, Opaque, Tensor, text_of

_FIGURES = ("matplotlib", "seaborn", "plotly")


def act(
    named: Any, what: str, arguments: list[Any], options: dict[str, Any], dice: Any, refs: tuple[int, ...], *held: Any
) -> dict[str, Any]:
    """Probe: what comes of doing something with the arguments, in a form that travels, and what else has changed.

    `what` is "look" for the named thing itself, "call" to call the first argument, or a function such as
    "operator.add". Handles among the arguments stand for what is held under their `ref`.
    """
    plain = (type(None), bool, int, float, complex, str, bytes)
    modules = __import__("sys").modules
    pd, torch_ = modules.get("pandas"), modules.get("torch")

    class Held:
        it: Any

    def carry(value: Any, depth: int = 0) -> Any:
        kind = type(value)
        name, home = kind.__name__, str(getattr(kind, "__module__", ""))
        if kind in plain or (isinstance(value, np.generic) and value.dtype.kind in "biufcUmM"):
            return ("value", value)
        if kind is np.ndarray and value.dtype.kind not in "SV":
            is_plain = value.dtype.kind in "biufcUmM"
            return (
                ("value", value)
                if is_plain
                else ("objects", value.shape, [carry(one, depth + 1) for one in value.flat])
            )
        if depth < 8 and kind in (list, tuple, set, frozenset):
            if kind in (list, tuple) and all(type(one) in plain for one in value):
                return ("value", value)
            return (name, [carry(one, depth + 1) for one in value])
        if depth < 8 and (
            kind is dict or (home == "collections" and name in ("Counter", "OrderedDict", "defaultdict"))
        ):
            return (name, [(carry(key, depth + 1), carry(one, depth + 1)) for key, one in value.items()])
        if kind is range:
            return (name, (value.start, value.stop, value.step))
        if home == "datetime" and name in ("date", "datetime") and getattr(value, "tzinfo", None) is None:
            return (name, value.isoformat())
        if home == "datetime" and name == "timedelta":
            return (name, (value.days, value.seconds, value.microseconds))
        if (home, name) in (("decimal", "Decimal"), ("fractions", "Fraction")):
            return (name, str(value))
        if name == "module":
            return ("module", str(value.__name__))
        if pd is not None and kind is pd.DataFrame and all(map(travels, value.dtypes)) and all_travel(value):
            return (
                "frame",
                rows(value.index),
                list(value.columns.names),
                carry(list(value.columns), depth + 1),
                columns(value),
            )
        if pd is not None and kind is pd.Series and travels(value.dtype) and all_travel(value.to_frame()):
            return ("series", rows(value.index), carry(value.name), value.reset_index(drop=True))
        if (
            pd is not None
            and isinstance(value, pd.Index)
            and not isinstance(value, pd.MultiIndex)
            and travels(value.dtype)
        ):
            return ("index", carry(value.name), value)
        if pd is not None and kind in (pd.Timestamp, pd.Timedelta):
            return (name, str(value))
        if torch_ is not None and isinstance(value, torch_.Tensor) and home.startswith("torch"):
            return ("tensor", value)
        one = Held()
        one.it = value
        own = value if isinstance(value, type) or hasattr(value, "__qualname__") else None
        has_own_equality = any("__eq__" in vars(base) for base in kind.__mro__[:-1])
        origin = (str(getattr(own, "__module__", "")), str(getattr(own, "__qualname__", "")))
        about = (id(value), id(kind), name, home, callable(value), isinstance(value, type), has_own_equality)
        return ("handle", one, about, origin)

    def travels(dtype: Any) -> Any:
        return dtype.kind in "biufcUmMO" and not str(dtype).startswith(
            ("category", "datetime64[ns,", "period", "Sparse")
        )

    def objects_travel(table: Any) -> Any:
        simple = (str, int, float, type(None), np.generic)
        return all(
            all(isinstance(one, simple) or one is pd.NA for one in table.iloc[:, place])
            for place, dtype in enumerate(table.dtypes)
            if dtype.kind == "O"
        )

    def all_travel(table: Any) -> Any:
        levels = table.index.to_frame(name=[*range(table.index.nlevels)])
        return objects_travel(table) and all(map(travels, levels.dtypes)) and objects_travel(levels)

    def rows(index: Any) -> Any:
        levels = [index.get_level_values(place) for place in range(index.nlevels)]
        return [carry(name) for name in index.names], [pd.Series(np.asarray(one)) for one in levels], index.nlevels > 1

    def columns(table: Any) -> Any:
        return [table.iloc[:, place].reset_index(drop=True).rename(None) for place in range(table.shape[1])]

    things = {}
    for ref, one in zip(refs, held):
        is_code = isinstance(one, bytes)
        things[ref] = modules["autograder.candidate.probe"].unpack(one) if is_code else one.it

    def given(one: Any) -> Any:
        if type(one).__name__ == "Opaque":
            return things[one.ref]
        if type(one) in (list, tuple, set, frozenset):
            return type(one)([given(item) for item in one])
        if type(one) is dict:
            return {given(key): given(item) for key, item in one.items()}
        return one

    def print_of(one: Any) -> Any:
        try:
            return __import__("pickle").dumps(one)
        except Exception:  # then it may have changed
            return None

    if what == "look":
        return {"value": carry(named)}
    random_ = __import__("random")
    real, named_options = [given(one) for one in arguments], {key: given(one) for key, one in options.items()}
    every = [*real, *named_options.values()]
    changeable = [
        place
        for place, one in enumerate([*arguments, *options.values()])
        if type(one).__name__ in ("list", "dict", "set", "ndarray", "DataFrame", "Series", "Generator")
    ]
    before = {place: print_of(every[place]) for place in changeable}
    if dice is not None:
        random_.setstate(dice[0])
        np.random.set_state(dice[1])
    said = __import__("io").StringIO()
    with __import__("contextlib").redirect_stdout(said):
        try:
            if what == "call":
                value = real[0](*real[1:], **named_options)
            else:
                module, _, name = what.partition(".")
                value = getattr(__import__(module), name)(*real, **named_options)
        except MemoryError:
            raise
        except Exception as error:
            bases = [(str(one.__module__), str(one.__name__)) for one in type(error).__mro__]
            return {"failed": modules["autograder.candidate.shell"].failure(error), "bases": bases}
    after = []
    for place in changeable:
        if before[place] is None or print_of(every[place]) != before[place]:
            is_generator = type(every[place]).__name__ == "Generator"
            after.append((place, ("value", every[place].bit_generator.state) if is_generator else carry(every[place])))
    return {
        "value": carry(value),
        "after": after,
        "same": next((place for place in changeable if every[place] is value), None),
        "said": said.getvalue()[:100_000],
        "dice": None if dice is None else (random_.getstate(), np.random.get_state()),
    }


class Student:
    """The names of the student's notebook, as they are in one check.

    `ended` is what kept a call from answering, and `unjudged` why the test cannot be judged from here: a test may
    swallow either, and they hold all the same.
    """

    def __init__(self, submission: Submission, is_seeded: bool = False) -> None:
        self.submission = submission
        self.ended: NoAnswer | None = None
        self.unjudged: NotJudged | None = None
        self.missing: set[str] = set()
        self.has_handed_out = False
        self._is_seeded = is_seeded
        self._things: dict[int, Remote] = {}
        self._named_kinds: set[int] = set()

    def named(self, name: str) -> Any:
        """What a name of the notebook stands for.

        Raises:
            KeyError: Nothing.
        """
        if name in self.missing:
            raise KeyError(name)
        try:
            thing = self.do(name, "look")
        except NoAnswer as none:
            if none.outcome != "missing":
                raise
            self.ended = None
            self.missing.add(name)
            raise KeyError(name) from None
        if isinstance(thing, Remote) and thing._remote_about.is_class:
            self._named_kinds.add(thing._remote_about.id)
        return thing

    def do(self, root: str, what: str, /, *arguments: Any, **options: Any) -> Any:
        """What comes of something done in the candidate, with a name that it has as the way in."""
        held: dict[int, Any] = {}
        given = [self._give(one, held) for one in arguments]
        given_options = {key: self._give(one, held) for key, one in options.items()}
        dice = (random.getstate(), np.random.get_state()) if self._is_seeded else None
        inputs = (what, given, given_options, dice, tuple(held), *held.values())
        try:
            told = self.submission.ask(root, act, inputs)
        except NoAnswer as none:
            self._record(root, what, given, None, none)
            if none.outcome != "error":
                self.ended = none
                raise
            raise _as_raised(none, ()) from none
        if type(told) is dict and type(told.get("failed")) is dict:
            failed = NoAnswer("error", *(text_of(told["failed"].get(part), 500) for part in ("kind", "text", "line")))
            self._record(root, what, given, None, failed)
            raise _as_raised(failed, told.get("bases") or ()) from failed
        if type(told) is not dict or "value" not in told:
            raise self.not_judged("gets an answer of no known form")
        value = self._take(root, told["value"])
        self._bring_back(root, [*arguments, *options.values()], told)
        self._record(root, what, given, value, None)
        if what == "builtins.getattr" and isinstance(value, RemoteCallable):
            object.__setattr__(value, "_remote_shown", f"{root}.{arguments[1]}")
        same = told.get("same")
        return value if same is None else [*arguments, *options.values()][same]

    def not_judged(self, why: str) -> NotJudged:
        """The test cannot be judged from here; it is remembered, and is to be raised."""
        self.unjudged = NotJudged(f"This test {why}: the points have to be given by hand.")
        return self.unjudged

    def is_named(self, about: About) -> bool:
        """Whether the test itself names the class of an object."""
        return about.kind_id in self._named_kinds

    def _give(self, one: Any, held: dict[int, Any]) -> Any:
        """An argument as it travels: instead of a remote object its handle, instead of a function its code."""
        if isinstance(one, Remote):
            held[one._remote_handle.ref] = one._remote_handle
            return one._remote_handle
        if type(one) in (list, tuple, set, frozenset):
            return type(one)([self._give(item, held) for item in one])
        if type(one) is dict:
            return {self._give(key, held): self._give(item, held) for key, item in one.items()}
        kind = type(one).__name__
        if kind == "function":
            ref = -1 - len(held)
            try:
                held[ref] = pack(one)
            except UnfitProbe:
                raise self.not_judged("hands over a function of its own that cannot travel") from None
            return Opaque("function", ref)
        try:
            pickle.dumps(one)
        except Exception:
            raise self.not_judged(f"hands over a {kind} of its own that cannot travel") from None
        if type(one).__module__.startswith(("otter_test", "autograder", "builtins")) and kind not in vars(builtins):
            raise self.not_judged(f"hands over a {kind} of its own that cannot travel")
        return one

    def _take(self, root: str, node: Any) -> Any:
        """The value that the probe described."""
        tag, *rest = node
        if tag == "value" and not isinstance(rest[0], Opaque):
            return rest[0]
        if tag in ("list", "tuple", "set", "frozenset"):
            items = [self._take(root, one) for one in rest[0]]
            return _SEQUENCES[tag](items if tag in ("list", "tuple") else self._keys(items))
        if tag in ("dict", "Counter", "OrderedDict", "defaultdict"):
            pairs = [(self._take(root, key), self._take(root, one)) for key, one in rest[0]]
            self._keys([key for key, _ in pairs])
            return _MAPPINGS[tag](dict(pairs))
        if tag == "objects":
            if math.prod(max(int(n), 1) for n in rest[0]) > COUNT_CAP:
                raise self.not_judged("gets an answer of no known form")
            array = np.empty(len(rest[1]), dtype=object)
            array[:] = [self._take(root, one) for one in rest[1]]
            return array.reshape(rest[0])
        if tag == "handle":
            return self._hold(root, *rest)
        if tag == "module":
            return self._module(rest[0])
        if tag == "tensor":
            return _tensor(rest[0])
        if tag in ("frame", "series", "index"):
            return self._table(root, tag, *rest)
        if tag not in _FROM_TEXT:
            raise self.not_judged("gets an answer of no known form")
        return _FROM_TEXT[tag](rest[0])

    def _keys(self, keys: list[Any]) -> list[Any]:
        """The keys of a set or mapping, if they were not made to collide; the student's objects hash themselves."""
        own = [key for key in keys if not isinstance(key, Remote)]
        if len(own) - len({hash(key) for key in own}) > ALIKE_CAP:
            raise self.not_judged("gets an answer of no known form")
        return keys

    def _table(self, root: str, tag: str, *parts: Any) -> Any:
        import pandas as pd

        if tag == "index":
            return parts[1].rename(self._take(root, parts[0]))
        names, levels, is_multiple = parts[0]
        names = [self._take(root, name) for name in names]
        arrays = [pd.Index(level) for level in levels]
        index = pd.MultiIndex.from_arrays(arrays, names=names) if is_multiple else arrays[0].rename(names[0])
        if tag == "series":
            return parts[2].set_axis(index).rename(self._take(root, parts[1]))
        columns = [part.set_axis(range(len(index))) for part in parts[3]]  # a column of another index would multiply
        table = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(len(index)))
        labels = self._take(root, parts[2])
        table.columns = pd.Index(labels) if len(parts[1]) == 1 else pd.MultiIndex.from_tuples(labels)
        table.columns.names = parts[1]
        return table.set_axis(index)

    def _hold(self, root: str, handle: Any, told: Any, origin: Any) -> Any:
        told = About(*told)
        if genuine := _genuine(*origin):
            return genuine
        if told.id not in self._things:
            is_function = told.home == "builtins" and told.kind in ("function", "method", "builtin_function_or_method")
            kind = RemoteFunction if is_function else RemoteCallable if told.is_callable else Remote
            self._things[told.id] = kind(self, root, Opaque(told.kind, handle.ref), told)
        if told.is_class or not told.is_callable:
            self.has_handed_out = True
        return self._things[told.id]

    def _module(self, name: str) -> Any:
        if name.partition(".")[0] in _FIGURES:
            raise self.not_judged("looks at figures, which stay in the student's process")
        if name in sys.modules and name.partition(".")[0] in (*_LIBRARIES, *_HARMLESS):
            return sys.modules[name]  # the examiner's own: what the student did to theirs is not here
        raise self.not_judged(f"uses the notebook's module {name}, which is not loaded here")

    def _bring_back(self, root: str, own: Sequence[Any], told: Mapping[str, Any]) -> None:
        """Make the changes to the test's own objects that the student's code made to its copies."""
        for place, node in told.get("after", ()):
            value = self._take(root, node)
            if isinstance(own[place], np.random.Generator):
                self._require_sound(value["bit_generator"], value.get("buffer_pos", 0), value["state"].get("pos", 0))
            _become(own[place], value)
        if told.get("said"):
            sys.stdout.write(str(told["said"]))
        if self._is_seeded and told.get("dice"):
            plain, (kind, numbers, place, *normal) = told["dice"]
            self._require_sound(kind, 0, place)
            random.setstate(plain)
            np.random.set_state((kind, numbers, place, *normal))

    def _require_sound(self, kind: Any, *places: Any) -> None:
        """Refuse a generator's state that points beyond its numbers: NumPy would read whatever memory is there."""
        if not all(type(place) is int and 0 <= place <= cap for place, cap in zip(places, (4, 624), strict=True)):
            raise self.not_judged(f"draws from a {text_of(kind, 80)} of no known state")

    def _record(self, root: str, what: str, given: Sequence[Any], value: Any, none: NoAnswer | None) -> None:
        """Note a call for those who read the result."""
        if what == "call" and (shown := self._shown(given[0])):
            raised = (none.kind or none.outcome, none.text) if none else None
            self.submission.calls.append(Call(shown, None, tuple(given[1:]), _noted(value), raised))

    def _shown(self, handle: Opaque) -> str:
        return next((one._remote_shown for one in self._things.values() if one._remote_handle == handle), "")


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
    _remote_student: Student

    def __init__(self, student: Student, root: str, handle: Any, about: About) -> None:
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


_SEQUENCES: dict[str, Callable[[list[Any]], Any]] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_MAPPINGS: dict[str, Callable[[dict[Any, Any]], Any]] = {
    "dict": dict,
    "Counter": collections.Counter,
    "OrderedDict": collections.OrderedDict,
    "defaultdict": lambda pairs: collections.defaultdict(None, pairs),
}


def _pandas(name: str) -> Callable[[str], Any]:
    return lambda text: getattr(importlib.import_module("pandas"), name)(text)


_FROM_TEXT: dict[str, Callable[[Any], Any]] = {
    "range": lambda parts: range(*parts),
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "timedelta": lambda parts: datetime.timedelta(*parts),
    "Decimal": decimal.Decimal,
    "Fraction": lambda text: fractions.Fraction(*map(int, text.split("/"))),  # no exponent, which may be a huge one
    "Timestamp": _pandas("Timestamp"),
    "Timedelta": _pandas("Timedelta"),
}

_LIBRARIES = ("numpy", "pandas", "math", "statistics", "random", "scipy", "sklearn", "itertools")
# Other modules that a test may take from the notebook: none of the assignment's data, none that runs what it is given.
_HARMLESS = (
    *("collections", "copy", "cmath", "datascience", "datetime", "decimal", "fractions", "functools", "json"),
    *("operator", "re", "string", "time", "torch"),
)


def _genuine(module: str, name: str) -> Any:
    """The examiner's own function or class of a library, where the student's is said to be just that.

    Only one that can do no harm, whatever it is called with: `pandas.read_pickle` would run what a student has written.
    """
    if module.partition(".")[0] not in _LIBRARIES or name.startswith("_"):
        return None
    found = getattr(sys.modules.get(module), name, None)
    return found if _is_harmless(found) else None


def _is_harmless(found: Any) -> bool:
    if not isinstance(found, type):
        return isinstance(found, np.ufunc) or getattr(found, "__module__", "") in ("math", "statistics")
    kinds: list[type] = [np.generic, np.ndarray]
    if pd := sys.modules.get("pandas"):
        kinds += [pd.DataFrame, pd.Series, pd.Index, pd.Timestamp, pd.Timedelta, pd.Categorical]
    if base := sys.modules.get("sklearn.base"):
        kinds.append(base.BaseEstimator)
    return issubclass(found, tuple(kinds)) and not issubclass(found, np.memmap)


def _tensor(value: Tensor) -> Any:
    torch = importlib.import_module("torch")
    return torch.from_numpy(np.array(value.array)).requires_grad_(value.requires_grad)


def _become(own: Any, other: Any) -> None:
    """Make a changeable object hold what another holds."""
    if isinstance(own, list):
        own[:] = other
    elif isinstance(own, (dict, set)):
        own.clear()
        own.update(other)
    elif isinstance(own, np.ndarray):
        own[...] = other
    elif isinstance(own, np.random.Generator):
        own.bit_generator.state = other
    else:  # a table, whatever columns and rows it has now
        own._update_inplace(other)


def _noted(value: Any) -> Any:
    """A value for those who read the result, who can ask the student's objects for nothing any more."""
    if isinstance(value, Remote):
        return value._remote_handle
    if type(value) in (list, tuple):
        return type(value)(map(_noted, value))
    if type(value) is dict:
        return {key: _noted(one) for key, one in value.items() if not isinstance(key, Remote)}
    if type(value) in (set, frozenset):
        return type(value)(one for one in value if not isinstance(one, Remote))
    if isinstance(value, np.ndarray) and value.dtype.kind == "O":
        return [_noted(one) for one in value.ravel()]
    return value


def _as_raised(none: NoAnswer, bases: Sequence[Any]) -> Exception:
    """What the student's code raised, as a test may catch it: the nearest of its classes that is here as well."""
    known = (_exception(*map(str, base)) for base in [*bases, ("builtins", none.kind)])
    kind = next((one for one in known if one is not None), Exception)
    error: Exception = kind.__new__(kind)
    error.args = (none.text,)
    return error


def _exception(module: str, name: str) -> type[Exception] | None:
    """A class of exceptions that is built in, or a library's, and that needs nothing to be made."""
    if module.partition(".")[0] not in ("builtins", "json", *_LIBRARIES):
        return None
    kind = getattr(sys.modules.get(module), name, None)
    is_one = isinstance(kind, type) and issubclass(kind, Exception) and name != "ExceptionGroup"
    return kind if is_one else None
