"""What a student reads of a check: all of it where the check is visible, and little where it is hidden."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.checking.check import Check
from autograder.checking.compare import asked_text, show, what_came
from autograder.checking.loading import Misconception
from autograder.checking.submission import Call, NoAnswer

if TYPE_CHECKING:  # an Otter autograder, where this goes along, needs no validation library
    from autograder.result import Outcome

_ENDED = {
    "timeout": "The call did not come back in time and was stopped. Is there a loop that never ends?",
    "memory": "The call needed more memory than there is for one submission.",
    "crashed": "The call ended the whole program instead of giving a value.",
}
_CAP = 1500


def feedback(
    check: Check, outcome: Outcome, error: BaseException | None, calls: Sequence[Call], named: Misconception | None
) -> str:
    """The text for one check that did not pass.

    A hidden check says no more than its title, the sentence of a misconception, and what kind of failure it was: never
    an input, a value, or any text of the student's making, which could carry one.
    """
    told = _told_visibly(error, calls) if check.visible else _told_hidden(check, error)
    own = check.failure if check.visible else ""
    return "\n".join(part for part in (own, told, named.sentence if named else "") if part)[:_CAP]


def not_asked(check: Check) -> str:
    """The text for a check that was skipped because another one has to pass first."""
    return "Not asked yet: another check of this question has to pass first."


def _told_visibly(error: BaseException | None, calls: Sequence[Call]) -> str:
    if not isinstance(error, NoAnswer):
        complaint = str(error or "")
        return "\n".join(part for part in (complaint, _what_came(complaint, calls[-1]) if calls else "") if part)
    asked = str(calls[-1]) if calls else ""
    if error.outcome == "error":
        place = f" ({error.line})" if error.line else ""
        text = f": {error.text}" if error.text else ""
        return f"{asked} raised {error.kind}{text}{place}"
    return without_value(error.outcome, error.text or asked.partition("(")[0])


def _what_came(complaint: str, call: Call) -> str:
    return what_came(complaint, asked_text(call.name, call.probe, call.inputs), show(call.answer))


def _told_hidden(check: Check, error: BaseException | None) -> str:
    if not isinstance(error, NoAnswer):
        return ""
    if error.outcome == "error":
        kind = getattr(builtins, error.kind, None)
        is_known = isinstance(kind, type) and issubclass(kind, BaseException)
        return f"Your code raised {error.kind}." if is_known else "Your code raised an error."
    return without_value(error.outcome, error.text or check.question)


def without_value(outcome: str, name: str) -> str:
    """What kept a call of `name` from giving a value, where nothing was raised; empty for any other outcome."""
    return f"{name} is not defined in this notebook." if outcome == "missing" else _ENDED.get(outcome, "")
