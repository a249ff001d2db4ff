# The visible checks of answer_leak, as `autograder build` wrote them.


"""Answers as plain values: as arrays, as outlines to be kept, and whether two are the same up to a float's last digits.

This module goes, as it stands, into the students' own copies of the visible checks: it may need nothing but NumPy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

TEXT_ROOM = 64 << 20  # bytes that an array of texts may take: each takes as much as the longest
KEPT = 40  # numbers that the outline of a large answer keeps


def outline(value: Any, kept: int | None = None) -> Any:
    """What tells an answer from others, as plain values that can be written down.

    Lists, tuples and arrays that hold the same numbers have the same outline. With `kept`, so many numbers of a
    larger array stand for all of it.
    """
    if value is None:
        return {"kind": "None"}
    if isinstance(value, str):
        return value
    if hasattr(value, "columns") and hasattr(value, "to_numpy"):
        names = enumerate(value.columns)
        columns = [[str(name), outline(value.iloc[:, place].to_numpy(), kept)] for place, name in names]
        return {"table": [outline(value.index.to_numpy(), kept), columns]}
    array = as_array(value)
    if array is not None and (array.dtype.kind in "biufcSmM" or isinstance(value, np.ndarray) or _is_all_text(value)):
        flat = array.ravel()
        if kept is not None and flat.size > kept:
            flat = flat[np.linspace(0, flat.size - 1, kept).astype(int)]
        return {"array": [list(array.shape), flat.tolist()]}
    if isinstance(value, (list, tuple)):
        return [outline(item, kept) for item in value]
    if type(value).__name__ == "Generator":  # an rng among inputs handed back: it travels as a handle
        return {"kind": "Generator"}
    return {"kind": str(getattr(value, "kind", type(value).__name__))}


def alike(one: Any, other: Any) -> bool:
    """Whether two outlines are the same, numbers up to their last digits."""
    if isinstance(one, dict) and isinstance(other, dict):
        if "array" in one and "array" in other:
            (shape, values), (other_shape, other_values) = one["array"], other["array"]
            return list(shape) == list(other_shape) and _close(values, other_values)
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(alike(a, b) for a, b in zip(one, other))
    return type(one) is type(other) and bool(one == other)


def _close(values: Any, others: Any) -> bool:
    if any(isinstance(item, (str, bytes)) for item in (*values, *others)):
        return list(values) == list(others)
    first, second = np.array(values), np.array(others)
    if first.dtype.kind in "biufc" and second.dtype.kind in "biufc":
        scale = np.max(np.abs(second[np.isfinite(second)]), initial=0.0)
        return bool(np.allclose(first, second, rtol=1e-4, atol=1e-6 * min(scale, 1.0), equal_nan=True))
    return first.shape == second.shape and bool(np.all(first == second))


def as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """The value as an array, tensors without their graph and lists of tensors too; None where it is no table."""
    if isinstance(value, (str, bytes)):
        return np.asarray(value)
    is_plain = isinstance(value, (bool, int, float, complex, list, tuple, np.ndarray, np.generic))
    is_masked = isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value)
    if is_masked or not (is_plain or hasattr(value, "detach") or hasattr(value, "__array__")):
        return None
    if isinstance(value, (list, tuple)) and not _has_room(value):
        return None
    try:
        array = np.asarray(_without_graphs(value))
        return array.astype(object) if array.dtype.kind == "T" else array  # text of any length
    except Exception:  # ragged lists, lists of odd things: whatever the reason, no array
        return None


def _has_room(values: Any) -> bool:
    """Whether an array of these values, if they are texts, is of bearable size."""
    leaves = list(_leaves(values))
    longest = max((len(leaf) for leaf in leaves if isinstance(leaf, (str, bytes))), default=0)
    return 4 * longest * len(leaves) <= TEXT_ROOM


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _is_all_text(value: Any) -> bool:
    """Whether a list holds text alone; NumPy makes text of numbers that stand beside it."""
    if isinstance(value, (list, tuple)):
        return all(_is_all_text(item) for item in value)
    return isinstance(value, str)


def _without_graphs(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_without_graphs(item) for item in value]
    if hasattr(value, "detach"):
        value = value.detach().cpu().resolve_conj().resolve_neg()
    return np.asarray(value) if hasattr(value, "__array__") else value


import copy
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np


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


import copy
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


TEXT_CAP = 1500


class NotPassed(AssertionError):
    """A visible check that did not pass; the text is for the student."""


class NoAnswer(Exception):
    """A call of the student's function that gave no value; the text says why."""


@dataclass(frozen=True)
class Mistake:
    """A known mistake as this check sees it: the outline of each answer it gives, or None where that is right."""

    sentence: str
    answers: Sequence[Any]


