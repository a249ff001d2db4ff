"""Those who grade: each takes submissions, and says how long it took and what points it gave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.engine import Engine
from autograder.grading.intake import find_submissions
from autograder.grading.ledger import open_ledger
from autograder.grading.many import grade_all
from autograder.result import Result, read_results
from benchmarks.ground import COURSE, Ground
from benchmarks.honest import Scores

BIN = Path(sys.executable).parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Lap:
    """Submissions graded: seconds for all, for each (where it is known), and the points given."""

    seconds: float
    each: dict[str, float]
    scores: Scores


Contender = Callable[[Sequence[Path]], Lap]


def otter(ground: Ground) -> Contender:
    """`otter run`, one submission after another."""

    def grade(submissions: Sequence[Path]) -> Lap:
        each, scores = {}, {}
        for file in submissions:
            with tempfile.TemporaryDirectory() as out:
                command = [str(BIN / "otter"), "run", "-a", str(ground.autograder), "-o", out, str(file)]
                begin = time.perf_counter()
                subprocess.run(command, check=True, cwd=out, capture_output=True)
                each[file.stem] = time.perf_counter() - begin
                tests = json.loads(Path(out, "results.json").read_text("utf-8"))["tests"]
            scores[file.stem] = {test["name"]: float(test["score"]) for test in tests if "score" in test}
        return Lap(sum(each.values()), each, scores)

    return grade


@contextmanager
def floor(ground: Ground) -> Iterator[Contender]:
    """The cells and checks alone, see `floor`; its numerics have one thread, as a candidate's have."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.floor", str(ground.bundle.path)],
        cwd=COURSE,
        env={**os.environ, **ONE_THREAD, "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        requests, answers = process.stdin, process.stdout
        assert answers.readline() == "ready\n", "the floor could not start"

        def grade(submissions: Sequence[Path]) -> Lap:
            told = {}
            for file in submissions:
                print(file, file=requests, flush=True)
                told[file.stem] = json.loads(answers.readline())
            each = {name: one["seconds"] for name, one in told.items()}
            return Lap(sum(each.values()), each, {name: one["points"] for name, one in told.items()})

        yield grade
        requests.close()


def warm(ground: Ground, engine: Engine, jobs: int) -> Contender:
    """Our engine after its start: grading, and keeping each result in the folder of a run."""

    def grade(submissions: Sequence[Path]) -> Lap:
        with tempfile.TemporaryDirectory() as folder:
            found = find_submissions(list(submissions), ground.name, Path(folder)).submissions
            ledger = open_ledger(Path(folder, "out"), ground.bundle, {}, fresh=True)
            results, each = [], {}
            begin = last = time.perf_counter()
            for result, _ in grade_all(ground.bundle, found, ledger, nullcontext(engine), jobs, {}):
                now = time.perf_counter()
                each[result.submission] = now - last
                results.append(result)
                last = now
            return Lap(last - begin, each if jobs == 1 else {}, points(results))

    return grade


def command(ground: Ground, jobs: int) -> Contender:
    """`autograder grade` as a teaching assistant runs it: from its start to the table and the report."""

    def grade(submissions: Sequence[Path]) -> Lap:
        with tempfile.TemporaryDirectory() as out:
            files = [str(file) for file in submissions]
            run = [str(BIN / "autograder"), "grade", str(ground.bundle.path), *files, "-o", out, "-j", str(jobs)]
            begin = time.perf_counter()
            subprocess.run(run, check=True, cwd=COURSE, stdout=subprocess.DEVNULL)
            seconds = time.perf_counter() - begin
            return Lap(seconds, {}, points(read_results(Path(out))))

    return grade


def points(results: Sequence[Result]) -> Scores:
    """The points of each question of each submission."""
    return {result.submission: {question.id: question.score for question in result.questions} for result in results}
