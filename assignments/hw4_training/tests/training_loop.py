# The visible checks of training_loop, as `autograder build` wrote them.


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
from torch import nn


def layers_of(weights):
    """Four layers with these weights and biases."""
    layers = []
    for weight, bias in zip(weights[::2], weights[1::2]):
        layer = nn.Linear(weight.shape[1], weight.shape[0])
        with torch.inference_mode():
            layer.weight.copy_(torch.tensor(weight))
            layer.bias.copy_(torch.tensor(bias))
        layers.append(layer)
    return layers


def random_weights(rng, sizes):
    """Weights and biases for layers of these sizes."""
    weights = []
    for i, o in zip(sizes, sizes[1:]):
        weights += [rng.normal(size=(o, i)) * 1.2 / np.sqrt(i), rng.normal(size=o) * 0.3 + 0.2]
    return weights


def scores_after(f, layers, x, y, n_epochs, lr, rng):
    f(layers, x.clone(), y.clone(), n_epochs, lr, rng)
    for layer in layers[:-1]:
        x = torch.relu(x @ layer.weight.T + layer.bias)
    return (x @ layers[-1].weight.T + layers[-1].bias).detach()


def test_accuracies(submission):
    layers = layers_of(random_weights(np.random.RandomState(9), (2, 4, 5, 6, 3)))
    x = torch.tensor([[0.5, -1.0], [1.5, 2.0], [-1.0, 0.5], [2.0, -0.5]])
    y = torch.tensor([2, 0, 1, 0])
    answer = submission.training_loop(layers, x, y, 3, 0.02, np.random.default_rng(7))
    for epoch, accuracy in enumerate(items(answer, 3, what="the list of accuracies"), start=1):
        share = float(numbers(accuracy, (), what=f"the accuracy after epoch {epoch}"))
        ensure(0 <= share <= 1, f"The accuracy after epoch {epoch} is {share:.4f}, and should be between 0 and 1.")
        whole = abs(4 * share - round(4 * share)) < 1e-3
        ensure(whole, f"The accuracy after epoch {epoch} is {share:.4f}, but of 4 dragons no such share can be right.")


def test_learns(submission):
    layers = layers_of(random_weights(np.random.RandomState(6), (2, 8, 8, 12, 3)))
    i = np.arange(12)
    y = i % 3
    centres = np.array([[-2.0, -1.0], [2.0, -1.0], [0.0, 2.0]])
    x = centres[y] + 0.6 * np.column_stack([np.sin(5.0 * i), np.cos(3.0 * i)])
    inputs = (layers, torch.tensor(x, dtype=torch.float32), torch.tensor(y))
    submission.training_loop.through(scores_after, *inputs, 1, 0.005, np.random.default_rng(7))
    table = submission.training_loop.through(scores_after, *inputs, 15, 0.005, np.random.default_rng(7))
    accuracy = np.mean(numbers(table, (12, 3), what="the scores after training").argmax(axis=1) == y)
    if accuracy < 0.9:  # a short call at the end shows sooner than a long one what went wrong
        submission.training_loop.through(scores_after, *inputs, 1, 0.005, np.random.default_rng(7))
    ensure(accuracy >= 0.9, f"After 15 epochs, the layers are right about {accuracy:.3f} of the herd.")


from otter.test_files import test_case

OK_FORMAT = False

name = "training_loop"
points = None


