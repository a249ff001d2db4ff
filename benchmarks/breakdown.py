"""Where each millisecond of a submission goes, from the engine's own processes with timers in them (see `timers`)."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from autograder.grading.engine import Engine
from autograder.grading.ledger import open_ledger
from autograder.sandbox import spawn
from benchmarks.ground import Ground
from benchmarks.timers import FORKS, LABELS, WITHIN

AROUND, WRITING = "handing over", "writing"
WITH_TIMERS = "benchmarks.with_timers"
PARTS = (*LABELS, AROUND, WRITING)


@dataclass(frozen=True)
class Breakdown:
    """Means over a class: milliseconds of each part of a submission, which add up, and how many forks for checks."""

    assignment: str
    milliseconds: Mapping[str, float]
    forks: float

    @property
    def whole(self) -> float:
        """Milliseconds of a submission."""
        return sum(self.milliseconds.values())


def break_down(ground: Ground) -> Breakdown:
    """Grade the class one by one with timers in all processes."""
    assignment = ground.bundle.assignment
    timed = replace(assignment, preloads=(*assignment.preloads, WITH_TIMERS))
    taken, forks = [], []
    with spawn.host(WITH_TIMERS, timed) as process, tempfile.TemporaryDirectory() as out:
        engine = Engine(process, ground.bundle, is_apart=False)
        ledger = open_ledger(Path(out), ground.bundle, {}, fresh=True)
        engine.grade(ground.submissions[0])
        for file in ground.submissions:
            begin = time.perf_counter()
            graded = engine.grade(file)
            answered = time.perf_counter()
            timers = graded.details.pop("timers")
            ledger.write(graded.result, graded.details)
            written = time.perf_counter()
            taken.append(_parts(timers, answered - begin, written - answered))
            forks.append(timers[FORKS][1])
    return Breakdown(ground.name, {part: 1000 * mean(one[part] for one in taken) for part in PARTS}, mean(forks))


def _parts(timers: Mapping[str, tuple[float, int]], answered: float, writing: float) -> dict[str, float]:
    """The seconds of each part: what a candidate did, is not counted again where the examiner waited for it."""
    parts = {label: seconds for label, (seconds, _) in timers.items()}
    for inner, outer in WITHIN.items():
        parts[outer] -= parts[inner]
    return {**parts, AROUND: answered - sum(parts.values()), WRITING: writing}
