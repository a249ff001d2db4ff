"""Run a visible check where the student works: on the functions of the notebook, with recorded expectations.

This module goes, like `autograder.checking.compare`, into every test file that `build` writes: it may need nothing
but the standard library and what `compare` and `likeness` define.
"""

from __future__ import annotations

import copy
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checking.compare import Disagreement, LocalName, Name, asked_text, show, what_came
from autograder.checking.likeness import KEPT, alike, outline

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
