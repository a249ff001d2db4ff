"""Do something with the student's objects for a test that has them only from a distance, and describe what came of it.

`autograder.checking.foreign.student` is the other end.
"""

from __future__ import annotations

import importlib
import io
import pickle
import random
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any

import numpy as np

from autograder.candidate.describe import Held, describe
from autograder.candidate.probe import unpack
from autograder.candidate.shell import failure
from autograder.wire import Opaque

SAID_CAP = 100_000
_CHANGEABLE = ("list", "dict", "set", "ndarray", "DataFrame", "Series", "Generator")


def act(
    named: Any,
    what: str,
    arguments: list[Any],
    options: dict[str, Any],
    dice: tuple[Any, Any] | None,
    refs: tuple[int, ...],
    *held: Held | bytes,
) -> dict[str, Any]:
    """What comes of doing something with the arguments, in a form that travels, and what else has changed.

    `what` is "look" for the named thing itself, "call" to call the first argument, or a function such as
    "operator.add". Handles among the arguments stand for what is held under their `ref`, a function's code for the
    function. `dice` are the states of the generators of `random` and NumPy, where the test has seeded them.
    """
    if what == "look":
        return {"value": describe(named)}
    things = {ref: unpack(one) if isinstance(one, bytes) else one.it for ref, one in zip(refs, held)}
    real = [_given(one, things) for one in arguments]
    named_options = {key: _given(one, things) for key, one in options.items()}
    every = [*real, *named_options.values()]
    sent = [*arguments, *options.values()]
    before = {place: _print_of(every[place]) for place, one in enumerate(sent) if type(one).__name__ in _CHANGEABLE}
    if dice is not None:
        random.setstate(dice[0])
        np.random.set_state(dice[1])
    said = io.StringIO()
    with redirect_stdout(said):
        try:
            value = _do(what, real, named_options)
        except MemoryError:
            raise
        except Exception as error:
            bases = [(str(one.__module__), str(one.__name__)) for one in type(error).__mro__]
            return {"failed": failure(error), "bases": bases}
    return {
        "value": describe(value),
        "after": _changed(every, before),
        "same": next((place for place in before if every[place] is value), None),
        "said": said.getvalue()[:SAID_CAP],
        "dice": None if dice is None else (random.getstate(), np.random.get_state()),
    }


def _given(one: Any, things: dict[int, Any]) -> Any:
    """An argument, with the things themselves in place of their handles."""
    if isinstance(one, Opaque):
        return things[one.ref]
    if type(one) in (list, tuple, set, frozenset):
        return type(one)([_given(item, things) for item in one])
    if type(one) is dict:
        return {_given(key, things): _given(item, things) for key, item in one.items()}
    return one


def _do(what: str, real: Sequence[Any], options: dict[str, Any]) -> Any:
    if what == "call":
        return real[0](*real[1:], **options)
    module, _, name = what.partition(".")
    return getattr(importlib.import_module(module), name)(*real, **options)


def _print_of(one: Any) -> bytes | None:
    """By what a change shows; None where nothing tells, and it may have changed."""
    try:
        return pickle.dumps(one)
    except Exception:
        return None


def _changed(every: Sequence[Any], before: dict[int, bytes | None]) -> list[tuple[int, Any]]:
    """The place of each argument that is not what it was, and a description of what it is."""
    after = []
    for place, was in before.items():
        one = every[place]
        if was is None or _print_of(one) != was:
            is_generator = type(one).__name__ == "Generator"
            after.append((place, ("value", one.bit_generator.state) if is_generator else describe(one)))
    return after
