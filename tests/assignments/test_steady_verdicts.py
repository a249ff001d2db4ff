"""The same answer gets the same verdict: whatever the seed, the number of threads, the load of the machine, and
the checks that share a fork.

This is a sample: `autograder verify --rounds 20` grades every reference, variant and misconception with 20 seeds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from autograder.authoring.answers import Answers
from autograder.bundle import Bundle
from autograder.grading.engine import Engine, engine

SAMPLE = 2  # notebooks of variants, and of misconceptions

Verdicts = list[list[tuple[str, str, str, "str | None"]]]


@pytest.fixture(scope="session")
def sample(answers: Answers, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Notebooks of right and of wrong answers, the k-th of every question in one."""
    folder = tmp_path_factory.mktemp("sample")
    paths = []
    for known in (answers.variants, answers.misconceptions):
        repeatable = {
            question: [source for name, source in of.items() if name not in answers.not_repeatable[question]]
            for question, of in known.items()
        }
        for sources in list(zip_longest(*repeatable.values()))[:SAMPLE]:
            paths.append(folder / f"{len(paths)}.ipynb")
            chosen = {question: source for question, source in zip(known, sources) if source}
            paths[-1].write_text(answers.notebook(chosen))
    return paths


@pytest.fixture(scope="session")
def usual(warm: Engine, sample: list[Path]) -> Verdicts:
    return verdicts(warm, sample)


def verdicts(running: Engine, sample: list[Path]) -> Verdicts:
    """Of every notebook: question, check, outcome, and the misconception named."""
    results = [future.result().result for future in [running.submit(path, path.stem, {}) for path in sample]]
    return [
        [
            (question.id, check.id, check.outcome, check.misconception)
            for question in result.questions
            for check in question.checks
        ]
        for result in results
    ]


@pytest.fixture
def load() -> Iterator[None]:
    """A machine on which every core has two other things to do."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * (os.cpu_count() or 1))]
    yield
    for process in busy:
        process.kill()
        process.wait()


def test_a_busy_machine_changes_nothing(load: None, warm: Engine, sample: list[Path], usual: Verdicts) -> None:
    assert verdicts(warm, sample) == usual


def test_that_checks_share_a_fork_changes_nothing(bundle: Bundle, sample: list[Path], usual: Verdicts) -> None:
    with engine(bundle, is_apart=True) as running:
        assert verdicts(running, sample) == usual


@pytest.fixture
def two_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of somebody who has asked for two threads."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.setenv(name, "2")


def test_the_number_of_threads_changes_nothing(
    two_threads: None, bundle: Bundle, sample: list[Path], usual: Verdicts
) -> None:
    with engine(bundle) as running:
        assert verdicts(running, sample) == usual


@pytest.fixture
def on_one_core() -> Iterator[None]:
    """Processes that start now see one core alone."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    yield
    os.sched_setaffinity(0, cores)


def test_the_number_of_cores_changes_nothing(
    on_one_core: None, bundle: Bundle, sample: list[Path], usual: Verdicts
) -> None:
    with engine(bundle) as running:
        assert verdicts(running, sample) == usual
