"""Record what a visible check asks of the reference and of its rng, and write it down as Python."""

from __future__ import annotations

import copy
import hashlib
import inspect
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.assignment import AssignmentError
from autograder.checking.check import Check
from autograder.checking.compare import LocalName
from autograder.checking.loading import Function, stand_in

# Digits that are kept: few where a value is a made-up input, and so many of an answer that no comparison minds, while
# another machine's last bit still gives the same file.
_INPUT_DIGITS, _ANSWER_DIGITS = 6, 12


def record(check: Check, test: Function, reference: types.SimpleNamespace) -> dict[str, list[Any]]:
    """What the fixtures of a check give, in order, while it runs on the reference itself.

    Raises:
        AssignmentError: It does not pass, or does what cannot be replayed without the reference.
    """
    tape = _Tape(check)
    submission = _Answering(tape, reference)
    fixtures: dict[str, Any] = {
        "reference": _Recording(tape, "reference", stand_in(reference), _ANSWER_DIGITS),
        "rng": _Recording(tape, "rng", _generator(check), _INPUT_DIGITS),
    }
    asked = [name for name in inspect.signature(test).parameters if name != "submission"]
    for name in asked:
        if name not in fixtures:
            raise tape.unfit(f"uses {name}, which students do not have")
    try:
        test(submission, **{name: fixtures[name] for name in asked})
    except AssignmentError:
        raise
    except Exception as error:
        raise tape.unfit(f"does not pass on the reference ({type(error).__name__}: {error})") from error
    return {name: tape.values.get(name, []) for name in asked}


def literal(check: Check, value: Any) -> str:
    """A value as Python that gives it again.

    Raises:
        AssignmentError: It is none of the kinds that can be written down.
    """
    if value is None or type(value) in (bool, int, str):
        return repr(value)
    if type(value) is float:
        return repr(value) if np.isfinite(value) else f'float("{value}")'
    if type(value) in (list, tuple):
        inside = ", ".join(literal(check, item) for item in value)
        return f"[{inside}]" if type(value) is list else f"({inside}{',' * (len(value) == 1)})"
    if type(value) is dict:
        return "{" + ", ".join(f"{literal(check, key)}: {literal(check, item)}" for key, item in value.items()) + "}"
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return f"np.{value.dtype.name.replace('bool', 'bool_')}({literal(check, value.item())})"
    if type(value) is np.ndarray and value.dtype.kind in "biufU":
        shape = f".reshape({value.shape})" if value.size == 0 else ""
        dtype = value.dtype.str if value.dtype.kind == "U" else value.dtype.name
        return f'np.array({literal(check, value.tolist())}, dtype="{dtype}"){shape}'
    kind = type(value).__name__
    raise _unfit(check, f"asks for a {kind}, which a test file cannot hold: ask for numbers, text, lists or arrays")


class _Tape:
    """What was recorded of each fixture, and the answers that must not find their way into a recorded call."""

    def __init__(self, check: Check) -> None:
        self.values: dict[str, list[Any]] = {}
        self.answers: list[Any] = []
        self._check = check

    def unfit(self, why: str) -> AssignmentError:
        return _unfit(self._check, why)

    def admit(self, name: str, inputs: Sequence[Any]) -> None:
        """Refuse inputs of a recorded call that will be others when the call is replayed."""
        for one in _parts(inputs):
            if any(one is answer for answer in self.answers):
                raise self.unfit(f"gives an answer of the submission to {name}, whose values are recorded beforehand")

    def admit_no_fixture(self, inputs: Sequence[Any]) -> None:
        if any(isinstance(one, _Recording) for one in _parts(inputs)):
            raise self.unfit(
                "gives a whole fixture to a function: give np.random.default_rng(7) where one wants an rng"
            )


class _Answering:
    """The reference in the place of the submission; the tape keeps its answers."""

    def __init__(self, tape: _Tape, reference: types.SimpleNamespace) -> None:
        self._tape = tape
        self._reference = reference

    def __getattr__(self, name: str) -> LocalName:
        return _Guarded(name, getattr(self._reference, name), self._tape)


