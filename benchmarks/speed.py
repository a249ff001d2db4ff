"""How fast each contender grades the same class: in rounds, each contender once a round, in turn."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.engine import engine
from benchmarks import contenders
from benchmarks.contenders import Contender, Lap
from benchmarks.ground import Ground
from benchmarks.honest import Scores, require_same_scores

OTTER = "otter run"
FLOOR = "floor"
ONE, TWO = "engine, -j 1", "engine, -j 2"
TWO_ON_SAMPLE = "engine, -j 2, Otter's sample"
WHOLE = "autograder grade -j 2"


@dataclass(frozen=True)
class Race:
    """The laps of each contender over one class, one a round, and the seconds that the engine took to start."""

    assignment: str
    students: int
    starts: tuple[float, ...]
    laps: Mapping[str, Sequence[Lap]]


def race(ground: Ground, rounds: int, sample: int) -> Race:
    """Let all contenders grade the class, and Otter, which is slow, some of it: a part of its sample each round.

    Raises:
        Refused: They give different points.
    """
    chosen = ground.submissions[:: max(1, len(ground.submissions) // sample)][:sample]
    laps: dict[str, list[Lap]] = defaultdict(list)
    starts = []
    with contenders.floor(ground) as floor, engine(ground.bundle) as warm:
        one, two = contenders.warm(ground, warm, 1), contenders.warm(ground, warm, 2)
        for grade in (floor, one):  # nobody pays for what is only slow the first time
            grade(ground.submissions[:1])
        field: dict[str, tuple[Contender, Sequence[Path]]] = {
            FLOOR: (floor, ground.submissions),
            ONE: (one, ground.submissions),
            TWO: (two, ground.submissions),
            TWO_ON_SAMPLE: (two, chosen),
            WHOLE: (contenders.command(ground, 2), ground.submissions),
        }
        otter = contenders.otter(ground)
        for number in range(rounds):
            starts.append(_start(ground))
            for name, (grade, submissions) in _in_turn({**field, OTTER: (otter, chosen[number::rounds])}, number):
                laps[name].append(grade(submissions))
            require_same_scores(given(laps))
    return Race(ground.name, len(ground.submissions), tuple(starts), dict(laps))


def given(laps: Mapping[str, Sequence[Lap]]) -> dict[str, Scores]:
    """The points of each lap, under its contender's name; the floor's, which graded all, come first."""
    first = {FLOOR: laps[FLOOR], **laps}
    return {
        f"{name} (round {number})": lap.scores
        for name, rounds in first.items()
        for number, lap in enumerate(rounds, start=1)
    }


def _start(ground: Ground) -> float:
    begin = time.perf_counter()
    with engine(ground.bundle):
        return time.perf_counter() - begin


def _in_turn(
    field: Mapping[str, tuple[Contender, Sequence[Path]]], number: int
) -> Iterator[tuple[str, tuple[Contender, Sequence[Path]]]]:
    """Every contender, each round begun by another one."""
    names = list(field)
    first = number % len(names)
    return ((name, field[name]) for name in names[first:] + names[:first])