recorded_accuracies = VisibleCheck(
    title='The answer is one accuracy for each epoch: a share of all dragons.',
    test=test_accuracies,
    recorded={
    },
    mistakes=[
        Mistake(
            'What has the first epoch to do with the accuracy of the third?',
            [{'array': [[3], [0.25, 0.5, 0.666667]]}],
        ),
        Mistake(
            'Between which two numbers does an accuracy lie?',
            [{'array': [[3], [25.0, 75.0, 100.0]]}],
        ),
        Mistake(
            'How many are right, or which share of all: what should your list say?',
            [{'array': [[3], [1, 3, 4]]}],
        ),
        Mistake(
            'Is a large number in your list a good sign or a bad one?',
            [{'array': [[3], [0.993144, 0.824685, 0.704065]]}],
        ),
        Mistake(
            'How many numbers should come back?',
            [{'array': [[], [1.0]]}],
        ),
        Mistake(
            'Count your numbers: how many epochs were there?',
            [{'array': [[4], [0.25, 0.25, 0.75, 1.0]]}],
        ),
        Mistake(
            'How often do you measure: after each step, or after each epoch?',
            [{'array': [[12], [0.25, 0.25, 0.25, 0.25, 0.5, 0.75, 0.75, 0.75, 0.75, 0.75, 0.75, 1.0]]}],
        ),
        Mistake(
            'Through how many epochs does your loop go?',
            [{'array': [[2], [0.25, 0.75]]}],
        ),
        Mistake(
            'Count your epochs: how many are asked for, and how many does your loop go through?',
            [{'array': [[4], [0.25, 0.75, 1.0, 1.0]]}],
        ),
        Mistake(
            'Where is your list made: before the epochs, or in each of them?',
            [{'array': [[1], [1.0]]}],
        ),
        Mistake(
            'How far is your `return` indented: to which loop does it belong?',
            [{'array': [[1], [0.25]]}],
        ),
        Mistake(
            'Your function shows its accuracies. What does it give back?',
            [{'kind': 'None'}],
        ),
        Mistake(
            'The layers are trained in place. What else should come back?',
            [[{'kind': 'Linear'}, {'kind': 'Linear'}, {'kind': 'Linear'}, {'kind': 'Linear'}]],
        ),
    ],
)


@test_case(name='accuracies', points=1)
def check_accuracies(env):
    run(recorded_accuracies, env)