class _Guarded(LocalName):
    """A name of the reference that no fixture is handed to, and whose answers the tape keeps."""

    def __init__(self, name: str, value: Any, tape: _Tape) -> None:
        super().__init__(name, value)
        self._tape = tape

    def ask(self, probe: Callable[..., Any] | None, inputs: tuple[Any, ...]) -> Any:
        self._tape.admit_no_fixture(inputs)
        value = super().ask(probe, inputs)
        # Small and shared values (None, True, 3, "a") are told apart by nothing, and an input that comes back is the
        # check's own: they are not followed.
        own = {id(part) for part in _parts(inputs)}
        answers = [part for part in _parts([value]) if type(part) not in (bool, int, str, type(None))]
        self._tape.answers += [part for part in answers if id(part) not in own]
        return value


class _Recording:
    """A fixture whose values are kept on the tape: an rng, or the reference."""

    def __init__(self, tape: _Tape, name: str, target: Any, digits: int) -> None:
        self._tape = tape
        self._name = name
        self._target = target
        self._digits = digits

    def __getattr__(self, name: str) -> _Recorded:
        if name.startswith("__") or not callable(getattr(self._target, name, None)):
            raise self._tape.unfit(f"uses {self._name}.{name}, which is no function")
        return _Recorded(self, getattr(self._target, name), f"{self._name}.{name}")

    def keep(self, where: str, value: Any, given: Sequence[Any]) -> Any:
        """Put a value on the tape, as it will be replayed."""
        self._tape.admit(where, given)
        self._tape.admit_no_fixture(given)
        value = steady(value, self._digits)
        if value is None and self._name == "rng":
            raise self._tape.unfit(f"calls {where}, which gives no value to record")
        self._tape.values.setdefault(self._name, []).append(copy.deepcopy(value))
        return value


class _Recorded:
    """A function of a fixture: however it is asked, its value is kept."""

    def __init__(self, recording: _Recording, target: Any, where: str) -> None:
        self._recording = recording
        self._target = target
        self._where = where

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        value = self._target(*inputs, **options)
        return self._recording.keep(self._where, value, [*inputs, *options.values()])

    def through(self, probe: Callable[..., Any], *inputs: Any) -> Any:
        return self._recording.keep(self._where, self._target.through(probe, *inputs), inputs)

    def letter(self) -> Any:
        return self._recording.keep(self._where, self._target.letter(), ())


def _unfit(check: Check, why: str) -> AssignmentError:
    return AssignmentError(f"The visible check {check.id} of {check.question} {why}.")


def _generator(check: Check) -> np.random.Generator:
    """Random numbers of this check alone, the same at every build."""
    digest = hashlib.sha256(f"{check.question} {check.id}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def _parts(values: Sequence[Any]) -> Iterator[Any]:
    """The values, what they hold if they are lists, tuples or dicts, and the arrays that arrays are views of."""
    for value in values:
        yield value
        if isinstance(value, (list, tuple)):
            yield from _parts(value)
        elif isinstance(value, dict):
            yield from _parts(list(value.values()))
        elif isinstance(value, np.ndarray) and value.base is not None:
            yield from _parts([value.base])


def steady(value: Any, digits: int = _INPUT_DIGITS) -> Any:
    """The value with its floats rounded to so many digits, and tensors as arrays."""
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    if isinstance(value, (float, np.floating)):
        return type(value)(f"{value:.{digits}g}")
    if type(value) in (list, tuple):
        return type(value)(steady(item, digits) for item in value)
    if type(value) is dict:
        return {key: steady(item, digits) for key, item in value.items()}
    if type(value) is np.ndarray and value.dtype.kind == "f":
        rounded = [float(f"{item:.{digits}g}") for item in value.flat]
        return np.array(rounded, dtype=value.dtype).reshape(value.shape)
    return value
