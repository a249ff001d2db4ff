"""The conversation with a candidate about the student's objects.

Values come over as values; what cannot travel is a `Remote`, and all that is done with it is done in the candidate.
What a function changes of its arguments, what it prints, and the numbers it draws from a seeded generator are brought
back with its value.
"""

from __future__ import annotations

import builtins
import functools
import random
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.candidate.probe import UnfitProbe, pack
from autograder.checking.foreign.libraries import OutOfReach, as_raised, genuine
from autograder.checking.foreign.remote import About, Remote, RemoteCallable, RemoteFunction
from autograder.checking.foreign.values import become, rebuilt, require_sound
from autograder.checking.submission import Call, NoAnswer, NotJudged, Submission
from autograder.wire import Opaque, text_of
from autograder.wire.inputs import pack_inputs, unpack_inputs


def _act(named: Any, *asked: Any) -> dict[str, Any]:
    """Probe: `autograder.candidate.act`, which is loaded there."""
    return __import__("sys").modules["autograder.candidate.act"].act(named, *asked)  # type: ignore[no-any-return]


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
        """What comes of something done in the candidate, with a name that it has as the way in.

        `what` is as `autograder.candidate.act` says.

        Raises:
            NoAnswer: The call had to be ended.
            NotJudged: What comes of it cannot be had from here.
            Exception: What the student's code raised, as a test may catch it.
        """
        held: dict[int, Any] = {}
        given = [self._give(one, held) for one in arguments]
        given_options = {key: self._give(one, held) for key, one in options.items()}
        dice = (random.getstate(), np.random.get_state()) if self._is_seeded else None
        told = self._ask(root, (what, given, given_options, dice, tuple(held), *held.values()))
        value = self._take(root, told["value"])
        own = [*arguments, *options.values()]
        self._bring_back(root, own, told)
        self._record(what, given, value, None)
        if what == "builtins.getattr" and isinstance(value, RemoteCallable):
            object.__setattr__(value, "_remote_shown", f"{root}.{arguments[1]}")
        same = told.get("same")
        return value if same is None else own[same]

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
            unpack_inputs(pack_inputs((one,)))
        except Exception:
            raise self.not_judged(f"hands over a {kind} of its own that cannot travel") from None
        if type(one).__module__.startswith(("otter_test", "autograder", "builtins")) and kind not in vars(builtins):
            raise self.not_judged(f"hands over a {kind} of its own that cannot travel")
        return one

    def _ask(self, root: str, asked: tuple[Any, ...]) -> dict[str, Any]:
        """What the candidate tells, if it could do what was asked."""
        what, given, *_ = asked
        try:
            told = self.submission.ask(root, _act, pack_inputs(asked))
        except NoAnswer as none:
            self._record(what, given, None, none)
            if none.outcome != "error":
                self.ended = none
                raise
            raise as_raised(none, ()) from none
        if type(told) is dict and type(told.get("failed")) is dict:
            failed = NoAnswer("error", *(text_of(told["failed"].get(part), 500) for part in ("kind", "text", "line")))
            self._record(what, given, None, failed)
            raise as_raised(failed, told.get("bases") or ()) from failed
        if type(told) is not dict or "value" not in told:
            raise self.not_judged("gets an answer of no known form")
        return told

    def _take(self, root: str, node: Any) -> Any:
        """The value that the candidate described."""
        try:
            return rebuilt(node, functools.partial(self._hold, root))
        except OutOfReach as why:
            raise self.not_judged(str(why)) from None

    def _hold(self, root: str, handle: Any, told: Any, origin: Any) -> Any:
        """What a handle stands for: a library's own, where it is that; or a remote object, always the same."""
        about = About(*told)
        if (own := genuine(*origin)) is not None:
            return own
        if about.id not in self._things:
            is_function = about.home == "builtins" and about.kind in _FUNCTIONS
            kind = RemoteFunction if is_function else RemoteCallable if about.is_callable else Remote
            self._things[about.id] = kind(self, root, Opaque(about.kind, handle.ref), about)
        if about.is_class or not about.is_callable:
            self.has_handed_out = True
        return self._things[about.id]

    def _bring_back(self, root: str, own: Sequence[Any], told: Mapping[str, Any]) -> None:
        """Make the changes to the test's own objects that the student's code made to its copies."""
        try:
            for place, node in told.get("after", ()):
                become(own[place], self._take(root, node))
            if told.get("said"):
                sys.stdout.write(str(told["said"]))
            if self._is_seeded and told.get("dice"):
                plain, (kind, numbers, place, *normal) = told["dice"]
                require_sound(kind, 0, place)
                random.setstate(plain)
                np.random.set_state((kind, numbers, place, *normal))
        except OutOfReach as why:
            raise self.not_judged(str(why)) from None

    def _record(self, what: str, given: Sequence[Any], value: Any, none: NoAnswer | None) -> None:
        """Note a call for those who read the result."""
        if what == "call" and (shown := self._shown(given[0])):
            raised = (none.kind or none.outcome, none.text) if none else None
            self.submission.calls.append(Call(shown, None, pack_inputs(tuple(given[1:])), _noted(value), raised))

    def _shown(self, handle: Opaque) -> str:
        return next((one._remote_shown for one in self._things.values() if one._remote_handle == handle), "")


_FUNCTIONS = ("function", "method", "builtin_function_or_method")


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
