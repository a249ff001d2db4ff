"""One examiner for many submissions: each verdict is what it would be had the others never been there."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.bundle import Bundle, make_bundle
from autograder.candidate.seeding import seed_for
from autograder.errors import GraderFault
from autograder.grading.engine import Engine, engine
from autograder.grading.host import SUBMISSIONS
from autograder.result import Result
from autograder.sandbox.family import children, resident

from ..sandbox.alive import ends

TINY = Path(__file__).parents[1] / "course"
DRAWS = """

@check("widest", points=0, visible=True)
def test_draws():
    \"\"\"A check that draws without a seed.\"\"\"
    import random

    raise AssertionError(f"{random.random()} {np.random.random()}")
"""
BREAKS = """

@check("widest", points=0, visible=True)
def test_breaks():
    \"\"\"A check that is broken.\"\"\"
    raise RuntimeError("wings")
"""

Notebook = Callable[..., bytes]
MakeBundle = Callable[[str], Bundle]


@pytest.fixture
def with_check(tmp_path: Path) -> MakeBundle:
    """The bundle of `tiny` with another check."""

    def make(source: str) -> Bundle:
        course = tmp_path / "course"
        shutil.copytree(TINY, course, ignore=shutil.ignore_patterns("__pycache__", "conftest.py"))
        with (course / "solutions" / "tiny" / "checks" / "test_widest.py").open("a") as checks:
            checks.write(source)
        return make_bundle(course, "tiny", tmp_path / "bundle")

    return make


@pytest.fixture
def file(right: bytes, tmp_path: Path) -> Path:
    """A right submission."""
    path = tmp_path / "right.ipynb"
    path.write_bytes(right)
    return path


@pytest.fixture
def fresh(bundle: Bundle) -> Iterator[Engine]:
    """An engine that has graded nothing."""
    with engine(bundle) as running:
        yield running


def test_the_next_submission_has_the_same_examiner(fresh: Engine, file: Path) -> None:
    fresh.grade(file)
    (first,) = examiners(fresh)
    fresh.grade(file)
    assert examiners(fresh) == [first]


def test_submissions_at_one_time_have_one_each(fresh: Engine, notebook: Notebook, file: Path) -> None:
    file.write_bytes(notebook("setup", "wingspan", "widest", "import time\ntime.sleep(1)"))
    for future in [fresh.submit(file, str(place), {}) for place in range(3)]:
        assert future.result(timeout=60).result.score == 5
    assert len(examiners(fresh)) == 3


def test_after_some_submissions_another_takes_its_place(fresh: Engine, file: Path) -> None:
    fresh.grade(file)
    first = examiners(fresh)
    for _ in range(SUBMISSIONS):
        assert fresh.grade(file).result.score == 5
    assert set(examiners(fresh)).isdisjoint(first)


def test_where_checks_are_apart_each_submission_has_its_own(bundle: Bundle, file: Path) -> None:
    with engine(bundle, is_apart=True) as running:
        for _ in range(2):
            running.grade(file)
            assert examiners(running) == []


def test_one_that_was_killed_while_it_had_nothing_to_do_is_replaced(fresh: Engine, file: Path) -> None:
    fresh.grade(file)
    (idle,) = examiners(fresh)
    os.kill(idle, signal.SIGKILL)
    assert ends(idle)
    assert fresh.grade(file).result.score == 5


def test_a_job_that_waits_for_one_that_is_killed_goes_to_another(fresh: Engine, file: Path) -> None:
    fresh.grade(file)
    (idle,) = examiners(fresh)
    os.kill(fresh._process.pid, signal.SIGSTOP)
    os.kill(idle, signal.SIGKILL)
    future = fresh.submit(file, "right", {})
    os.kill(fresh._process.pid, signal.SIGCONT)
    assert future.result(timeout=30).result.score == 5


def test_nothing_that_was_handed_in_is_kept(fresh: Engine, notebook: Notebook, file: Path) -> None:
    fresh.grade(file)
    (examiner,) = examiners(fresh)
    before = resident(examiner)
    large = "def {0}(*inputs):\n    return np.ones(5 << 20)"
    file.write_bytes(notebook("setup", *map(large.format, ("wingspan", "widest"))))
    for _ in range(3):
        assert fresh.grade(file).result.score == 0
    assert examiners(fresh) == [examiner]
    assert resident(examiner) < before + (60 << 20)


def test_neither_the_seed_of_the_checks_nor_the_examiners_is_told(
    grade: Callable[..., Result], notebook: Notebook
) -> None:
    tells = "def widest(spans):\n    raise RuntimeError(np.random.get_state()[1][0])"
    result = grade(notebook("setup", tells))
    told = int(re.findall(r"RuntimeError: (\d+)", result.questions[1].checks[0].feedback)[0])
    assert told == seed_for("candidate", result.seed)
    assert told not in (result.seed & 0xFFFFFFFF, result.seed >> 16, seed_for("examiner", result.seed))


def test_what_passes_only_when_it_is_asked_again_is_flagged(grade: Callable[..., Result], notebook: Notebook) -> None:
    """What knows that it was asked before has a second guess."""
    guesses = """
import os

def widest(spans):
    if len(spans) == 3:
        return 1, 12.5
    seen = f"seen {spans[0]}"
    guess = 0 if os.path.exists(seen) else 1
    open(seen, "w").close()
    return guess, float(spans[0])
"""
    assert grade(notebook("setup", "wingspan", guesses)).flags == (
        "passed when asked again: Two dragons of the same span.",
    )


def test_what_a_check_draws_without_a_seed_is_the_same_for_who_comes_later(with_check: MakeBundle, file: Path) -> None:
    with engine(with_check(DRAWS)) as running:
        told = [running.grade(file).result.questions[1].checks[-1].feedback for _ in range(2)]
    assert told[0]
    assert told[0] == told[1]


def test_after_a_fault_of_ours_another_takes_its_place(with_check: MakeBundle, file: Path) -> None:
    with engine(with_check(BREAKS)) as running:
        for _ in range(2):
            with pytest.raises(GraderFault, match="wings"):
                running.grade(file)
            assert examiners(running) == []


def examiners(running: Engine) -> list[int]:
    """The processes of an engine that examine: its host's children but the first, the fork-server."""
    return children(running._process.pid)[1:]
