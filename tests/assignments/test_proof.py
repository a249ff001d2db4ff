"""The checks are tested: `verify` proves every assignment, and what it shows is what the course promises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.assignment import assignment_names, find_assignment, read_assignment
from autograder.authoring.answers import Answers
from autograder.authoring.verify import Proof, verify_assignment
from autograder.bundle import Bundle

COURSE = Path(__file__).parents[2]

POINTS = {
    "hw0_warmup": 4,
    "hw1_perceptron": 24,
    "hw2_multiclass": 20,
    "hw3_network": 24,
    "hw4_training": 28,
    "hw5_convolution": 20,
}


@pytest.fixture(scope="session")
def proof(bundle: Bundle) -> Proof:
    return verify_assignment(COURSE, bundle, jobs=os.cpu_count() or 1)


def test_the_course_is_complete() -> None:
    names = assignment_names(COURSE)
    assert {name: read_assignment(find_assignment(COURSE, name)).max_score for name in names} == POINTS


def test_every_assignment_is_proven(proof: Proof) -> None:
    assert proof.faults == ()


def test_every_hidden_check_catches_what_no_other_does(proof: Proof) -> None:
    assert [remark for remark in proof.remarks if "caught by nothing else" in remark] == []


def test_nine_in_ten_misconceptions_go_by_their_own_sentence(proof: Proof) -> None:
    named = [row.misconception in row.named for row in proof.rows]
    assert sum(named) >= 0.9 * len(named)


def test_about_two_fifths_of_the_points_are_visible(proof: Proof) -> None:
    checks = [check for block in proof.questions for check in block.checks]
    share = sum(check.points for check in checks if check.visible) / sum(check.points for check in checks)
    assert 0.35 <= share <= 0.5


def test_no_sentence_serves_two_misconceptions(answers: Answers) -> None:
    for known in answers.sentences.values():
        assert len(set(known.values())) == len(known)
        assert all(sentence.strip()[-1] in "?.!" for sentence in known.values())
