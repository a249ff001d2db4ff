"""The wheel, in an environment of its own for each Python, at work on the course of the source distribution."""

from __future__ import annotations

import csv
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.authoring.answers import Answers, read_answers
from autograder.sandbox.packages import EXTRAS

from .environments import ROOT, Built, beside_ours, build, environment, run, tracked
from .interpreters import find

PYTHONS = ("3.10", "3.11", "3.12", "3.13")
NAME = "hw1_perceptron"
WITH_TORCH = "hw3_network"
NEEDS_TORCH = "The package torch is needed and not installed: pip install 'dragon-autograder[torch]'."


@dataclass(frozen=True)
class Journey:
    """What one Python said and left."""

    said: dict[str, str]
    grades: list[dict[str, str]]
    exported: list[list[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that is right, one that is wrong in one place, and one that is blank."""
    return handed_in(tmp_path_factory.mktemp("submissions"), read_answers(ROOT, NAME))


@pytest.fixture(scope="module")
def journeys(
    built: Built, submissions: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[Journey]]]:
    """What each Python does, side by side."""
    at_hand = [version for version in PYTHONS if find(version)]
    with ThreadPoolExecutor(2) as pool:
        places = {version: tmp_path_factory.mktemp("journey") for version in at_hand}
        yield {version: pool.submit(travel, version, built, submissions, places[version]) for version in at_hand}


@pytest.fixture(params=PYTHONS)
def version(request: pytest.FixtureRequest) -> str:
    if find(request.param) is None:
        pytest.skip(f"no Python {request.param} on the PATH or under pyenv's root")
    return str(request.param)


@pytest.fixture
def journey(version: str, journeys: dict[str, Future[Journey]]) -> Journey:
    return journeys[version].result()


def test_it_works_without_torch(version: str, journey: Journey) -> None:
    assert f"Python {version}." in journey.said["doctor"]
    assert "torch: not installed" in journey.said["doctor"]


def test_it_grades_as_it_does_here(journey: Journey) -> None:
    assert {row["submission"]: (row["status"], float(row["score"])) for row in journey.grades} == {
        "blank": ("graded", 0),
        "right": ("graded", 24),
        "wrong": ("graded", 23.75),
    }


def test_it_checks_a_students_notebook(journey: Journey) -> None:
    assert "10 of 10 visible checks passed." in journey.said["check"]


def test_it_reports_and_exports(journey: Journey) -> None:
    assert "report.html" in journey.said["report"]
    assert len(journey.exported) == 4


def test_all_that_is_installed_is_pinned(version: str, journey: Journey) -> None:
    pins = dict(pinned(version))
    installed = [Requirement(line) for line in journey.said["freeze"].splitlines() if "dragon-autograder" not in line]
    assert {one.name: str(one.specifier) for one in installed} == {
        one.name: pins.get(canonicalize_name(one.name)) for one in installed
    }


def test_an_assignment_about_torch_is_refused_by_the_name_of_the_extra(built: Built, tmp_path: Path) -> None:
    version = next((version for version in PYTHONS if find(version)), None)
    if version is None:
        pytest.skip("no Python in which torch is not installed")
    notebook = built.source / "assignments" / WITH_TORCH / f"{WITH_TORCH}.ipynb"
    commands: list[tuple[object, ...]] = [
        ("check", notebook),
        ("grade", WITH_TORCH, notebook, "-o", tmp_path / "grades"),
        ("verify", WITH_TORCH),
        ("zip", WITH_TORCH, "-o", tmp_path / "upload.zip"),
        ("build", WITH_TORCH, "--check"),
    ]
    with environment(version, built) as made:
        for command in commands:
            refused = asked(made, built, *command)
            assert (refused.returncode, refused.stderr.strip()) == (2, NEEDS_TORCH), command


def test_with_the_extra_it_grades_what_is_about_torch(built: Built, tmp_path: Path) -> None:
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    (submissions / "right.ipynb").write_text(read_answers(ROOT, WITH_TORCH).notebook({}))
    with beside_ours(built, "torch,authoring") as place:
        told(place, built, "grade", WITH_TORCH, submissions, "-o", tmp_path / "grades")
        assert told(place, built, "build", WITH_TORCH, "--check") == "assignments/ and solutions/ agree.\n"
    assert [row["score"] for row in read(tmp_path / "grades/grades.csv")] == ["24"]


def test_every_extra_that_a_sentence_names_is_one(built: Built) -> None:
    extras = [line for line in built.requirements if "extra ==" in line]
    assert all(any(f'extra == "{name}"' in line for line in extras) for name in EXTRAS)
    assert 'torch==2.13.0; extra == "torch"' in extras


def test_the_wheel_is_the_tool_and_the_source_distribution_is_everything(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        in_wheel = set(archive.namelist())
    assert {name.split("/")[0] for name in in_wheel if ".dist-info/" not in name} == {"autograder", "dragon_data"}
    files = [name for name in tracked() if not name.startswith(".")]
    assert [name for name in files if not (built.source / name).is_file()] == []
    packages = [name for name in files if name.startswith(("autograder/", "dragon_data/"))]
    assert [name for name in packages if name not in in_wheel] == []


def handed_in(place: Path, answers: Answers) -> Path:
    wrong = {"perceptron_predict": answers.misconceptions["perceptron_predict"]["tie_counts_as_fire"]}
    (place / "right.ipynb").write_text(answers.notebook({}))
    (place / "wrong.ipynb").write_text(answers.notebook(wrong))
    (place / "blank.ipynb").write_text(answers.notebook({}, is_blank=True))
    return place


def travel(version: str, built: Built, submissions: Path, place: Path) -> Journey:
    """Everything with one Python."""
    out, new = place / "grades", place / "grades.csv"
    mine = place / f"{NAME}.ipynb"
    mine.write_bytes((submissions / "right.ipynb").read_bytes())
    (place / "tests").symlink_to(built.source / "assignments" / NAME / "tests")
    (place / "dragons.csv").symlink_to(built.source / "assignments" / NAME / "dragons.csv")
    with environment(version, built) as made:
        said = {
            "doctor": told(made, built, "doctor"),
            "grade": told(made, built, "grade", NAME, submissions, "-o", out),
            "check": told(made, built, "check", mine),
            "report": told(made, built, "report", out),
            "export": told(made, built, "export", out, "--csv", "-o", new),
            "freeze": run(str(made / "bin/python"), "-m", "pip", "freeze"),
        }
    with new.open(newline="") as file:
        return Journey(said, read(out / "grades.csv"), list(csv.reader(file)))


def told(made: Path, built: Built, *arguments: object) -> str:
    """What the installed program says, which has to go well."""
    done = asked(made, built, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked(made: Path, built: Built, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The installed program, run in the course folder."""
    command = [str(made / "bin/autograder"), *map(str, arguments)]
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(Path.home()), "LANG": "C.UTF-8", "COLUMNS": "200"}
    return subprocess.run(command, cwd=built.source, capture_output=True, text=True, env=bare)


def read(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as opened:
        return list(csv.DictReader(opened))


def pinned(version: str) -> Iterator[tuple[str, str]]:
    """Each package's pin for this Python, by its normal name."""
    for line in (ROOT / "autograder/constraints.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            if pin.marker is None or pin.marker.evaluate({"python_version": version}):
                yield canonicalize_name(pin.name), str(pin.specifier)
