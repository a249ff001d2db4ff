"""`verify` finds what is wrong with an assignment, and shows it; that the course's own are proven is tested elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.matrix import write_page
from autograder.authoring.verify import Proof, verify_assignment
from autograder.bundle import make_bundle

IDENTICAL = '''

def right_after_all(left, right):
    """A misconception that is none."""
    return left + right + BODY_WIDTH


def another_name_for_forgetting(left, right):
    """What else did you forget?"""
    return np.asarray(left) + np.asarray(right)
'''
WRONG_VARIANT = "\n\ndef body_forgotten(left, right):\n    return np.asarray(left) + np.asarray(right)\n"


@pytest.fixture
def flawed(course: Path, tmp_path: Path) -> Proof:
    """The proof of an assignment with three flaws."""
    folder = course / "solutions" / "tiny"
    misconceptions, variants = folder / "misconceptions" / "wingspan.py", folder / "variants" / "wingspan.py"
    misconceptions.write_text(misconceptions.read_text() + IDENTICAL)
    variants.write_text(variants.read_text() + WRONG_VARIANT)
    settings = folder / "assignment.toml"
    settings.write_text(settings.read_text().replace("points = ", "points = 1", 1))
    return verify_assignment(course, make_bundle(course, "tiny", tmp_path / "bundle"), jobs=2)


def test_flaws_are_found(flawed: Proof) -> None:
    told = "\n".join([*flawed.faults, *flawed.remarks])
    assert "wingspan: the misconception right_after_all is not caught." in told
    assert "A right answer loses points (variants" in told
    assert "but its checks add up to" in told
    assert "another_name_for_forgetting cannot be told from body_forgotten" in told


def test_the_page_shows_faults_and_every_misconception(flawed: Proof, tmp_path: Path) -> None:
    page = write_page([flawed], tmp_path / "matrix.html").read_text()
    assert "right_after_all is not caught." in page
    assert page.count('<th scope="row">') == len(flawed.rows)


def test_the_page_needs_nothing_from_elsewhere(flawed: Proof, tmp_path: Path) -> None:
    page = write_page([flawed], tmp_path / "matrix.html").read_text()
    assert not any(word in page for word in ("http:", "https:", "src=", "<script"))
