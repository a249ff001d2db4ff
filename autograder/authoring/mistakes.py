"""What the known misconceptions answer in a visible check, so that the check can name them where the student works."""

from __future__ import annotations

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
    right = _answers(check, vars(reference))
    mistakes = []
    for one in misconceptions:
        asked: list[Asked] = []
        if failure(check, {**vars(reference), question: one.answer}, asked) is not None:
            wrong = [_unless_right(call.answer, right, place) for place, call in enumerate(asked)]
            if any(answer is not None for answer in wrong):
                mistakes.append(Mistake(one.sentence, wrong))
    return mistakes


def _answers(check: VisibleCheck, env: dict[str, Any]) -> list[Any]:
    asked: list[Asked] = []
    failure(check, env, asked)
    return [call.answer for call in asked]


def _unless_right(answer: Any, right: Sequence[Any], place: int) -> Any:
    return None if place < len(right) and alike(answer, right[place]) else answer
