# The visible checks of forward_pass, as `autograder build` wrote them.


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


import numpy as np
import torch


def test_small_network(submission, reference):
    layers = [torch.nn.Linear(i, o) for i, o in ((2, 4), (4, 5), (5, 4), (4, 3))]
    for place, layer in enumerate(layers):
        for part in layer.parameters():
            part.data = torch.sin(3.98 * torch.arange(part.numel()) + place).reshape(part.shape)
    x = torch.tensor([[3.0, 1.0]])
    agree(submission.forward_pass(x, layers), reference.forward_pass(x, layers), rtol=1e-3, atol=1e-4)


def test_published_loss(submission):
    torch.manual_seed(2021)
    layers = [torch.nn.Linear(i, o) for i, o in ((2, 10), (10, 20), (20, 1000), (1000, 3))]
    probs = numbers(submission.forward_pass(torch.tensor([[19.0, 240.940255]]), layers), (1, 3))
    ensure(0 < probs[0, 0] < 1, f"The probability of label 0 should be above 0 and below 1, but is {probs[0, 0]:.6f}.")
    loss = -np.log(probs[0, 0])
    ensure(abs(loss - 4.4433) < 1e-3, f"The loss should be 4.4433, but is {loss:.4f}.")


def test_rows_sum_to_one(submission):
    torch.manual_seed(7)
    layers = [torch.nn.Linear(i, o) for i, o in ((2, 4), (4, 5), (5, 6), (6, 3))]
    x = torch.tensor([[5.0, 1.5], [7.0, 2.0], [22.0, 2.5], [-1.0, 0.5]])
    probs = numbers(submission.forward_pass(x, layers), (4, 3))
    ensure((probs >= 0).all() and (probs <= 1).all(), "Some of the numbers do not lie between 0 and 1.")
    agree(probs.sum(axis=1), np.ones(4), rtol=0, atol=1e-4, what="the sum of each row")


from otter.test_files import test_case

OK_FORMAT = False

name = "forward_pass"
points = None


