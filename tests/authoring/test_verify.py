"""The checks are tested: `verify` proves the course's assignments, and finds what is wrong with a bad one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.assignment import assignment_names
from autograder.authoring.verify import Proof, verify_assignment
from autograder.bundle import make_bundle

COURSE = Path(__file__).parents[2]

IDENTICAL = '''

def right_after_all(left, right):
    """A misconception that is none."""
    return left + right + BODY_WIDTH


def another_name_for_forgetting(left, right):
    """What else did you forget?"""
    return np.asarray(left) + np.asarray(right)
'''
WRONG_VARIANT = "\n\ndef body_forgotten(left, right):\n    return np.asarray(left) + np.asarray(right)\n"


@pytest.fixture(scope="module", params=assignment_names(COURSE))
def proof(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof of one of the course's assignments."""
    bundle = make_bundle(COURSE, request.param, tmp_path_factory.mktemp("verify") / "bundle")
    return verify_assignment(COURSE, bundle, jobs=os.cpu_count() or 1)


def test_every_assignment_is_proven(proof: Proof) -> None:
    assert proof.faults == ()


def test_every_hidden_check_catches_what_no_other_does(proof: Proof) -> None:
    assert [remark for remark in proof.remarks if "caught by nothing else" in remark] == []


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