@dataclass(frozen=True)
class VisibleCheck:
    """A check as it was recorded: its test, and for each fixture the values it gave, in the order they were asked."""

    title: str
    test: Callable[..., None]
    recorded: Mapping[str, Sequence[Any]]
    mistakes: Sequence[Mistake] = ()


def run(check: VisibleCheck, env: Mapping[str, Any]) -> None:
    """Run the check on the functions in `env`.

    Raises:
        NotPassed: It did not pass.
    """
    asked: list[Asked] = []
    why = failure(check, env, asked)
    if why is not None:
        parts = [
            check.title,
            what_came(why, asked[-1].call, asked[-1].shown) if asked else "",
            why,
            *_sentences(check, asked),
        ]
        raise NotPassed(_legible("\n    ".join(part for part in parts if part)[:TEXT_CAP]))


@dataclass
class Asked:
    """What was asked of the notebook, and of what came back the outline, and how it is shown in a line."""

    call: str
    answer: Any = None
    shown: str = ""


def failure(check: VisibleCheck, env: Mapping[str, Any], asked: list[Asked]) -> str | None:
    """Why the check does not pass on the functions in `env`, if it does not; `asked` fills on the way."""
    fixtures = {name: _Replay(values) for name, values in check.recorded.items()}
    try:
        check.test(_Notebook(env, asked), **fixtures)
    except (Disagreement, NoAnswer) as error:
        return str(error)
    except Exception:  # the reference passes, so the answer is to blame
        return "The answer is not of the kind that was asked for."
    return None


def _sentences(check: VisibleCheck, asked: Sequence[Asked]) -> list[str]:
    """What is known of a mistake that gives the very answers that were given; of look-alikes, two at most."""
    given = [one.answer for one in asked]
    return [mistake.sentence for mistake in check.mistakes if _is(mistake, given)][:2]


def _is(mistake: Mistake, given: Sequence[Any]) -> bool:
    return len(mistake.answers) == len(given) and all(
        known is None or alike(known, answer) for known, answer in zip(mistake.answers, given)
    )


class _Notebook:
    """Every attribute is a name of the notebook; `asked` fills with what was asked of it."""

    def __init__(self, env: Mapping[str, Any], asked: list[Asked]) -> None:
        self._env = env
        self._asked = asked

    def __getattr__(self, name: str) -> Name:
        if name not in self._env:
            raise NoAnswer(f"{name} is not defined: run the cell that defines it.")
        return _Noted(name, self._env[name], self._asked)


class _Noted(LocalName):
    """A name of the notebook, with a note of all that is asked of it."""

    def __init__(self, name: str, value: Any, asked: list[Asked]) -> None:
        super().__init__(name, value)
        self._asked = asked

    def ask(self, probe: Callable[..., Any] | None, inputs: tuple[Any, ...]) -> Any:
        note = Asked(asked_text(self.name, probe, inputs))
        self._asked.append(note)
        try:
            answer = self._answer(probe, inputs)
            note.answer, note.shown = outline(answer, KEPT), show(answer)
        except (Exception, SystemExit) as error:
            note.answer = f"{type(error).__name__}: {error}"[:200]
            raise NoAnswer(_raised(error, self.value)) from None
        return answer

    def _answer(self, probe: Callable[..., Any] | None, inputs: tuple[Any, ...]) -> Any:
        elsewhere = getattr(self.value, "asked_elsewhere", None)  # `autograder check`: the notebook is another process
        return super().ask(probe, inputs) if elsewhere is None else elsewhere(probe, inputs)


class _Replay:
    """Every attribute is a function that gives the next recorded value, whatever it is asked, and in whatever way."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = iter(values)

    def __getattr__(self, name: str) -> _Next:
        return _Next(self._values)


class _Next:
    def __init__(self, values: Iterator[Any]) -> None:
        self._values = values

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        return copy.deepcopy(next(self._values))

    through = letter = __call__


def _raised(error: BaseException, function: Any) -> str:
    """What the student's code raised: the kind, the text, and the line of the function's cell."""
    told = f"It raised {type(error).__name__}: {error}" if str(error) else f"It raised {type(error).__name__}"
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    lines = [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file and frame.line]
    return f"{told}\n    in the line: {lines[-1]}" if lines else told


def _legible(text: str) -> str:
    """The text with an invisible space where HTML would see markup: it is shown both as HTML and as it stands."""
    return re.sub(r"([<&])(?=[A-Za-z/!?#])", "\\1\u200b", text)


def test_one_letter(submission):
    ensure(submission.answer_leak.letter() in ("a", "b", "c", "d"), 'Assign one letter in quotes, such as "z".')


from otter.test_files import test_case

OK_FORMAT = False

name = "answer_leak"
points = None


recorded_one_letter = VisibleCheck(
    title='The answer is one of the letters a to d.',
    test=test_one_letter,
    recorded={
    },
    mistakes=[
    ],
)


@test_case(name='one_letter', points=1)
def check_one_letter(env):
    run(recorded_one_letter, env)
