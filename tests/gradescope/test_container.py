"""Whole submissions, in containers as the platform makes them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from autograder.authoring.answers import Answers, read_answers
from autograder.cli import app

from ..installing.interpreters import find
from . import containers
from .containers import Uploaded
from .submissions import ATTACKS, CASES, NAME, Case, metadata, notebook, own

OLDER = "3.10"
COURSE = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "results.schema.json").read_text())

pytestmark = pytest.mark.skipif(containers.why_not() != "", reason=containers.why_not())


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The image of one assignment, in which a canary lies among the secrets."""
    return made(tmp_path_factory.mktemp("gradescope"), containers.PYTHON)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on the Python of the platform's default image."""
    if find(OLDER) is None:
        pytest.skip(f"no Python {OLDER} on the PATH or under pyenv's root")
    return made(tmp_path_factory.mktemp("gradescope"), OLDER)


@pytest.fixture(scope="module")
def answers() -> Answers:
    return read_answers(COURSE, NAME)


@pytest.mark.parametrize("name", CASES)
def test_a_submission_gets_its_score_and_reads_why(name: str, image: Path, answers: Answers) -> None:
    case = CASES[name]
    uploaded = containers.grade(image, case.files(answers), metadata(case), case.timeout)
    assert case.says in uploaded.shown["output"], uploaded.stdout
    assert score(uploaded) == case.score
    assert_in_order(uploaded, case.timeout)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_the_container_reaches_nothing(name: str, image: Path, answers: Answers) -> None:
    case = Case(lambda known: own(notebook(known, {}, ATTACKS[name])), 24, "")
    uploaded = containers.grade(image, case.files(answers), metadata(case))
    assert score(uploaded) == 24, uploaded.results
    assert "LEAK" not in uploaded.results + uploaded.stdout
    assert_in_order(uploaded, 120)


@pytest.mark.parametrize("name", ["right", "wrong in one place", "blank", "broken"])
def test_the_default_images_python_grades_as_well(name: str, older: Path, answers: Answers) -> None:
    case = CASES[name]
    uploaded = containers.grade(older, case.files(answers), metadata(case))
    assert score(uploaded) == case.score, uploaded.stdout
    assert_in_order(uploaded, case.timeout)


def test_no_other_python_is_in_that_image(older: Path) -> None:
    for python in ("python3", "/opt/autograder/python/bin/python"):
        assert containers.run(older, [python, "--version"]).startswith(f"Python {OLDER}.")


def test_an_attack_on_that_container_reaches_nothing(older: Path, answers: Answers) -> None:
    uploaded = containers.grade(older, own(notebook(answers, {}, *ATTACKS.values())), metadata(CASES["right"]))
    assert score(uploaded) == 24, uploaded.results
    assert "LEAK" not in uploaded.results + uploaded.stdout
    assert_in_order(uploaded, 120)


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_succeeds_against_a_grader_that_runs_it_as_itself(name: str, image: Path) -> None:
    ours = image / "autograder/run_autograder"
    kept = ours.read_text()
    ours.write_text("#!/bin/sh\necho '{\"score\": 0}' > results/results.json\nexec python3 submission/attack.py\n")
    try:
        uploaded = containers.grade(image, {"attack.py": ATTACKS[name].encode()}, metadata(CASES["right"]))
    except RuntimeError:
        reached = "killing the harness"
    else:
        signs = {"rewriting the results": "999" in uploaded.results, "a process left behind": bool(uploaded.left)}
        reached = name if signs.get(name, "LEAK" in uploaded.stdout) else ""
    finally:
        ours.write_text(kept)
    assert reached == name


def test_a_grader_that_fails_says_that_it_is_no_verdict(image: Path, answers: Answers) -> None:
    bundle = image / "opt/autograder/secret/bundle"
    bundle.rename(image / "gone")
    try:
        uploaded = containers.grade(image, own(notebook(answers)))
    finally:
        (image / "gone").rename(bundle)
    assert uploaded.exit == 1
    assert "is not your score" in uploaded.shown["output"]
    assert "assignment.toml" not in uploaded.results
    assert "grader_error: AssignmentError" in uploaded.stdout


def test_an_image_that_would_not_grade_does_not_build(tmp_path: Path, image: Path) -> None:
    reference = image / "opt/autograder/secret/rehearsal/reference.ipynb"
    kept = reference.read_bytes()
    reference.write_bytes(kept.replace(b"return", b"return 1 +"))
    try:
        with pytest.raises(RuntimeError, match="This image would not grade"):
            containers.rehearse(image)
    finally:
        reference.write_bytes(kept)


def made(place: Path, version: str) -> Path:
    """The image that the platform makes of the zip, on this Python."""
    try:
        containers.base_image()
    except RuntimeError as error:
        pytest.skip(f"no root file system can be made here: {error}")
    asked = ["zip", NAME, "-o", str(place / "upload.zip"), "--course", str(COURSE)]
    assert CliRunner().invoke(app, asked).exit_code == 0
    built = containers.build(place / "upload.zip", place / "image", version)
    (built / "opt/autograder/secret/LEAK").write_text("LEAK-secret")
    return built


def score(uploaded: Uploaded) -> float:
    """As the platform counts."""
    shown = uploaded.shown
    return shown["score"] if "score" in shown else sum(test["score"] for test in shown["tests"])


def assert_in_order(uploaded: Uploaded, timeout: float) -> None:
    """A valid report from the first moment to the last, in time, and nothing left behind."""
    for text in (uploaded.early, uploaded.results):
        assert text is not None
        jsonschema.validate(json.loads(text), SCHEMA)
    assert "did not finish" in json.loads(uploaded.early or "")["output"]
    assert all(math.isfinite(number) for number in numbers(uploaded.shown))
    assert uploaded.seconds < timeout
    assert uploaded.left == []
    assert uploaded.written == ["results.json", "stdout"]


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from numbers(one)
    elif isinstance(value, int | float):
        yield value
