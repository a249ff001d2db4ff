"""The sandbox holds as root, in a container, as an ordinary user, and where user namespaces are forbidden."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.answers import read_answers
from autograder.sandbox import kernel, namespaces
from autograder.sandbox.confine import LAYERS
from autograder.sandbox.process import ON, told_by_a_fork

HERE = Path(__file__).parent
CLOSED = (HERE / "test_confine.py", HERE / "test_seccomp.py")
STATES = """
from autograder.doctor import sandbox_layers
print(*sandbox_layers().values(), sep="\\n")
"""
# The layers that are off, and why; what else there is is on.
OFF = {
    "root": {},
    "container": {"namespaces": "Operation not permitted"},
    "user": {"uid": "only root can change who a process is"},
    "kept_user": {"uid": "only root can change who a process is", "namespaces": "Operation not permitted"},
}


def own_mounts() -> str:
    kernel.unshare(namespaces.NEWNS)
    return ON


pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or told_by_a_fork(own_mounts) != ON, reason="only root, outside of a container, can play levels"
)


def at(level: str, *command: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, str(HERE / "levels.py"), level, sys.executable, *command]
    return subprocess.run(program, text=True, capture_output=True, cwd="/", timeout=900)


@pytest.mark.parametrize("level", OFF)
def test_each_layer_says_whether_it_holds(level: str) -> None:
    states = at(level, "-c", STATES).stdout.splitlines()
    assert dict(zip(LAYERS, states, strict=True)) == {
        layer: f"off: {OFF[level][layer]}" if layer in OFF[level] else "on" for layer in LAYERS
    }


@pytest.fixture
def grading(tmp_path: Path) -> list[str]:
    """The command that grades a right answer of the tests' own course."""
    course = HERE.parent / "course"
    notebook = tmp_path / "right.ipynb"
    notebook.write_text(read_answers(course, "tiny").notebook({}))
    run = ["-c", "from autograder.cli import main; main()", "grade", "tiny", str(notebook)]
    return [*run, "-o", str(tmp_path / "grades"), "--course", str(course)]


def test_without_landlock_and_seccomp_nothing_is_graded(grading: list[str], tmp_path: Path) -> None:
    done = at("old_kernel", *grading)
    assert done.returncode == 2
    assert "neither Landlock nor seccomp" in done.stderr
    assert not (tmp_path / "grades").exists()


def test_without_landlock_and_seccomp_it_is_graded_where_that_is_allowed(grading: list[str], tmp_path: Path) -> None:
    assert at("old_kernel", *grading, "--allow-unconfined").returncode == 0
    (result,) = (tmp_path / "grades" / "results").glob("*.json")
    told = json.loads(result.read_text())
    assert told["score"] == told["max_score"]
    assert told["sandbox"]["landlock"] == "off: this kernel has no Landlock"


@pytest.mark.parametrize("level", OFF)
def test_what_is_closed_is_closed_at_every_level(level: str) -> None:
    done = at(level, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, CLOSED))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("level", OFF)
def test_attacks_gain_and_reach_nothing_at_every_level(level: str) -> None:
    attacks = str(HERE.parent / "attacks")
    done = at(level, "-m", "pytest", "-q", "-p", "no:cacheprovider", attacks, "-k", "gains_and_reaches_nothing")
    assert done.returncode == 0, done.stdout
