"""`verify` finds what is wrong with an assignment, and shows it; that the course's own are proven is tested elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.answers import read_answers
from autograder.authoring.matrix import write_page
from autograder.authoring.verify import Proof, sheets, verify_assignment
from autograder.bundle import make_bundle
from autograder.errors import GraderFault
from autograder.grading.engine import engine

FLAWED = '''

def right_after_all(left, right):
    """A misconception that is none."""
    return left + right + BODY_WIDTH


def another_name_for_forgetting(left, right):
    """What else did you forget?"""
    return np.asarray(left) + np.asarray(right)


def wrong_in_the_first_round(left, right):
    """Does your function look at anything but its inputs?"""
    file = next(Path().glob("*.ipynb")).read_text()
    return np.asarray(left) + np.asarray(right) + (0 if '"copy": 0' in file else BODY_WIDTH)


def stumbles(left, right):
    """Over what does your function stumble?"""
    raise ValueError(np.random.default_rng().random())
'''
WRONG_VARIANT = "\n\ndef body_forgotten(left, right):\n    return np.asarray(left) + np.asarray(right)\n"


@pytest.fixture(scope="module")
def flawed(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof of an assignment with several flaws."""
    place = tmp_path_factory.mktemp("flawed")
    course = shutil.copytree(tiny, place / "course", ignore=shutil.ignore_patterns("__pycache__", "conftest.py"))
    folder = course / "solutions" / "tiny"
    misconceptions, variants = folder / "misconceptions" / "wingspan.py", folder / "variants" / "wingspan.py"
    misconceptions.write_text("from pathlib import Path\n" + misconceptions.read_text() + FLAWED)
    variants.write_text(variants.read_text() + WRONG_VARIANT)
    settings = folder / "assignment.toml"
    settings.write_text(settings.read_text().replace("points = ", "points = 1", 1))
    return verify_assignment(course, make_bundle(course, "tiny", place / "bundle"), jobs=2, rounds=2)


def test_flaws_are_found(flawed: Proof) -> None:
    told = "\n".join([*flawed.faults, *flawed.remarks])
    assert "wingspan: the misconception right_after_all is not caught." in told
    assert "A right answer loses points (variants" in told
    assert "but its checks add up to" in told
    assert "Two gradings differ: wingspan, wrong_in_the_first_round" in told
    assert "another_name_for_forgetting cannot be told from body_forgotten" in told


def test_a_sentence_that_is_not_given_comes_with_what_the_check_says_instead(flawed: Proof) -> None:
    (fault,) = [one for one in flawed.faults if "its sentence is not given" in one]
    assert "stumbles is caught, but its sentence is not given: three_dragons says: wingspan([" in fault
    assert "raised ValueError" in fault


def test_answers_that_define_one_name_differently_never_share_a_submission(course: Path) -> None:
    variants = course / "solutions" / "tiny" / "variants"
    (variants / "wingspan.py").write_text(
        "def _one(x):\n    return x + 1\n\n\ndef first(left, right):\n    return _one(left)\n"
    )
    (variants / "widest.py").write_text(
        "def _one(x):\n    return x - 1\n\n\ndef first(spans):\n    return _one(spans)\n\n\ndef second(spans):\n    return 2\n"
    )
    chosen = [sheet.chosen for sheet in sheets(read_answers(course, "tiny"), 0) if sheet.kind == "variants"]
    assert chosen == [{"wingspan": "first"}, {"widest": "first"}, {"widest": "second"}]


def test_the_page_shows_faults_and_every_misconception(flawed: Proof, tmp_path: Path) -> None:
    page = write_page([flawed], tmp_path / "matrix.html").read_text()
    assert "right_after_all is not caught." in page
    assert page.count('<th scope="row">') == len(flawed.rows)


def test_the_page_needs_nothing_from_elsewhere(flawed: Proof, tmp_path: Path) -> None:
    page = write_page([flawed], tmp_path / "matrix.html").read_text()
    assert not any(word in page for word in ("http:", "https:", "src=", "<script"))


def test_a_probe_that_cannot_travel_is_a_fault_of_the_check(
    course: Path, change_checks: Callable[..., None], tmp_path: Path
) -> None:
    change_checks("widest", "submission.widest(", "submission.widest.through(probe, ")
    checks = course / "solutions" / "tiny" / "checks" / "test_widest.py"
    checks.write_text(checks.read_text() + "\n\ndef probe(widest, spans):\n    return widest(agree and spans)\n")
    notebook = tmp_path / "right.ipynb"
    notebook.write_text(read_answers(course, "tiny").notebook({}))
    with (
        engine(make_bundle(course, "tiny", tmp_path / "bundle")) as running,
        pytest.raises(GraderFault, match="The probe probe uses agree, which is not there"),
    ):
        running.grade(notebook)
