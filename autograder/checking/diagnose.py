"""Name the mistake: find the misconception that gives the student's very answers."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from autograder.candidate.probe import Probe
from autograder.candidate.seeding import seed_all
from autograder.checking.likeness import alike, outline
from autograder.checking.loading import Misconception
from autograder.checking.submission import Call
from autograder.wire.inputs import unpack_inputs

KEPT = 10_000  # numbers that are compared of a larger answer
LARGE = 120_000  # bytes of a call's inputs
KNOWN, SMALL = 1000, 20_000  # replays that are remembered, and the bytes that their inputs may have


class Replay:
    """A call that can be asked of others, once of each, to see whether they answer it as the student did."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self._known: dict[int, bool] = {}

    @property
    def is_large(self) -> bool:
        """Whether it may take long to ask."""
        return len(self.call.packed) > LARGE

    @cached_property
    def _outline(self) -> Any:
        return outline(self.call.answer, KEPT)

    def gives(self, answer: Any) -> bool:
        """Whether `answer` answers as was answered: with the same value, or by raising the same."""
        if id(answer) not in self._known:
            self._known[id(answer)] = self._gives(answer)
        return self._known[id(answer)]

    def contradicts(self, answer: Any, reference: Any) -> bool:
        """Whether `answer` answers otherwise than the student, who was right here."""
        return not self.gives(answer) and self.gives(reference)

    def _gives(self, answer: Any) -> bool:
        call = self.call
        is_known_by_itself = isinstance(answer, str) or (callable(answer) and isinstance(answer, Hashable))
        replay = _replayed if is_known_by_itself and len(call.packed) <= SMALL else _replayed.__wrapped__
        raised, given = replay(answer, call.probe, call.packed)
        if raised is not None:
            return call.raised is not None and call.raised == (raised[0], raised[1][: len(call.raised[1])])
        return call.raised is None and alike(given, self._outline)


@lru_cache(maxsize=KNOWN)
def _replayed(answer: Any, probe: Probe | None, packed: bytes) -> tuple[tuple[str, str] | None, Any]:
    """What comes of a call: what it raises, or else an outline of its value. Many checks ask the same of everybody.

    What is drawn without a seed is the same each time, whoever came before.
    """
    inputs = unpack_inputs(packed)
    seed_all(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = answer(*inputs) if probe is None else probe(answer, *inputs)
    except Exception as error:
        return (type(error).__name__, str(error)), None
    return None, outline(value, KEPT)


def diagnose(
    failed: Sequence[Replay],
    passed: Sequence[Replay],
    asked: Sequence[Replay],
    misconceptions: Sequence[Misconception],
    reference: Any,
    likely: Sequence[Misconception] = (),
) -> Misconception | None:
    """The misconception that answers all `failed` calls as the student did, where the reference does not.

    One that would have been wrong where the student was right, in the calls of the checks that `passed`, is another
    mistake. Of several, the one that agrees with most of the calls `asked` in all the checks of the question, so that
    a mistake which looks like another in one check is told apart by the rest. The `likely` ones, found in other checks
    of the question, are tried first, and taken where they fit: replaying all of them can take long.
    """
    if failed and failed[-1].call.raised and failed[-1].call.raised[0] == NotImplementedError.__name__:
        return None  # the stub: nothing has been tried yet
    given = failed[::-1]  # the last one failed: it tells most of them apart at once
    if not failed or all(one.gives(reference) for one in given):
        return None
    for one in likely:
        if all(replay.gives(one.answer) for replay in given):
            return one

    def fits(one: Misconception) -> bool:
        for is_large in (False, True):  # whoever answers a small call otherwise need not be asked a large one
            if not all(replay.gives(one.answer) for replay in given if replay.is_large is is_large):
                return False
            if any(replay.contradicts(one.answer, reference) for replay in passed if replay.is_large is is_large):
                return False
        return True

    found: dict[int, Misconception] = {}
    for one in filter(fits, misconceptions):
        agreeing = sum(replay.gives(one.answer) for replay in asked)
        found.setdefault(agreeing, one)
        if agreeing == len(asked):  # no other can agree with more
            break
    return found[max(found)] if found else None
