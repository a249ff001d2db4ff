"""The example, a course folder of its own: an assignment that was written with the guide alone, kept proven and built."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.assignment import find_assignment, read_assignment
from autograder.authoring.answers import Answers, read_answers
from autograder.authoring.build import build_differences
from autograder.authoring.verify import Proof, verify_assignment
from autograder.bundle import make_bundle

EXAMPLE = Path(__file__).parents[2] / "examples" / "kmeans"
FUNCTIONS = ("assign_points", "move_centers", "inertia", "k_means")


@pytest.fixture(scope="module")
def answers() -> Answers:
    return read_answers(EXAMPLE, "kmeans")


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    return verify_assignment(EXAMPLE, make_bundle(EXAMPLE, "kmeans", tmp_path_factory.mktemp("bundle")), jobs=2)


def test_its_checks_are_proven(proof: Proof) -> None:
    assert proof.faults == ()


def test_every_hidden_check_is_needed_and_every_mistake_told_from_the_others(proof: Proof) -> None:
    assert proof.remarks == ("8.25 of 20 points are visible (41%).",)


@pytest.mark.parametrize("question", FUNCTIONS)
def test_of_each_function_many_mistakes_and_many_ways_are_known(question: str, answers: Answers) -> None:
    assert len(answers.misconceptions[question]) >= 15
    assert len(answers.variants[question]) >= 5


def test_what_students_get_is_up_to_date() -> None:
    assert build_differences(EXAMPLE, "kmeans") == []


def test_it_needs_no_torch() -> None:
    assert read_assignment(find_assignment(EXAMPLE, "kmeans")).packages == ("numpy", "scipy", "matplotlib")