recorded_small_network = VisibleCheck(
    title='One dragon and a small network: three probabilities, none of them close to 0 or 1.',
    test=test_small_network,
    recorded={
        'reference': [
            np.array([[0.650184690952301, 0.25515151023864746, 0.0946638211607933]], dtype="float32"),
        ],
    },
    mistakes=[
        Mistake(
            'Between two layers there should be something that bends: without it, what do four linear layers amount to?',
            [{'array': [[1, 3], [0.63448, 0.00830036, 0.357219]]}],
        ),
        Mistake(
            'Count your ReLUs: is there one after the very first layer?',
            [{'array': [[1, 3], [0.876633, 0.00274468, 0.120622]]}],
        ),
        Mistake(
            'Count your ReLUs: is there one between the second layer and the third?',
            [{'array': [[1, 3], [0.805357, 0.13488, 0.0597635]]}],
        ),
        Mistake(
            'Count your ReLUs: does the last layer get what the third one gives, or only its positive part?',
            [{'array': [[1, 3], [0.765105, 0.108257, 0.126638]]}],
        ),
        Mistake(
            'After the first layer there is a ReLU: and after the next ones?',
            [{'array': [[1, 3], [0.84186, 0.0315847, 0.126556]]}],
        ),
        Mistake(
            'Only your second layer is followed by a ReLU: which others should be?',
            [{'array': [[1, 3], [0.643138, 0.0889214, 0.267941]]}],
        ),
        Mistake(
            'There is a single ReLU: after how many layers should one stand?',
            [{'array': [[1, 3], [0.962537, 1.77766e-05, 0.037445]]}],
        ),
        Mistake(
            'Is the bias added before a ReLU, or after it?',
            [{'array': [[1, 3], [0.922003, 0.0322397, 0.0457579]]}],
        ),
        Mistake(
            'May a logit be negative before it goes into the softmax?',
            [{'array': [[1, 3], [0.573915, 0.225221, 0.200864]]}],
        ),
        Mistake(
            'Which function bends the hidden layers here: one that ends at 1, or one that goes on?',
            [{'array': [[1, 3], [0.53235, 0.354901, 0.11275]]}],
        ),
        Mistake(
            'Can the output of one of your hidden neurons be negative? Should it?',
            [{'array': [[1, 3], [0.549499, 0.275396, 0.175105]]}],
        ),
        Mistake(
            'How much of a negative number gets through your hidden layers, and how much should?',
            [{'array': [[1, 3], [0.662721, 0.241387, 0.0958922]]}],
        ),
        Mistake(
            'What does a hidden layer pass on: probabilities, or whatever is positive?',
            [{'array': [[1, 3], [0.424348, 0.474047, 0.101605]]}],
        ),
        Mistake(
            'How large may the output of a hidden neuron become?',
            [{'array': [[1, 3], [0.47305, 0.41707, 0.109879]]}],
        ),
        Mistake(
            'Do the numbers of a row lie between 0 and 1, and add up to 1?',
            [{'array': [[1, 3], [1.04985, 0.114454, -0.877071]]}],
        ),
        Mistake(
            'Can a probability be negative?',
            [{'array': [[1, 3], [-0.430499, -1.3659, -2.35742]]}],
        ),
        Mistake(
            'How often does the last row go through a softmax?',
            [{'array': [[1, 3], [0.444952, 0.299746, 0.255302]]}],
        ),
        Mistake(
            'Does a row of your answer add up to 1?',
            [{'array': [[1, 3], [0.740747, 0.528582, 0.293785]]}],
        ),
        Mistake(
            'With a single dragon, are all its probabilities 1? Along which dimension do yours add up?',
            [{'array': [[1, 3], [1.0, 1.0, 1.0]]}],
        ),
        Mistake(
            'Your numbers are positive, and the order is right: what do those of one row add up to?',
            [{'array': [[1, 3], [1.0, 0.392429, 0.145595]]}],
        ),
        Mistake(
            'With one dragon it is right: what do your dragons have to do with each other when there are several?',
            [{'array': [[1, 3], [0.333333, 0.333333, 0.333333]]}],
        ),
        Mistake(
            'Which label wins is one number for each dragon: how many are asked for?',
            [{'array': [[1], [0]]}],
        ),
        Mistake(
            'How sure is your network, in numbers? Does your answer tell?',
            [{'array': [[1, 3], [1.0, 0.0, 0.0]]}],
        ),
        Mistake(
            'How many probabilities are there for each dragon, and how many colours?',
            [{'array': [[1, 4], [0.71739, 0.154768, 0.0639211, 0.0639211]]}],
        ),
        Mistake(
            'How many layers are on the list, and how many do you call?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x5 and 4x3)'],
        ),
        Mistake(
            'What does the second layer get: the features once more, or what the first one gave?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x2 and 4x5)'],
        ),
        Mistake(
            'Which of the layers takes two features in: the first of the list, or the last?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x2 and 4x3)'],
        ),
        Mistake(
            'A layer is more than its weights: what else does it have?',
            [{'array': [[1, 3], [0.327681, 0.199502, 0.472816]]}],
        ),
        Mistake(
            'How often does each bias come in? What does calling a layer do already?',
            [{'array': [[1, 3], [0.470113, 0.523259, 0.00662819]]}],
        ),
        Mistake(
            'Give your function another list of layers: does it look at them?',
            [{'array': [[1, 3], [0.324901, 0.32588, 0.349219]]}],
        ),
        Mistake(
            'One dragon in a table of one row: how many dimensions has the answer?',
            [{'array': [[3], [0.650185, 0.255152, 0.0946638]]}],
        ),
        Mistake(
            'Does the text ask you to round? Give back all the digits that you have.',
            [{'array': [[1, 3], [0.65, 0.26, 0.09]]}],
        ),
        Mistake(
            'nn.ReLU makes something that can be called: what do you hand to it, and when?',
            ["TypeError: linear(): argument 'input' (position 1) must be Tensor, not ReLU"],
        ),
        Mistake(
            'How many things are asked for, and how many do you give back?',
            [[{'array': [[1, 3], [0.650185, 0.255152, 0.0946638]]}, {'array': [[], [0]]}]],
        ),
        Mistake(
            'Logits and probabilities: which of the two are asked for?',
            [{'array': [[2, 1, 3], [1.04985, 0.114454, -0.877071, 0.650185, 0.255152, 0.0946638]]}],
        ),
        Mistake(
            'Your function works out the answer, and then: what does it give back?',
            [{'kind': 'None'}],
        ),
    ],
)


