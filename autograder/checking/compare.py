"""Compare what a submission answers with what it should have answered.

This module goes, as it stands, into the students' own copies of the visible checks: it may need nothing but NumPy, and
`likeness`, which goes along. The order is always the same: type, kind of dtype, shape, finite, and values last, with
the reference as the yardstick. `np.allclose` on raw values would pass an empty array, a broadcast scalar and a NaN.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checking.likeness import as_array

RTOL = 1e-4
ATOL = 1e-6

_ORDINALS = ("first", "second", "third")
_PADDING = re.compile(r"(?<=\[) +| +(?=[,\]])|(?<= ) +|\n")  # what NumPy puts in to line columns up


class Disagreement(AssertionError):
    """An answer that is not right; the text says in which way, for the student."""


def ensure(condition: object, sentence: str) -> None:
    """Raise a `Disagreement` that says `sentence` unless `condition` holds."""
    if not condition:
        raise Disagreement(sentence)


def agree(got: Any, expected: Any, *, rtol: float = RTOL, atol: float = ATOL, what: str = "the answer") -> None:
    """Require that `got` is right where `expected` is.

    Values decide, not dtypes: 1.0 and True are right where 1 is expected, and lists where arrays are. A tuple stands
    for its parts, which may come in any sequence of that length. Numbers agree where |got - expected| is at most
    atol + rtol * |expected|.

    Raises:
        Disagreement: They differ; the text says how.
    """
    if isinstance(expected, tuple):
        parts = items(got, len(expected), what=what)
        for place, (part, wanted) in enumerate(zip(parts, expected, strict=True)):
            agree(part, wanted, rtol=rtol, atol=atol, what=f"{_part(place)} of {what}")
    elif expected is None or isinstance(expected, str):
        ensure(type(got) is type(expected) and got == expected, f"{what}: expected {show(expected)}, got {show(got)}.")
    else:
        right = numbers(expected, what="the expected value")
        answer = numbers(got, right.shape, what=what)
        if not (np.abs(answer - right) <= atol + rtol * np.abs(right)).all():
            raise Disagreement(f"{what}: expected {show(right)}, got {show(answer)}.")


def numbers(value: Any, shape: tuple[int, ...] | None = None, *, what: str = "the answer") -> np.ndarray[Any, Any]:
    """The answer as an array of finite floats, if it is numbers (of that exact shape, where one is given).

    Raises:
        Disagreement: It is something else; the text says what came, by type and shape.
    """
    array = as_array(value)
    floats = None if array is None or shape not in (None, array.shape) else _floats(array)
    if floats is None:
        wanted = "numbers" if shape is None else _wanted(shape)
        raise Disagreement(f"{what}: expected {wanted}, got {describe(value)}.")
    if not np.isfinite(floats).all():
        raise Disagreement(f"{what}: expected neither nan nor inf, got {show(floats)}.")
    return floats


def items(value: Any, count: int, *, what: str = "the answer") -> list[Any]:
    """The parts of an answer that should have `count` of them, in a tuple, a list or an array.

    Raises:
        Disagreement: It is no such sequence.
    """
    name = {2: "a pair", 3: "a triple"}.get(count, f"{count} values")
    wrong = f"{what}: expected {name}, got {describe(value)}."
    if not isinstance(value, (tuple, list)):
        value = None if isinstance(value, (str, bytes, Mapping, set)) else as_array(value)
        ensure(value is not None and value.ndim > 0, wrong)
    ensure(len(value) == count, wrong)
    return list(value)


def unchanged(function: Any, *inputs: Any) -> None:
    """Require that a call of the submission's `function` leaves the caller's `inputs` with the values they had.

    Raises:
        Disagreement: An input was changed; the text says which, counted from 1.
    """
    before = copy.deepcopy(inputs)
    for place, (old, new) in enumerate(zip(before, function.inputs_after(*inputs), strict=True), start=1):
        ensure(_same(old, new), f"Input {place} no longer holds the values it had before the call.")


def describe(value: Any) -> str:
    """What a value is, by type and shape, in a few words."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return "text"
    if hasattr(value, "described"):  # a handle to something that could not come itself
        return str(value.described)
    if isinstance(value, (bool, int, float, complex, np.number, np.bool_)):
        return f"a single {type(value).__name__}"
    if isinstance(value, (list, tuple, dict, set)):
        is_text = len(value) > 0 and all(isinstance(item, str) for item in value)
        kind = next(kind.__name__ for kind in (list, tuple, dict, set) if isinstance(value, kind))
        return f"a {kind} of {len(value)}{' texts' if is_text else ''}"
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    name = {"ndarray": "array"}.get(type(value).__name__, type(value).__name__)
    article = "an" if name[:1].lower() in "aeiou" else "a"
    if shape is None:
        return f"{article} {name}"
    of = f" of {dtype}" if dtype is not None else ""
    return f"{article} {name}{of} with shape {tuple(shape)}"


