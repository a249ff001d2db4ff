"""Every attack of the catalogue that can run here: it gains nothing, reaches nothing, and disturbs nobody.

Each is a folder: the notebook, and what becomes of it. `stopped_by` names all that stops it: with these layers switched
off it reaches its canary, and where the split into two processes (or the examiner's clock and watchdog) is what stops
it, it succeeds in `stand_in.py`, which has none of that.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
import tomllib

from autograder import result as results
from autograder.authoring.answers import Answers, read_answers
from autograder.bundle import Bundle, make_bundle
from autograder.grading.engine import Engine, Graded, engine
from autograder.sandbox.confine import LAYERS

from .canaries import Canaries, canaries

HERE = Path(__file__).parent
ATTACKS = {folder.parent.name: tomllib.loads(folder.read_text()) for folder in sorted(HERE.glob("*/attack.toml"))}
SWITCHES = frozenset(LAYERS) - {"process", "watchdog"}
OPENED = [name for name, attack in ATTACKS.items() if set(attack["stopped_by"]) <= SWITCHES]
SPLIT = [
    name
    for name, attack in ATTACKS.items()
    if name not in OPENED and attack["canary"] in ("points", "hangs", "memory", "file", "process")
]
COURSE = HERE.parent / "course"


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return make_bundle(COURSE, "tiny", tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def answers() -> Answers:
    return read_answers(COURSE, "tiny")


@pytest.fixture(scope="session")
def running(bundle: Bundle) -> Iterator[Callable[..., Engine]]:
    """Warm engines, each without some layers."""
    with ExitStack() as stack:
        known: dict[frozenset[str], Engine] = {}

        def get(*without: str) -> Engine:
            layers = frozenset(without)
            if layers not in known:
                known[layers] = stack.enter_context(engine(bundle, without=layers))
            return known[layers]

        yield get


@pytest.fixture
def targets() -> Iterator[Canaries]:
    with canaries() as made:
        yield made


@pytest.fixture
def notebook(tmp_path: Path, targets: Canaries) -> Callable[[str], Path]:
    """The notebook of an attack, which is told where its targets are."""

    def write(name: str) -> Path:
        content = json.loads((HERE / name / "tiny.ipynb").read_text())
        told = {"cell_type": "code", "metadata": {}, "outputs": [], "source": f"TARGETS = {targets.targets!r}"}
        content["cells"].insert(0, told)
        file = tmp_path / f"{name}.ipynb"
        file.write_text(json.dumps(content))
        return file

    return write


@pytest.fixture
def honest(tmp_path: Path, answers: Answers) -> Path:
    file = tmp_path / "honest.ipynb"
    file.write_text(answers.notebook({}))
    return file


@pytest.mark.parametrize("name", ATTACKS)
def test_it_gains_and_reaches_nothing(
    name: str,
    running: Callable[..., Engine],
    notebook: Callable[[str], Path],
    honest: Path,
    targets: Canaries,
) -> None:
    attack = ATTACKS[name]
    beside = running().submit(honest, "honest", {})
    graded = running().submit(notebook(name), name, attack.get("limits", {})).result()
    assert (graded.result.status, graded.result.score) == ("graded", attack["score"])
    for question, outcome in attack.get("outcomes", {}).items():
        assert outcome in outcomes(graded, question)
    assert targets.reached(told(graded)) == set()
    assert "LEAK" not in hidden_feedback(graded)
    assert beside.result().result.score == 5
    assert running().grade(honest).result.score == 5


@pytest.mark.parametrize("name", OPENED)
def test_it_reaches_its_canary_without_the_layers_that_stop_it(
    name: str, running: Callable[..., Engine], notebook: Callable[[str], Path], targets: Canaries
) -> None:
    attack = ATTACKS[name]
    graded = running(*attack["stopped_by"]).grade(notebook(name), **attack.get("limits", {}))
    assert attack["canary"] in targets.reached(told(graded))


@pytest.mark.parametrize("name", SPLIT)
def test_it_succeeds_where_submission_and_checks_share_a_process(
    name: str, notebook: Callable[[str], Path], targets: Canaries, tmp_path: Path
) -> None:
    attack = ATTACKS[name]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, str(HERE / "stand_in.py"), str(notebook(name)), attack.get("stand_in", "usual")]
    output = tmp_path / "said"  # not a pipe, whose end is that of all that is left behind
    with output.open("w") as out:
        process = subprocess.Popen(
            command, cwd=scratch, stdout=out, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )
    with suppress(subprocess.TimeoutExpired):
        process.wait(4 if attack["canary"] == "hangs" else 60)
    is_over, said = process.poll() is not None, output.read_text(errors="replace")
    reached = targets.reached("")  # before what is left of it is killed
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    signs = {
        "hangs": not is_over,
        "points": is_over and claimed(said, scratch, process.returncode) > 0,
        "memory": "peak: " in said and int(said.split("peak: ")[1].split()[0]) > 300_000,
        "file": any(path.stat().st_size > 8 << 20 for path in scratch.iterdir()),
        "process": "process" in reached,
    }
    assert signs[attack["canary"]], said


def test_the_table_of_attacks_is_complete() -> None:
    page = (HERE.parents[1] / "docs" / "security.md").read_text("utf-8")
    rows = {
        f"| `{name}` | {attack['entry']} | {attack['says']} | {', '.join(attack['stopped_by'])} |"
        for name, attack in ATTACKS.items()
    }
    assert {line for line in page.splitlines() if line.startswith("| `")} == rows


def claimed(said: str, scratch: Path, returncode: int) -> float:
    """The score that a grader of that kind would take for true."""
    lines = [line for line in said.splitlines() if line.startswith("score: ")]
    if lines:
        return float(lines[0].split()[1])
    file = scratch / "results.json"
    return json.loads(file.read_text())["score"] if file.exists() else 5 * (returncode == 0)


def outcomes(graded: Graded, question: str) -> set[str]:
    return {check.outcome for one in graded.result.questions if one.id == question for check in one.checks}


def told(graded: Graded) -> str:
    """All that came of a grading, for the student and for staff, but the student's own code."""
    content: Any = json.loads(results.to_json(graded.result))
    for question in content["questions"]:
        question.pop("code")
    return json.dumps([content, graded.details])


def hidden_feedback(graded: Graded) -> str:
    return " ".join(check.feedback for one in graded.result.questions for check in one.checks if not check.visible)
