"""The commands on a Mac, as far as a Mac can be played: with nothing of what Linux alone has."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.answers import Answers, read_answers

COURSE = Path(__file__).parents[2]
PRETENDS = Path(__file__).with_name("darwin.py")
SCRIPT = """#!/bin/sh
flags=
while [ "$1" = -s ] || [ "$1" = -S ]; do flags="$flags $1"; shift; done
exec {python} $flags {pretends} "$0" "$@"
"""
AUTOGRADER = "from autograder.cli import main; main()"
RUNAWAYS = {
    "decision_boundary": "while True: pass",
    "binary_rates": "held = bytearray(2 << 30)\n    while held: pass",
    "perceptron_predict": "import os, time\n    if os.fork() == 0: time.sleep(1000)\n    os._exit(3)",
}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def mac(tmp_path: Path) -> Path:
    """A Python that believes it is on a Mac, and has all it starts believe so."""
    python = tmp_path / "python"
    python.write_text(SCRIPT.format(python=sys.executable, pretends=PRETENDS))
    python.chmod(0o755)
    return python


@pytest.fixture
def autograder(mac: Path) -> Run:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(COURSE), "COLUMNS": "200"}
        command = [str(mac), "-c", AUTOGRADER, *map(str, arguments)]
        return subprocess.run(command, cwd=COURSE, capture_output=True, text=True, env=environment)

    return run


@pytest.fixture(scope="module")
def answers() -> Answers:
    return read_answers(COURSE, "hw1_perceptron")


@pytest.mark.parametrize("what", ["open('/proc/self/stat')", "os.pidfd_open(1)", "ctypes.CDLL(None).prctl"])
def test_what_linux_alone_has_is_not_there(what: str, mac: Path) -> None:
    done = subprocess.run([str(mac), "-c", f"import ctypes, os; {what}"], capture_output=True, text=True)
    assert done.stderr.splitlines()[-1].startswith(("FileNotFoundError", "AttributeError"))


def test_check_runs_the_visible_checks(autograder: Run, answers: Answers, tmp_path: Path) -> None:
    folder = shutil.copytree(COURSE / "assignments/hw1_perceptron", tmp_path / "hw1_perceptron")
    notebook = folder / "hw1_perceptron.ipynb"
    wrong = next(iter(answers.misconceptions["decision_boundary"].values()))
    notebook.write_text(answers.notebook({"decision_boundary": wrong}))
    said = autograder("check", notebook).stdout
    assert "9 of 10 visible checks passed." in said
    assert "✗ decision_boundary" in said


def test_build_makes_what_it_makes_elsewhere(autograder: Run) -> None:
    assert autograder("build", "hw0_warmup", "--check").stdout == "assignments/ and solutions/ agree.\n"


def test_grade_asks_before_it_runs_anything_unconfined(autograder: Run, tmp_path: Path) -> None:
    done = autograder("grade", "hw0_warmup", COURSE / "assignments/hw0_warmup", "-o", tmp_path / "grades")
    assert done.returncode == 2
    assert "--allow-unconfined" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "grades").exists()


def test_grade_and_report_work_for_submissions_that_are_trusted(
    autograder: Run, answers: Answers, mac: Path, tmp_path: Path
) -> None:
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    (submissions / "reference.ipynb").write_text(answers.notebook({}))
    (submissions / "blank.ipynb").write_text(answers.notebook({}, is_blank=True))
    (submissions / "runaways.ipynb").write_text(with_cells(answers.notebook({}), RUNAWAYS))
    out = tmp_path / "grades"
    done = autograder("grade", "hw1_perceptron", submissions, "-o", out, "--allow-unconfined")
    assert done.returncode == 0, done.stderr
    assert score(out, "reference") == 24
    assert score(out, "blank") == 0
    assert {question: first_outcome(out, "runaways", question) for question in RUNAWAYS} == {
        "decision_boundary": "timeout",
        "binary_rates": "memory",
        "perceptron_predict": "crashed",
    }
    assert not still_running(str(mac))
    (out / "report.html").unlink()
    assert autograder("report", out).returncode == 0
    assert "runaways" in (out / "report.html").read_text()


def with_cells(text: str, bodies: dict[str, str]) -> str:
    """The notebook, at whose end these functions are defined anew."""
    content = json.loads(text)
    for name, body in bodies.items():
        source = f"def {name}(*inputs):\n    {body}\n"
        content["cells"].append({"cell_type": "code", "metadata": {}, "outputs": [], "source": source})
    return json.dumps(content)


def score(out: Path, submission: str) -> float:
    return float(result(out, submission)["score"])


def first_outcome(out: Path, submission: str, question: str) -> str:
    found = next(one for one in result(out, submission)["questions"] if one["id"] == question)
    return str(found["checks"][0]["outcome"])


def result(out: Path, submission: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "results" / f"{submission}.json").read_text())
    return content


def still_running(program: str) -> list[str]:
    """The command lines of processes in which this name occurs."""
    lines = subprocess.run(["ps", "-A", "-o", "args="], capture_output=True, text=True).stdout.splitlines()
    return [line for line in lines if program in line]