@test_case(name='small_network', points=1)
def check_small_network(env):
    run(recorded_small_network, env)


recorded_published_loss = VisibleCheck(
    title="The tutorial's network and its dragon: the loss is the published one, 4.4433.",
    test=test_published_loss,
    recorded={
    },
    mistakes=[
        Mistake(
            'Between two layers there should be something that bends: without it, what do four linear layers amount to?',
            [{'array': [[1, 3], [1.0, 5.15276e-09, 6.92968e-08]]}],
        ),
        Mistake(
            'Count your ReLUs: is there one after the very first layer?',
            [{'array': [[1, 3], [0.00354, 0.000106308, 0.996354]]}],
        ),
        Mistake(
            'Count your ReLUs: is there one between the second layer and the third?',
            [{'array': [[1, 3], [0.000358731, 1.848e-05, 0.999623]]}],
        ),
        Mistake(
            'Count your ReLUs: does the last layer get what the third one gives, or only its positive part?',
            [{'array': [[1, 3], [0.48015, 6.73961e-06, 0.519843]]}],
        ),
        Mistake(
            'After the first layer there is a ReLU: and after the next ones?',
            [{'array': [[1, 3], [0.973726, 1.7147e-10, 0.0262736]]}],
        ),
        Mistake(
            'Only your second layer is followed by a ReLU: which others should be?',
            [{'array': [[1, 3], [0.658378, 0.000818637, 0.340803]]}],
        ),
        Mistake(
            'There is a single ReLU: after how many layers should one stand?',
            [{'array': [[1, 3], [6.81967e-07, 4.37204e-09, 0.999999]]}],
        ),
        Mistake(
            'Is the bias added before a ReLU, or after it?',
            [{'array': [[1, 3], [0.0126796, 0.00115935, 0.986161]]}],
        ),
        Mistake(
            'May a logit be negative before it goes into the softmax?',
            [{'array': [[1, 3], [0.0116791, 0.00753317, 0.980788]]}],
        ),
        Mistake(
            'Which function bends the hidden layers here: one that ends at 1, or one that goes on?',
            [{'array': [[1, 3], [0.284666, 0.317589, 0.397745]]}],
        ),
        Mistake(
            'Can the output of one of your hidden neurons be negative? Should it?',
            [{'array': [[1, 3], [0.350357, 0.348168, 0.301476]]}],
        ),
        Mistake(
            'How much of a negative number gets through your hidden layers, and how much should?',
            [{'array': [[1, 3], [0.0120497, 0.000931156, 0.987019]]}],
        ),
        Mistake(
            'What does a hidden layer pass on: probabilities, or whatever is positive?',
            [{'array': [[1, 3], [0.337602, 0.335366, 0.327032]]}],
        ),
        Mistake(
            'How large may the output of a hidden neuron become?',
            [{'array': [[1, 3], [0.317731, 0.319231, 0.363039]]}],
        ),
        Mistake(
            'Do the numbers of a row lie between 0 and 1, and add up to 1?',
            [{'array': [[1, 3], [0.438489, -2.09415, 4.86904]]}],
        ),
        Mistake(
            'Can a probability be negative?',
            [{'array': [[1, 3], [-4.44332, -6.97597, -0.0127721]]}],
        ),
        Mistake(
            'How often does the last row go through a softmax?',
            [{'array': [[1, 3], [0.215431, 0.213112, 0.571458]]}],
        ),
        Mistake(
            'Does a row of your answer add up to 1?',
            [{'array': [[1, 3], [0.607899, 0.109666, 0.992378]]}],
        ),
        Mistake(
            'With a single dragon, are all its probabilities 1? Along which dimension do yours add up?',
            [{'array': [[1, 3], [1.0, 1.0, 1.0]]}],
        ),
        Mistake(
            'Your numbers are positive, and the order is right: what do those of one row add up to?',
            [{'array': [[1, 3], [0.0119079, 0.000946069, 1.0]]}],
        ),
        Mistake(
            'With one dragon it is right: what do your dragons have to do with each other when there are several?',
            [{'array': [[1, 3], [0.333333, 0.333333, 0.333333]]}],
        ),
        Mistake(
            'Which label wins is one number for each dragon: how many are asked for?',
            [{'array': [[1], [2]]}],
        ),
        Mistake(
            'How sure is your network, in numbers? Does your answer tell?',
            [{'array': [[1, 3], [0.0, 0.0, 1.0]]}],
        ),
        Mistake(
            'How many probabilities are there for each dragon, and how many colours?',
            [{'array': [[1, 1000], [1.57147e-13, 9.60385e-11, 1.57147e-13, 8.91777e-08, 1.57147e-13, 1.57147e-13, 1.57147e-13, 1.56315e-12, 1.57147e-13, 1.57147e-13, 1.57147e-13, 1.57147e-13, 2.2326e-10, 4.95474e-10, 1.84185e-12, 1.12708e-11, 7.16334e-10, 2.04477e-09, 1.57147e-13, 1.11122e-10, 1.57147e-13, 1.57147e-13, 1.56898e-08, 1.57147e-13, 1.57147e-13, 6.0369e-05, 1.57147e-13, 6.67141e-12, 2.61071e-09, 1.57147e-13, 1.57147e-13, 1.57147e-13, 1.57147e-13, 2.19793e-06, 1.7471e-11, 4.50774e-12, 1.57147e-13, 1.57147e-13, 1.29371e-11, 1.57147e-13]]}],
        ),
        Mistake(
            'How many layers are on the list, and how many do you call?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x20 and 1000x3)'],
        ),
        Mistake(
            'What does the second layer get: the features once more, or what the first one gave?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x2 and 10x20)'],
        ),
        Mistake(
            'Which of the layers takes two features in: the first of the list, or the last?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x2 and 1000x3)'],
        ),
        Mistake(
            'A layer is more than its weights: what else does it have?',
            [{'array': [[1, 3], [0.0133842, 0.000977184, 0.985639]]}],
        ),
        Mistake(
            'How often does each bias come in? What does calling a layer do already?',
            [{'array': [[1, 3], [0.0104782, 0.000895032, 0.988627]]}],
        ),
        Mistake(
            'One dragon in a table of one row: how many dimensions has the answer?',
            [{'array': [[3], [0.0117568, 0.000934063, 0.987309]]}],
        ),
        Mistake(
            'Does the text ask you to round? Give back all the digits that you have.',
            [{'array': [[1, 3], [0.01, 0.0, 0.99]]}],
        ),
        Mistake(
            'nn.ReLU makes something that can be called: what do you hand to it, and when?',
            ["TypeError: linear(): argument 'input' (position 1) must be Tensor, not ReLU"],
        ),
        Mistake(
            'How many things are asked for, and how many do you give back?',
            [[{'array': [[1, 3], [0.0117568, 0.000934063, 0.987309]]}, {'array': [[], [2]]}]],
        ),
        Mistake(
            'Logits and probabilities: which of the two are asked for?',
            [{'array': [[2, 1, 3], [0.438489, -2.09415, 4.86904, 0.0117568, 0.000934063, 0.987309]]}],
        ),
        Mistake(
            'Your function works out the answer, and then: what does it give back?',
            [{'kind': 'None'}],
        ),
    ],
)


