"""A new assignment is whole: it verifies, builds, zips and grades before anybody has written a line."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.assignment import AssignmentError, assignment_names
from autograder.authoring.answers import read_answers
from autograder.authoring.build import build_differences, write_build
from autograder.authoring.new import new_assignment
from autograder.authoring.verify import Proof, verify_assignment
from autograder.bundle import make_bundle
from autograder.cli import app


def run(*words: object) -> str:
    """What the command says, having ended well."""
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that `autograder new` has made of an empty folder."""
    folder = tmp_path_factory.mktemp("course")
    run("new", "smoothing", "--course", folder)
    return folder


@pytest.fixture(scope="module")
def proof(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    bundle = make_bundle(course, "smoothing", tmp_path_factory.mktemp("bundle") / "smoothing")
    return verify_assignment(course, bundle, jobs=2)


def test_an_empty_folder_becomes_a_course(course: Path) -> None:
    assert sorted(path.name for path in (course / "solutions" / "smoothing").iterdir()) == [
        "assignment.toml",
        "checks",
        "misconceptions",
        "smoothing.ipynb",
        "variants",
    ]


def test_its_checks_are_proven(proof: Proof) -> None:
    assert proof.faults == ()


def test_each_hidden_check_is_there_for_one_of_its_two_misconceptions(proof: Proof) -> None:
    assert [(row.misconception, *row.named, *row.caught_by) for row in proof.rows] == [
        ("centred_window", "centred_window", "any_window"),
        ("written_over_the_readings", "written_over_the_readings", "input_unchanged"),
    ]


def test_it_has_two_variants(course: Path) -> None:
    assert [*read_answers(course, "smoothing").variants["moving_average"]] == ["convolved", "list_of_sums"]


def test_it_builds_and_the_build_is_up_to_date(course: Path) -> None:
    built = write_build(course, "smoothing")
    assert (built / "tests" / "moving_average.py").is_file()
    assert build_differences(course, "smoothing") == []


@pytest.mark.parametrize(("kind", "held"), [("gradescope", "setup.sh"), ("otter", "otter_config.json")])
def test_it_zips(course: Path, kind: str, held: str, tmp_path: Path) -> None:
    run("zip", "smoothing", "--format", kind, "-o", tmp_path / "autograder.zip", "--course", course)
    assert held in zipfile.ZipFile(tmp_path / "autograder.zip").namelist()


def test_it_grades(course: Path, tmp_path: Path) -> None:
    answers = read_answers(course, "smoothing")
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "blank.ipynb").write_text(answers.notebook({}, is_blank=True), "utf-8")
    (tmp_path / "class" / "solved.ipynb").write_text(answers.notebook({}), "utf-8")
    run("grade", "smoothing", tmp_path / "class", "-o", tmp_path / "out", "--course", course)
    grades = csv.DictReader(io.StringIO((tmp_path / "out" / "grades.csv").read_text("utf-8")))
    assert {row["submission"]: row["score"] for row in grades} == {"blank": "0", "solved": "4"}


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    said = run("new", "first", "--course", tmp_path)
    assert [line.split()[:3] for line in said.splitlines()[-3:]] == [
        ["autograder", command, "first"] for command in ("verify", "build", "zip")
    ]


def test_a_second_one_goes_beside_the_first(tmp_path: Path) -> None:
    first = new_assignment(tmp_path, "first")
    assert new_assignment(first / "checks", "second") == first.with_name("second")


@pytest.mark.parametrize("name", ["", "2nd", "hw-1", "../elsewhere", "two words", "größe", ".hidden"])
def test_what_can_be_no_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="cannot be an assignment's name"):
        new_assignment(tmp_path, name)
    assert [*tmp_path.iterdir()] == []


def test_a_name_that_is_taken_is_refused_and_its_folder_left_alone(tmp_path: Path) -> None:
    place = new_assignment(tmp_path, "first")
    shutil.rmtree(place / "checks")
    with pytest.raises(AssignmentError, match="is there already"):
        new_assignment(tmp_path, "first")
    assert not (place / "checks").exists()


def test_no_course_is_made_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(AssignmentError, match="no empty folder"):
        new_assignment(tmp_path, "first")


def test_what_is_hidden_does_not_fill_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert new_assignment(tmp_path, "first").is_dir()


def test_a_new_assignment_that_was_interrupted_is_none(tmp_path: Path) -> None:
    unfinished = tmp_path / "solutions" / ".smoothing.new"
    unfinished.mkdir(parents=True)
    (unfinished / "assignment.toml").touch()
    assert assignment_names(tmp_path) == []
