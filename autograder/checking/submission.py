"""The submission as a check sees it: names that can be called, and a record of what they answered."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.result import Outcome

Ask = Callable[[str, tuple[Any, ...], bool], Any]


class NoAnswer(Exception):
    """A call that gave no value: the student's code raised, or is missing, or had to be ended.

    `kind`, `text` and `line` tell of the student's exception, in the student's words: never trusted, only shown.
    """

    def __init__(self, outcome: Outcome, kind: str = "", text: str = "", line: str = "") -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.kind = kind
        self.text = text
        self.line = line


@dataclass(frozen=True)
class Call:
    """One call of a check, and what came back: a value, or the kind of exception the student's code raised."""

    name: str
    inputs: tuple[Any, ...]
    with_inputs: bool
    answer: Any = None
    raised: str | None = None


@dataclass
class Submission:
    """Every attribute is a function of the student's; `calls` fills with what was asked of it."""

    ask: Ask
    calls: list[Call] = field(default_factory=list)

    def __getattr__(self, name: str) -> SubmissionFunction:
        if name.startswith("__"):
            raise AttributeError(name)
        return SubmissionFunction(self, name)


@dataclass(frozen=True)
class SubmissionFunction:
    """A student's function. The caller's inputs never change: the candidate works on its own."""

    submission: Submission
    name: str

    def __call__(self, *inputs: Any) -> Any:
        """The value the student's function gives."""
        return self._ask(inputs, with_inputs=False)

    def inputs_after(self, *inputs: Any) -> tuple[Any, ...]:
        """The inputs, as the student's function leaves them."""
        return tuple(self._ask(inputs, with_inputs=True))

    def _ask(self, inputs: tuple[Any, ...], with_inputs: bool) -> Any:
        given = copy.deepcopy(inputs)
        try:
            answer = self.submission.ask(self.name, inputs, with_inputs)
        except NoAnswer as none:
            self.submission.calls.append(Call(self.name, given, with_inputs, raised=none.kind or none.outcome))
            raise
        self.submission.calls.append(Call(self.name, given, with_inputs, answer))
        return answer
