"""Run a visible check where the student works: on the functions of the notebook, with recorded expectations.

This module goes, like `autograder.checking.compare`, into every test file that `build` writes: it may need nothing
but the standard library and what `compare` defines.
"""

from __future__ import annotations

import copy
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checking.compare import Disagreement, LocalFunction, show

TEXT_CAP = 1500


class NotPassed(AssertionError):
    """A visible check that did not pass; the text is for the student."""


class NoAnswer(Exception):
    """A call of the student's function that gave no value; the text says why."""


@dataclass(frozen=True)
class VisibleCheck:
    """A check as it was recorded: its test, and for each fixture the values it gave, in the order they were asked."""

    title: str
    test: Callable[..., None]
    recorded: Mapping[str, Sequence[Any]]


def run(check: VisibleCheck, env: Mapping[str, Any]) -> None:
    """Run the check on the functions in `env`.

    Raises:
        NotPassed: It did not pass.
    """
    calls: list[str] = []
    fixtures = {name: _Replay(values) for name, values in check.recorded.items()}
    try:
        check.test(_Notebook(env, calls), **fixtures)
    except (Disagreement, NoAnswer) as error:
        why = str(error)
    except Exception as error:
        why = f"The answer could not be judged ({type(error).__name__}: {error})."
    else:
        return
    asked = f"Asked was {calls[-1]}." if calls else ""
    told = "\n    ".join(part for part in (check.title, asked, why) if part)
    raise NotPassed(_legible(told[:TEXT_CAP]))


class _Notebook:
    """Every attribute is a function of the notebook; `calls` fills with what was asked of it."""

    def __init__(self, env: Mapping[str, Any], calls: list[str]) -> None:
        self._env = env
        self._calls = calls

    def __getattr__(self, name: str) -> LocalFunction:
        if name not in self._env:
            raise NoAnswer(f"{name} is not defined: run the cell that defines it.")
        function = self._env[name]

        def ask(*inputs: Any) -> Any:
            self._calls.append(f"{name}({', '.join(map(show, inputs))})")
            try:
                return function(*inputs)
            except (Exception, SystemExit) as error:
                raise NoAnswer(_raised(error, function)) from None

        return LocalFunction(name, ask)


class _Replay:
    """Every attribute is a function that gives the next recorded value, whatever it is asked."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = iter(values)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *inputs, **options: copy.deepcopy(next(self._values))


def _raised(error: BaseException, function: Any) -> str:
    """What the student's code raised: the kind, the text, and the line of the function's cell."""
    told = f"It raised {type(error).__name__}: {error}" if str(error) else f"It raised {type(error).__name__}"
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    lines = [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file and frame.line]
    return f"{told}\n    in the line: {lines[-1]}" if lines else told


def _legible(text: str) -> str:
    """The text with an invisible space where HTML would see markup: it is shown both as HTML and as it stands."""
    return re.sub(r"([<&])(?=[A-Za-z/!?#])", "\\1\u200b", text)
