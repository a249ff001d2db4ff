"""Measure speed, where it goes, memory and cold starts, and write RESULTS.md with the raw data beside it.

`make bench` runs this. It takes a quarter of an hour on a quiet machine, and does not mean much on a busy one.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.breakdown import break_down
from benchmarks.cold import start_cold
from benchmarks.ground import COURSE, Ground, prepare
from benchmarks.honest import Refused
from benchmarks.machine import machine
from benchmarks.memory import hold
from benchmarks.speed import race
from benchmarks.table import page

NAMES = ("hw1_perceptron", "hw3_network", "hw4_training")
LARGEST, AT_A_TIME = "hw4_training", 8  # candidates side by side


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", default=NAMES, help="assignments")
    parser.add_argument("--students", type=int, default=20, help="submissions in a class")
    parser.add_argument("--sample", type=int, default=5, help="how many of them Otter grades")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cold", type=int, default=7, help="cold starts of each command")
    parser.add_argument("--into", type=Path, default=COURSE / "benchmarks", help="the folder for the results")
    asked = parser.parse_args()
    if not asked.rounds <= asked.sample <= asked.students:
        parser.error("a round needs a submission of the sample, and the sample is drawn from the class")
    before = machine()
    with tempfile.TemporaryDirectory(prefix="autograder-bench-") as folder:
        grounds = []
        for name in asked.names:
            _say(f"{name}: drawing {asked.students} submissions")
            (Path(folder) / name).mkdir()
            grounds.append(prepare(name, asked.students, Path(folder) / name))
        try:
            measure(before, grounds, asked)
        except Refused as refused:
            sys.exit(f"Refused: {refused}")


def measure(before: dict[str, str], grounds: Sequence[Ground], asked: argparse.Namespace) -> None:
    """Measure everything, and write it down."""
    _say("cold starts")
    cold = start_cold(asked.cold)
    races, breakdowns, memories = [], [], []
    for ground in grounds:
        _say(f"{ground.name}: {asked.rounds} rounds, {asked.sample} submissions by Otter")
        races.append(race(ground, asked.rounds, asked.sample))
        _say(f"{ground.name}: where the time goes, and the memory")
        breakdowns.append(break_down(ground))
        memories += [hold(ground, jobs) for jobs in _jobs(ground)]
    text = page(before, races, breakdowns, memories, cold)
    raw = {"machine": before, "speed": races, "breakdown": breakdowns, "memory": memories, "cold": cold}
    write(asked.into, text, raw)


def _jobs(ground: Ground) -> Sequence[int]:
    """With how many submissions at a time the memory is looked at; nobody but root sees that of the examiners."""
    if os.geteuid() != 0:
        return ()
    return (2, AT_A_TIME) if ground.name == LARGEST else (2,)


def write(into: Path, text: str, raw: dict[str, Any]) -> None:
    """The page, and a file for each kind of raw data."""
    (into / "results").mkdir(parents=True, exist_ok=True)
    for kind, values in raw.items():
        (into / "results" / f"{kind}.json").write_text(json.dumps(values, indent=1, default=asdict) + "\n", "utf-8")
    (into / "RESULTS.md").write_text(text, "utf-8")
    _say(f"wrote {into / 'RESULTS.md'}")


def _say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