@test_case(name='published_loss', points=1)
def check_published_loss(env):
    run(recorded_published_loss, env)


recorded_rows_sum_to_one = VisibleCheck(
    title='Four dragons at once: every row of the answer holds three probabilities, and they sum to 1.',
    test=test_rows_sum_to_one,
    recorded={
    },
    mistakes=[
        Mistake(
            'Do the numbers of a row lie between 0 and 1, and add up to 1?',
            [{'array': [[4, 3], [-0.230192, 0.21788, -0.0385177, -0.226957, 0.209804, -0.0451441, -0.230645, 0.206615, -0.0483911, -0.268041, 0.314519, 0.0521118]]}],
        ),
        Mistake(
            'Can a probability be negative?',
            [{'array': [[4, 3], [-1.32882, -0.880743, -1.13714, -1.32098, -0.884215, -1.13916, -1.32132, -0.884063, -1.13907, -1.42743, -0.844866, -1.10727]]}],
        ),
        Mistake(
            'Does a row of your answer add up to 1?',
            [{'array': [[4, 3], [0.442705, 0.554256, 0.490372, 0.443503, 0.55226, 0.488716, 0.442593, 0.551471, 0.487905, 0.433388, 0.577988, 0.513025]]}],
        ),
        Mistake(
            'With a single dragon, are all its probabilities 1? Along which dimension do yours add up?',
            [{'array': [[4, 3], [0.252166, 0.244965, 0.245192, 0.252983, 0.242995, 0.243573, 0.252052, 0.242221, 0.242783, 0.2428, 0.26982, 0.268452]]}],
        ),
        Mistake(
            'With four dragons, what do all the numbers of your answer add up to?',
            [{'array': [[4, 3], [0.0653782, 0.102336, 0.0791911, 0.06559, 0.101513, 0.078668, 0.0653486, 0.10119, 0.078413, 0.06295, 0.112719, 0.0867034]]}],
        ),
        Mistake(
            'Your numbers are positive, and the order is right: what do those of one row add up to?',
            [{'array': [[4, 3], [0.638859, 1.0, 0.773834, 0.646125, 1.0, 0.774956, 0.645803, 1.0, 0.774912, 0.558467, 1.0, 0.769198]]}],
        ),
        Mistake(
            'Which label wins is one number for each dragon: how many are asked for?',
            [{'array': [[4], [1, 1, 1, 1]]}],
        ),
        Mistake(
            'How many probabilities are there for each dragon, and how many colours?',
            [{'array': [[4, 6], [0.153482, 0.190005, 0.153482, 0.153482, 0.153482, 0.196068, 0.153592, 0.186889, 0.153592, 0.15449, 0.153592, 0.197845, 0.155935, 0.186447, 0.15225, 0.155126, 0.15225, 0.197992, 0.149997, 0.230718, 0.149997, 0.149997, 0.149997, 0.169296]]}],
        ),
        Mistake(
            'How many layers are on the list, and how many do you call?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (4x5 and 6x3)'],
        ),
        Mistake(
            'What does the second layer get: the features once more, or what the first one gave?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (4x2 and 4x5)'],
        ),
        Mistake(
            'Which of the layers takes two features in: the first of the list, or the last?',
            ['RuntimeError: mat1 and mat2 shapes cannot be multiplied (4x2 and 6x3)'],
        ),
        Mistake(
            'How many rows came in, and how many go out?',
            [{'array': [[1, 3], [0.264791, 0.414475, 0.320735]]}],
        ),
        Mistake(
            'Does the text ask you to round? Give back all the digits that you have.',
            [{'array': [[4, 3], [0.26, 0.41, 0.32, 0.27, 0.41, 0.32, 0.27, 0.41, 0.32, 0.24, 0.43, 0.33]]}],
        ),
        Mistake(
            'nn.ReLU makes something that can be called: what do you hand to it, and when?',
            ["TypeError: linear(): argument 'input' (position 1) must be Tensor, not ReLU"],
        ),
        Mistake(
            'How many things are asked for, and how many do you give back?',
            [[{'array': [[4, 3], [0.264791, 0.414475, 0.320735, 0.266875, 0.413038, 0.320087, 0.266782, 0.413101, 0.320117, 0.239926, 0.429615, 0.330459]]}, {'array': [[], [1]]}]],
        ),
        Mistake(
            'Logits and probabilities: which of the two are asked for?',
            [{'array': [[2, 4, 3], [-0.230192, 0.21788, -0.0385177, -0.226957, 0.209804, -0.0451441, -0.230645, 0.206615, -0.0483911, -0.268041, 0.314519, 0.0521118, 0.264791, 0.414475, 0.320735, 0.266875, 0.413038, 0.320087, 0.266782, 0.413101, 0.320117, 0.239926, 0.429615, 0.330459]]}],
        ),
        Mistake(
            'Your function works out the answer, and then: what does it give back?',
            [{'kind': 'None'}],
        ),
    ],
)


@test_case(name='rows_sum_to_one', points=1)
def check_rows_sum_to_one(env):
    run(recorded_rows_sum_to_one, env)