def show(value: Any) -> str:
    """A value in one short line."""
    if isinstance(value, (str, bytes)):
        return repr(value[:80])
    if isinstance(value, (tuple, list)) and len(value) <= 4:
        return ("({})" if isinstance(value, tuple) else "[{}]").format(", ".join(show(item) for item in value))
    if type(value).__name__ == "Generator":
        return "rng"
    array = as_array(value)
    if array is None or array.dtype.kind not in "biufcOU":
        return describe(value)
    if array.size > 60:
        return describe(value)
    if array.shape == () and array.dtype.kind == "f":
        return _one_float(array[()])
    text = np.array2string(array, precision=6, separator=", ", suppress_small=True, max_line_width=10_000)
    return _PADDING.sub("", text) if array.dtype.kind in "biufc" else " ".join(text.split())


def asked_text(name: str, probe: Callable[..., Any] | None, inputs: Sequence[Any]) -> str:
    """What was asked of a name, as Python would write it; of a written answer nothing was asked."""
    shown = [show(value) for value in inputs]
    if probe is None:
        return f"{name}({', '.join(shown)})"
    return f"{probe.__name__}({', '.join([name, *shown])})" if inputs else ""


def what_came(complaint: str, asked: str, gave: str) -> str:
    """A sentence that says what was asked, and what it gave where the complaint itself does not tell."""
    is_told = not gave or ", got " in complaint
    if not asked:  # a written answer
        return "" if is_told else f"You have {gave}."
    return f"Asked was {asked}." if is_told else f"Asked was {asked}, and it gave {gave}."


class Name:
    """A name of the student's notebook, or of the reference: how a check asks what it stands for.

    Whatever is asked, is asked on copies of the inputs: nothing that a function does to them reaches the check.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def ask(self, probe: Callable[..., Any] | None, inputs: tuple[Any, ...]) -> Any:
        """What the probe gives for the named thing and copies of the inputs; without a probe, the thing is called."""
        raise NotImplementedError

    def __call__(self, *inputs: Any) -> Any:
        """The value of the named function."""
        return self.ask(None, inputs)

    def through(self, probe: Callable[..., Any], *inputs: Any) -> Any:
        """The value of `probe(function, *inputs)`; the probe runs beside the function, see `candidate/probe.py`."""
        return self.ask(probe, inputs)

    def inputs_after(self, *inputs: Any) -> tuple[Any, ...]:
        """The inputs, as the named function leaves them."""
        return tuple(self.ask(inputs_after, inputs))

    def letter(self) -> Any:
        """The letter of a written answer, in lower case and without spaces around it; anything but text as it is."""
        return self.ask(letter, ())


class LocalName(Name):
    """A name of this process."""

    def __init__(self, name: str, value: Any) -> None:
        super().__init__(name)
        self.value = value

    def ask(self, probe: Callable[..., Any] | None, inputs: tuple[Any, ...]) -> Any:
        """As `Name.ask` says."""
        copies = copy.deepcopy(inputs)
        return self.value(*copies) if probe is None else probe(self.value, *copies)


def inputs_after(function: Any, *inputs: Any) -> tuple[Any, ...]:
    """Probe: the inputs, as the function leaves them."""
    function(*inputs)
    return inputs


def letter(answer: Any) -> Any:
    """Probe: the letter of a written answer."""
    return answer.strip().lower() if isinstance(answer, str) else answer


def _floats(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
    """The array as floats, or None where it holds anything but real numbers."""
    is_real = array.dtype.kind in "biuf" or (
        array.dtype.kind == "O"
        and all(isinstance(item, (bool, int, float, np.number, np.bool_)) for item in array.flat)
    )
    try:
        return array.astype(float) if is_real else None
    except (TypeError, ValueError, OverflowError):
        return None


def _one_float(value: Any) -> str:
    """A float as Python writes it, to six places; NumPy knows how few of them the dtype needs."""
    if abs(value) >= 1:
        return repr(float(np.format_float_positional(value, precision=6)))
    return repr(float(np.format_float_scientific(value, precision=5)))


def _part(place: int) -> str:
    return f"the {_ORDINALS[place]} part" if place < len(_ORDINALS) else f"part {place + 1}"


def _wanted(shape: tuple[int, ...]) -> str:
    return "a single number" if shape == () else f"an array with shape {shape}"


def _same(old: Any, new: Any) -> bool:
    """Whether two inputs hold the same values; what cannot be compared is taken as the same."""
    if hasattr(old, "columns"):
        return bool(hasattr(new, "columns") and old.equals(new) and list(old.columns) == list(new.columns))
    if isinstance(old, (str, bytes, int, float, bool, type(None))):
        return bool(old == new)
    before, after = as_array(old), as_array(new)
    if before is None or after is None:
        return before is None
    kinds = before.dtype.kind in "fc" and after.dtype.kind in "fc"
    return before.shape == after.shape and bool(np.array_equal(before, after, equal_nan=kinds))