recorded_learns = VisibleCheck(
    title='Three small herds that are easy to tell apart are told apart after 15 epochs.',
    test=test_learns,
    recorded={
    },
    mistakes=[
        Mistake(
            'A dragon has moved to another place in the line. Has its label moved with it?',
            [{'array': [[12, 3], [-0.0494644, -0.985809, 0.0782919, -0.3368, 0.217761, 0.559576, -0.672527, -1.24644, -0.196565, 0.159256, -0.568302, 0.389074, -0.0431792, -0.211409, 0.299552, -0.13943, -0.901984, -0.0561223, -0.0853188, -1.17295, 0.0208801, -0.214334, 0.0742534, 0.457102, 0.158248, -1.0411, -0.213054, 0.189643, -0.611818, 0.324796, -0.0610559, -0.0644678, 0.364958, -0.71519, -1.15368, -0.063297]]}, {'array': [[12, 3], [-0.486023, -0.107995, -0.0259407, 0.332684, 0.110529, -0.0187041, -0.963662, -0.100929, -0.130372, -0.117067, 0.0186495, 0.213312, 0.34234, -0.12568, -0.166764, -0.336972, -0.0667706, 0.0177314, -0.615345, -0.138714, -0.0792114, 0.392453, 0.00884714, -0.0943521, -0.0610684, -0.153218, 0.0114839, -0.120382, 0.0286811, 0.209387, 0.350663, -0.0399288, -0.107503, -0.973626, -0.146673, -0.0951283]]}, {'array': [[12, 3], [-0.0494644, -0.985809, 0.0782919, -0.3368, 0.217761, 0.559576, -0.672527, -1.24644, -0.196565, 0.159256, -0.568302, 0.389074, -0.0431792, -0.211409, 0.299552, -0.13943, -0.901984, -0.0561223, -0.0853188, -1.17295, 0.0208801, -0.214334, 0.0742534, 0.457102, 0.158248, -1.0411, -0.213054, 0.189643, -0.611818, 0.324796, -0.0610559, -0.0644678, 0.364958, -0.71519, -1.15368, -0.063297]]}],
        ),
        Mistake(
            'A label has moved to another place in the line. Has its dragon moved with it?',
            [{'array': [[12, 3], [-0.404347, -0.633868, 0.160531, -0.240052, 0.353679, 0.470642, -1.01466, -0.733164, -0.104146, 0.124614, -0.502711, 0.337651, -0.0456757, 0.0349432, 0.287901, -0.352892, -0.485604, 0.0733239, -0.501489, -0.761083, 0.122622, -0.129707, 0.21747, 0.365124, -0.134334, -0.606257, -0.0203665, 0.106336, -0.481254, 0.317807, -0.0215134, 0.110092, 0.310694, -1.09365, -0.68791, -0.0115585]]}, {'array': [[12, 3], [-0.354595, -0.411761, -0.540935, 0.231043, 0.217607, 0.0445734, -0.793383, -0.917902, -0.531082, 0.097652, -0.286382, -0.106206, 0.0885461, 0.0156771, -0.116928, -0.3252, -0.652758, -0.350063, -0.48628, -0.466123, -0.665614, 0.192247, 0.161171, -0.00276972, -0.454684, -0.600867, -0.324653, 0.0873678, -0.273459, -0.128554, 0.151395, 0.112143, -0.028582, -0.770639, -0.78626, -0.456752]]}, {'array': [[12, 3], [-0.404347, -0.633868, 0.160531, -0.240052, 0.353679, 0.470642, -1.01466, -0.733164, -0.104146, 0.124614, -0.502711, 0.337651, -0.0456757, 0.0349432, 0.287901, -0.352892, -0.485604, 0.0733239, -0.501489, -0.761083, 0.122622, -0.129707, 0.21747, 0.365124, -0.134334, -0.606257, -0.0203665, 0.106336, -0.481254, 0.317807, -0.0215134, 0.110092, 0.310694, -1.09365, -0.68791, -0.0115585]]}],
        ),
        Mistake(
            'You shuffle twice, once for the features and once for the labels. Do they come out in the same order?',
            [{'array': [[12, 3], [-0.229462, -0.803001, 0.153531, -0.315746, 0.429625, 0.61109, -1.15289, -0.96693, -0.0148803, 0.0813544, -0.493291, 0.402537, 0.00149912, 0.0910914, 0.391239, -0.515995, -0.653026, 0.108847, -0.290776, -0.961584, 0.10856, -0.207711, 0.316831, 0.525684, -0.342949, -0.707386, 0.00747706, 0.102496, -0.525212, 0.34819, -0.0718986, 0.197145, 0.451713, -1.06862, -0.954092, 0.0666921]]}, {'array': [[12, 3], [-0.392328, -0.0781038, -0.0407511, -0.0844843, 0.0520464, 0.330265, -0.270213, -0.563863, -0.613365, -0.0854325, 0.0444057, 0.246198, 0.195048, 0.112786, 0.315226, -0.0350429, -0.31809, -0.221492, -0.504499, -0.0946816, -0.0937773, 0.0171901, 0.0761064, 0.322007, 0.424985, -0.331729, -0.308352, -0.0856625, 0.0039627, 0.184383, 0.106901, 0.104264, 0.311528, -0.392078, -0.468354, -0.509863]]}, {'array': [[12, 3], [-0.229462, -0.803001, 0.153531, -0.315746, 0.429625, 0.61109, -1.15289, -0.96693, -0.0148803, 0.0813544, -0.493291, 0.402537, 0.00149912, 0.0910914, 0.391239, -0.515995, -0.653026, 0.108847, -0.290776, -0.961584, 0.10856, -0.207711, 0.316831, 0.525684, -0.342949, -0.707386, 0.00747706, 0.102496, -0.525212, 0.34819, -0.0718986, 0.197145, 0.451713, -1.06862, -0.954092, 0.0666921]]}],
        ),
        Mistake(
            'After the first epoch your dragons stand in a new order. In which order are their labels?',
            [None, {'array': [[12, 3], [-0.0403963, -0.524478, -0.485443, -0.224951, 0.461238, 0.352239, -0.847239, -0.682316, -0.535303, 0.275938, -0.474171, -0.0954424, -0.157889, 0.231213, 0.138511, -0.276604, -0.564132, -0.332071, -0.104325, -0.600502, -0.610384, -0.187731, 0.385138, 0.294117, -0.171125, -0.700958, -0.376498, 0.274407, -0.47575, -0.142686, -0.118334, 0.312364, 0.218206, -0.881296, -0.553649, -0.468589]]}, {'array': [[12, 3], [0.720263, -1.75146, -0.0713528, -0.844668, 1.13977, 0.87651, -0.721473, -1.57989, -0.0339233, 0.683582, -1.23958, 0.135263, -0.53561, 0.936927, 0.74031, -0.236884, -1.12338, 0.0215663, 0.817575, -2.04783, -0.137683, -0.765296, 1.11902, 0.848228, -0.33565, -0.936038, -0.0288806, 0.70322, -1.27287, 0.0797395, -0.629138, 0.991004, 0.777875, -0.453105, -1.7038, 0.0664334]]}],
        ),
        Mistake(
            'The first epoch is right. Print the order of the second: is every number still in it?',
            [None, {'array': [[12, 3], [2.99719, -4.42811, -1.16355, -2.78769, 5.62761, -0.937545, -0.846376, -3.23974, -0.804228, 1.89255, -2.99975, -0.665833, -2.94599, 6.63737, -1.00777, -0.507877, -2.0156, -0.545837, 3.50956, -5.24466, -1.41121, -2.85646, 5.95251, -0.974937, -1.90465, -0.257062, -0.515461, 1.85932, -2.97882, -0.713043, -2.67238, 5.79154, -0.876733, -0.0781946, -3.74648, -0.862715]]}, {'array': [[12, 3], [0.720263, -1.75146, -0.0713528, -0.844668, 1.13977, 0.87651, -0.721473, -1.57989, -0.0339233, 0.683582, -1.23958, 0.135263, -0.53561, 0.936927, 0.74031, -0.236884, -1.12338, 0.0215663, 0.817575, -2.04783, -0.137683, -0.765296, 1.11902, 0.848228, -0.33565, -0.936038, -0.0288806, 0.70322, -1.27287, 0.0797395, -0.629138, 0.991004, 0.777875, -0.453105, -1.7038, 0.0664334]]}],
        ),
        Mistake(
            'Do your layers change at all? What is in the gradients when the optimizer takes its step?',
            [{'array': [[12, 3], [-0.0341941, -1.15067, 0.514214, -0.64283, 0.379584, 0.972822, -0.856496, -1.3146, 0.232167, 0.190072, -0.722329, 0.645247, -0.23214, -0.0342479, 0.718733, -0.288347, -0.883667, 0.353252, -0.0690154, -1.35773, 0.507344, -0.543106, 0.275589, 0.911129, -0.0794256, -0.914372, 0.21291, 0.217976, -0.766219, 0.577431, -0.390609, 0.146295, 0.816751, -0.805964, -1.30598, 0.341897]]}, {'array': [[12, 3], [-0.0341941, -1.15067, 0.514214, -0.64283, 0.379584, 0.972822, -0.856496, -1.3146, 0.232167, 0.190072, -0.722329, 0.645247, -0.23214, -0.0342479, 0.718733, -0.288347, -0.883667, 0.353252, -0.0690154, -1.35773, 0.507344, -0.543106, 0.275589, 0.911129, -0.0794256, -0.914372, 0.21291, 0.217976, -0.766219, 0.577431, -0.390609, 0.146295, 0.816751, -0.805964, -1.30598, 0.341897]]}, {'array': [[12, 3], [-0.0341941, -1.15067, 0.514214, -0.64283, 0.379584, 0.972822, -0.856496, -1.3146, 0.232167, 0.190072, -0.722329, 0.645247, -0.23214, -0.0342479, 0.718733, -0.288347, -0.883667, 0.353252, -0.0690154, -1.35773, 0.507344, -0.543106, 0.275589, 0.911129, -0.0794256, -0.914372, 0.21291, 0.217976, -0.766219, 0.577431, -0.390609, 0.146295, 0.816751, -0.805964, -1.30598, 0.341897]]}],
        ),
        Mistake(
            'There is a number in your function that one of its inputs should decide. Which one?',
            [{'array': [[12, 3], [-0.000612393, -1.17216, 0.486763, -0.646398, 0.411218, 0.970973, -0.84929, -1.32791, 0.209091, 0.210092, -0.738928, 0.622855, -0.239424, 0.0030962, 0.721853, -0.283439, -0.892226, 0.33824, -0.0293812, -1.38345, 0.475456, -0.547732, 0.309056, 0.910644, -0.0857866, -0.915863, 0.201583, 0.238193, -0.783396, 0.55499, -0.395542, 0.178775, 0.817017, -0.789656, -1.32097, 0.329351]]}, {'array': [[12, 3], [0.383163, -1.6032, 0.249401, -0.727964, 0.755172, 0.921881, -1.07213, -1.56212, 0.254241, 0.502445, -1.09489, 0.383886, -0.377603, 0.436739, 0.760035, -0.429816, -1.09529, 0.270685, 0.425276, -1.89684, 0.198019, -0.646619, 0.686665, 0.895535, -0.402135, -0.977882, 0.176279, 0.521588, -1.13234, 0.326219, -0.498793, 0.548553, 0.817021, -0.855922, -1.64043, 0.353206]]}, {'array': [[12, 3], [-0.000612393, -1.17216, 0.486763, -0.646398, 0.411218, 0.970973, -0.84929, -1.32791, 0.209091, 0.210092, -0.738928, 0.622855, -0.239424, 0.0030962, 0.721853, -0.283439, -0.892226, 0.33824, -0.0293812, -1.38345, 0.475456, -0.547732, 0.309056, 0.910644, -0.0857866, -0.915863, 0.201583, 0.238193, -0.783396, 0.55499, -0.395542, 0.178775, 0.817017, -0.789656, -1.32097, 0.329351]]}],
        ),
        Mistake(
            'Compare all four layers before and after the training: which of them have moved?',
            [{'array': [[12, 3], [0.0293749, -1.15005, 0.49707, -0.649814, 0.466127, 1.03676, -0.941683, -1.34141, 0.242366, 0.278063, -0.798974, 0.574236, -0.273276, 0.0593039, 0.820531, -0.354787, -0.904155, 0.353192, 0.00803839, -1.35474, 0.487152, -0.560842, 0.366423, 0.991696, -0.177763, -0.930271, 0.222462, 0.286903, -0.818435, 0.523888, -0.414443, 0.232033, 0.898507, -0.853039, -1.32551, 0.357392]]}, {'array': [[12, 3], [0.390774, -1.48053, 0.261689, -0.584418, 0.531972, 0.891633, -2.51531, -1.76873, 0.756114, 0.734428, -1.42983, 0.324265, -0.463372, 0.225529, 0.90761, -1.56258, -1.26538, 0.560913, 0.468314, -1.72229, 0.237444, -0.534992, 0.458831, 0.847611, -2.15386, -0.997783, 0.739494, 0.714048, -1.36255, 0.284179, -0.46206, 0.362832, 0.860708, -1.96696, -1.65365, 0.672925]]}, {'array': [[12, 3], [0.0293749, -1.15005, 0.49707, -0.649814, 0.466127, 1.03676, -0.941683, -1.34141, 0.242366, 0.278063, -0.798974, 0.574236, -0.273276, 0.0593039, 0.820531, -0.354787, -0.904155, 0.353192, 0.00803839, -1.35474, 0.487152, -0.560842, 0.366423, 0.991696, -0.177763, -0.930271, 0.222462, 0.286903, -0.818435, 0.523888, -0.414443, 0.232033, 0.898507, -0.853039, -1.32551, 0.357392]]}],
        ),
        Mistake(
            'What do your layers still know at the start of the second epoch?',
            [None, {'array': [[12, 3], [0.755549, -2.03141, 0.129402, -0.795658, 0.850817, 0.894282, -1.17427, -1.91758, 0.344318, 0.765253, -1.44979, 0.230591, -0.475809, 0.569196, 0.755074, -0.539856, -1.33626, 0.268866, 0.857035, -2.37699, 0.0909507, -0.718941, 0.798415, 0.871189, -0.657618, -1.12733, 0.194335, 0.771203, -1.47403, 0.184607, -0.573777, 0.658692, 0.799977, -0.849024, -2.04375, 0.41934]]}, {'array': [[12, 3], [0.720263, -1.75146, -0.0713528, -0.844668, 1.13977, 0.87651, -0.721473, -1.57989, -0.0339233, 0.683582, -1.23958, 0.135263, -0.53561, 0.936927, 0.74031, -0.236884, -1.12338, 0.0215663, 0.817575, -2.04783, -0.137683, -0.765296, 1.11902, 0.848228, -0.33565, -0.936038, -0.0288806, 0.70322, -1.27287, 0.0797395, -0.629138, 0.991004, 0.777875, -0.453105, -1.7038, 0.0664334]]}],
        ),
        Mistake(
            'Your accuracies rise. Look at the layers that came in: have they changed?',
            [{'array': [[12, 3], [-0.0341941, -1.15067, 0.514214, -0.64283, 0.379584, 0.972822, -0.856496, -1.3146, 0.232167, 0.190072, -0.722329, 0.645247, -0.23214, -0.0342479, 0.718733, -0.288347, -0.883667, 0.353252, -0.0690154, -1.35773, 0.507344, -0.543106, 0.275589, 0.911129, -0.0794256, -0.914372, 0.21291, 0.217976, -0.766219, 0.577431, -0.390609, 0.146295, 0.816751, -0.805964, -1.30598, 0.341897]]}, {'array': [[12, 3], [-0.0341941, -1.15067, 0.514214, -0.64283, 0.379584, 0.972822, -0.856496, -1.3146, 0.232167, 0.190072, -0.722329, 0.645247, -0.23214, -0.0342479, 0.718733, -0.288347, -0.883667, 0.353252, -0.0690154, -1.35773, 0.507344, -0.543106, 0.275589, 0.911129, -0.0794256, -0.914372, 0.21291, 0.217976, -0.766219, 0.577431, -0.390609, 0.146295, 0.816751, -0.805964, -1.30598, 0.341897]]}, {'array': [[12, 3], [-0.0341941, -1.15067, 0.514214, -0.64283, 0.379584, 0.972822, -0.856496, -1.3146, 0.232167, 0.190072, -0.722329, 0.645247, -0.23214, -0.0342479, 0.718733, -0.288347, -0.883667, 0.353252, -0.0690154, -1.35773, 0.507344, -0.543106, 0.275589, 0.911129, -0.0794256, -0.914372, 0.21291, 0.217976, -0.766219, 0.577431, -0.390609, 0.146295, 0.816751, -0.805964, -1.30598, 0.341897]]}],
        ),
        Mistake(
            'What happens in your network between one layer and the next?',
            [{'array': [[12, 3], [0.735042, -1.94395, 0.0384486, -0.827088, 0.639094, 1.17684, -0.372995, -1.83151, 0.0983913, 0.719064, -1.37031, 0.183142, -0.562349, 0.422814, 1.19576, 0.0519563, -1.26203, 0.168265, 0.848246, -2.2922, -0.045394, -0.77202, 0.594359, 1.20071, -0.0728219, -1.05852, 0.201109, 0.727788, -1.39205, 0.139512, -0.632094, 0.485496, 1.14181, -0.124932, -1.91931, 0.179219]]}, {'array': [[12, 3], [0.795333, -2.94939, 0.419426, -0.908312, 0.328778, 1.20827, -1.75032, -3.59955, 1.35133, 0.92812, -2.16393, 0.30702, -0.948961, 0.225921, 1.89909, -0.911277, -2.3529, 1.10901, 0.965275, -3.45384, 0.349168, -0.955308, 0.245369, 1.32756, -1.48993, -1.93606, 1.36096, 0.903013, -2.13234, 0.273033, -0.93455, 0.164118, 1.45423, -1.29548, -3.47489, 1.15217]]}, {'array': [[12, 3], [0.735042, -1.94395, 0.0384486, -0.827088, 0.639094, 1.17684, -0.372995, -1.83151, 0.0983913, 0.719064, -1.37031, 0.183142, -0.562349, 0.422814, 1.19576, 0.0519563, -1.26203, 0.168265, 0.848246, -2.2922, -0.045394, -0.77202, 0.594359, 1.20071, -0.0728219, -1.05852, 0.201109, 0.727788, -1.39205, 0.139512, -0.632094, 0.485496, 1.14181, -0.124932, -1.91931, 0.179219]]}],
        ),
        Mistake(
            'Follow the output of the last layer: is anything cut off there?',
            [{'array': [[12, 3], [0.718649, -1.63852, -0.436383, -0.365977, 0.0148117, 0.114104, -0.604639, -1.54003, -0.519219, 0.800652, -1.2269, -0.105862, -0.326959, -0.43321, -0.153735, -0.111588, -1.14733, -0.34174, 0.805968, -1.91496, -0.564062, -0.299665, -0.128943, 0.0149365, -0.0442336, -1.15312, -0.4165, 0.806413, -1.23708, -0.156299, -0.288354, -0.237351, -0.0350918, -0.413407, -1.59873, -0.388617]]}, {'array': [[12, 3], [5.82043, -4.05199, -1.47253, -0.249867, 5.86947, -0.759374, -1.39444, -1.57168, -1.40833, 4.69069, -3.1597, -0.776054, -0.390645, 6.47427, -0.85629, -0.359999, -1.17592, -0.97005, 6.8694, -4.84441, -1.79083, -0.284494, 6.11568, -0.799931, -2.00223, -0.231218, -1.06294, 4.59047, -3.08673, -0.834738, -0.296974, 5.79793, -0.746924, -0.173965, -2.06737, -1.29939]]}, {'array': [[12, 3], [0.718649, -1.63852, -0.436383, -0.365977, 0.0148117, 0.114104, -0.604639, -1.54003, -0.519219, 0.800652, -1.2269, -0.105862, -0.326959, -0.43321, -0.153735, -0.111588, -1.14733, -0.34174, 0.805968, -1.91496, -0.564062, -0.299665, -0.128943, 0.0149365, -0.0442336, -1.15312, -0.4165, 0.806413, -1.23708, -0.156299, -0.288354, -0.237351, -0.0350918, -0.413407, -1.59873, -0.388617]]}],
        ),
        Mistake(
            'Your loss function wants logarithms of probabilities. What do you give it?',
            [{'array': [[12, 3], [0.711906, -1.12831, 0.770033, -0.557333, 1.68862, 1.82402, -0.231749, -1.00796, 0.780893, 0.652164, -0.779611, 0.758386, -0.23457, 1.5348, 1.85237, 0.0856734, -0.568006, 0.773888, 0.812005, -1.34768, 0.798807, -0.468527, 1.6806, 1.83578, 0.154679, -0.411111, 0.743962, 0.672234, -0.812197, 0.694243, -0.341752, 1.51061, 1.75322, 0.000241295, -1.19754, 0.779675]]}, {'array': [[12, 3], [438.287, 433.779, 546.537, 520.572, 684.292, 701.196, 617.119, 643.897, 787.466, 350.406, 362.155, 436.316, 573.774, 775.476, 785.747, 448.541, 475.483, 574.291, 505.723, 499.245, 630.116, 539.84, 715.41, 730.622, 517.14, 566.787, 668.212, 337.267, 343.307, 419.439, 515.505, 686.934, 700.247, 554.271, 573.006, 704.673]]}, {'array': [[12, 3], [0.711906, -1.12831, 0.770033, -0.557333, 1.68862, 1.82402, -0.231749, -1.00796, 0.780893, 0.652164, -0.779611, 0.758386, -0.23457, 1.5348, 1.85237, 0.0856734, -0.568006, 0.773888, 0.812005, -1.34768, 0.798807, -0.468527, 1.6806, 1.83578, 0.154679, -0.411111, 0.743962, 0.672234, -0.812197, 0.694243, -0.341752, 1.51061, 1.75322, 0.000241295, -1.19754, 0.779675]]}],
        ),
        Mistake(
            'Does the loss of a dragon become smaller by its step, or larger?',
            [{'array': [[12, 3], [-0.867424, -0.751486, 1.40286, -0.457836, -0.164536, 1.20432, -1.17092, -1.01534, 0.924762, -0.32541, -0.392311, 1.30235, -0.0536892, -0.360636, 1.20369, -0.478831, -0.697567, 0.809418, -1.0493, -0.886256, 1.56384, -0.279195, -0.303571, 1.10646, -0.0748899, -0.913211, 0.557153, -0.307736, -0.422434, 1.22709, -0.170413, -0.346274, 1.06897, -1.37327, -0.898674, 1.06956]]}, {'array': [[12, 3], [-316.217, -191.209, 396.489, -434.042, -258.16, 557.31, -98.2307, -60.4728, 123.004, -400.735, -240.515, 504.518, -431.64, -257.722, 556.401, -94.7685, -58.1535, 119.963, -377.627, -228.292, 473.138, -438.24, -260.908, 563.266, -55.4621, -34.7466, 72.0954, -357.873, -215.046, 450.41, -404.144, -240.919, 520.036, -129.999, -79.4724, 162.839]]}, {'array': [[12, 3], [-0.867424, -0.751486, 1.40286, -0.457836, -0.164536, 1.20432, -1.17092, -1.01534, 0.924762, -0.32541, -0.392311, 1.30235, -0.0536892, -0.360636, 1.20369, -0.478831, -0.697567, 0.809418, -1.0493, -0.886256, 1.56384, -0.279195, -0.303571, 1.10646, -0.0748899, -0.913211, 0.557153, -0.307736, -0.422434, 1.22709, -0.170413, -0.346274, 1.06897, -1.37327, -0.898674, 1.06956]]}],
        ),
    ],
)


@test_case(name='learns', points=3)
def check_learns(env):
    run(recorded_learns, env)
