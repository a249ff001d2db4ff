"""What the known misconceptions answer in a visible check, so that the check can name them where the student works."""

from __future__ import annotations

import contextlib
import io
import types
from collections.abc import Sequence
from typing import Any

from autograder.authoring.replay import Asked, Mistake, VisibleCheck, failure
from autograder.checking.likeness import alike
from autograder.checking.loading import Misconception


def known_mistakes(
    check: VisibleCheck, question: str, reference: types.SimpleNamespace, misconceptions: Sequence[Misconception]
) -> list[Mistake]:
    """The misconceptions that the check catches, each with its wrong answers there; right ones are left out."""
    right = [call.answer for call in _asked(check, vars(reference))[0]]
    mistakes = []
    for one in (one for one in misconceptions if one.is_repeatable):
        asked, why = _asked(check, {**vars(reference), question: one.answer})
        if why is not None:
            wrong = [_unless_right(call.answer, right, place) for place, call in enumerate(asked)]
            if any(answer is not None for answer in wrong):
                mistakes.append(Mistake(one.sentence, wrong))
    return mistakes


def _asked(check: VisibleCheck, env: dict[str, Any]) -> tuple[list[Asked], str | None]:
    """What the check asked of these names, and why it did not pass; what they print is for nobody."""
    asked: list[Asked] = []
    with contextlib.redirect_stdout(io.StringIO()):
        why = failure(check, env, asked)
    return asked, why


def _unless_right(answer: Any, right: Sequence[Any], place: int) -> Any:
    return None if place < len(right) and alike(answer, right[place]) else answer
