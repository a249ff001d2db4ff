"""The floor: cells and checks in one warm process, with nothing between the student's code and what asks it.

    python -m benchmarks.floor BUNDLE

reads the path of a submission from each line of its input, and answers with a line of JSON: the seconds it took, and
the points of each question. What is in it: reading the file, the cells that the engine runs too (demonstrations are
left out), and the checks in the same order, with the same random numbers, on copies of their inputs. What is not:
forks, limits, pytest, a record of what was asked, feedback, diagnosis, results. Nobody should grade like this.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import shutil
import sys
import tempfile
import time
import types
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from autograder.bundle import Bundle, read_bundle
from autograder.candidate import shims
from autograder.candidate.cells import digest, read_cells
from autograder.candidate.seeding import seed_all, seed_for
from autograder.checking import loading
from autograder.checking.check import Check
from autograder.checking.loading import Function
from autograder.grading.ledger import seed_of
from autograder.result import CheckResult, Outcome, QuestionResult


@dataclass(frozen=True)
class Floor:
    """An assignment, opened: the checks of each question, what they are judged with, and the names a notebook finds."""

    bundle: Bundle
    checks: tuple[tuple[Check, Function], ...]
    reference: types.SimpleNamespace
    around: dict[str, Any]

    def grade(self, file: Path) -> set[tuple[str, str]]:
        """The checks that a submission passes, by question and id."""
        data = file.read_bytes()
        seed = seed_of(self.bundle.hash, data)
        submission = loading.stand_in(types.SimpleNamespace(**self._run(data, seed_for("candidate", seed))))
        passed: set[tuple[str, str]] = set()
        for check, test in self.checks:
            if all((check.question, needed) in passed for needed in check.after):
                fixtures = {"submission": submission, "reference": self.reference, "rng": _rng(seed, check)}
                with suppress(Exception, SystemExit):
                    test(**{name: fixtures[name] for name in inspect.signature(test).parameters})
                    passed.add((check.question, check.id))
        return passed

    def _run(self, data: bytes, seed: int) -> dict[str, Any]:
        """The names of a notebook after its last cell."""
        seed_all(seed)
        main = types.ModuleType("__main__")
        main.__dict__.update(self.around)
        sys.modules["__main__"] = main
        for index, source in read_cells(data, is_script=False).sources.items():
            if digest(source) not in self.bundle.demonstrations:
                with suppress(Exception, SystemExit):
                    exec(compile(source, f"<cell {index}>", "exec"), main.__dict__)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        return main.__dict__

    def points(self, passed: set[tuple[str, str]]) -> dict[str, float]:
        """The points of each question, given the checks that were passed."""
        return {
            question.id: QuestionResult(
                question.id,
                question.title,
                tuple(_results(self.checks, question.id, passed)),
                "",
                question.all_or_nothing,
            ).score
            for question in self.bundle.assignment.questions
        }


def open_floor(bundle: Bundle) -> Floor:
    """Import what the assignment needs, and load its checks: the visible ones are asked first, as the engine does."""
    for name in bundle.assignment.preloads:
        importlib.import_module(name)
    files = [bundle.path / "checks" / f"test_{question.id}.py" for question in bundle.assignment.questions]
    checks = [one for file in files for one in loading.load_checks(file)]
    around: dict[str, Any] = {}
    shims.install(shims.Shell(lambda source: None), around)
    return Floor(
        bundle,
        tuple(sorted(checks, key=lambda one: not one[0].visible)),
        loading.stand_in(loading.load_module(bundle.path / "reference.py")),
        around,
    )


def _results(
    checks: tuple[tuple[Check, Function], ...], question: str, passed: set[tuple[str, str]]
) -> Iterator[CheckResult]:
    for check, _ in checks:
        if check.question == question:
            outcome: Outcome = "passed" if (question, check.id) in passed else "failed"
            yield CheckResult(check.id, check.title, check.visible, check.points, outcome)


def _rng(seed: int, check: Check) -> np.random.Generator:
    """The random numbers that an examiner would give this check."""
    drawn = sha256(f"{seed} {check.question} {check.id}".encode()).digest()
    return np.random.default_rng(int.from_bytes(drawn[:8], "big"))


def main() -> None:
    """Grade what is named on the input."""
    answers = os.fdopen(os.dup(1), "w")
    sys.stdout = sys.stderr = open(os.devnull, "w")
    bundle = read_bundle(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(bundle.path / "data", scratch, dirs_exist_ok=True)
        os.chdir(scratch)
        floor = open_floor(bundle)
        print("ready", file=answers, flush=True)
        for line in sys.stdin:
            begin = time.perf_counter()
            passed = floor.grade(Path(line.rstrip("\n")))
            seconds = time.perf_counter() - begin
            print(json.dumps({"seconds": seconds, "points": floor.points(passed)}), file=answers, flush=True)


if __name__ == "__main__":
    main()
