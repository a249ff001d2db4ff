"""The submission as a check sees it: names that can be called, and a record of what they answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from autograder.candidate.probe import Probe
from autograder.checking.compare import Name, asked_text
from autograder.wire.inputs import pack_inputs, unpack_inputs

if TYPE_CHECKING:  # an Otter autograder, where this goes along, needs no validation library
    from autograder.result import Outcome

KNOWN, SMALL = 1000, 4000  # calls whose text is remembered, and the bytes that their inputs may have

Ask = Callable[[str, "Probe | None", bytes], Any]  # the inputs come packed


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


class NotJudged(Exception):
    """A check that cannot be judged from where it runs; the text is one sentence that says why."""


@dataclass(frozen=True)
class Call:
    """What a check asked, and what came back: a value, or the kind and text of what the student's code raised."""

    name: str
    probe: Probe | None
    packed: bytes
    answer: Any = None
    raised: tuple[str, str] | None = None

    @property
    def inputs(self) -> tuple[Any, ...]:
        """The inputs as they were given: a copy of its own for everyone who wants them."""
        return unpack_inputs(self.packed)

    def __str__(self) -> str:
        """The call as Python would write it; a written answer is its name."""
        written = _written if len(self.packed) <= SMALL else _written.__wrapped__
        return written(self.name, self.probe, self.packed)


@lru_cache(maxsize=KNOWN)
def _written(name: str, probe: Probe | None, packed: bytes) -> str:
    """A call as Python would write it: many checks ask the same of all submissions."""
    return asked_text(name, probe, unpack_inputs(packed)) or name


@dataclass
class Submission:
    """Every attribute is a name of the student's; `calls` fills with what was asked of it."""

    ask: Ask
    calls: list[Call] = field(default_factory=list)

    def __getattr__(self, name: str) -> SubmittedName:
        if name.startswith("__"):
            raise AttributeError(name)
        return SubmittedName(self, name)


class SubmittedName(Name):
    """A name of the student's. The caller's inputs never change: the candidate works on its own."""

    def __init__(self, submission: Submission, name: str) -> None:
        super().__init__(name)
        self.submission = submission

    def ask(self, probe: Probe | None, inputs: tuple[Any, ...]) -> Any:
        """As `Name.ask` says, with a record of it.

        Raises:
            NoAnswer: No value came back.
        """
        packed = pack_inputs(inputs)
        calls = self.submission.calls
        try:
            answer = self.submission.ask(self.name, probe, packed)
        except NoAnswer as none:
            calls.append(Call(self.name, probe, packed, raised=(none.kind or none.outcome, none.text)))
            raise
        calls.append(Call(self.name, probe, packed, answer))
        return answer
