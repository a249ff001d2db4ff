"""No ratio is printed unless all contenders gave the same points; and what is measured, is there to be measured."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from autograder.grading.engine import engine
from benchmarks.breakdown import AROUND, break_down
from benchmarks.ground import prepare
from benchmarks.honest import Refused, require_same_scores
from benchmarks.memory import ROLES, hold, roles
from benchmarks.speed import FLOOR, ONE, OTTER, TWO, race
from benchmarks.table import ratios
from benchmarks.timers import CALLS, CELLS, CHECKS, FORKS

SAME = {"ada": {"toes": 2.0, "fire": 1.0}, "alan": {"toes": 0.0, "fire": 1.0}}


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    return prepare("hw0_warmup", 6, tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="module")
def fair(ground):
    return race(ground, rounds=1, sample=1)


def test_contenders_that_agree_are_compared_also_where_one_has_graded_only_some():
    require_same_scores({"floor": SAME, "engine": SAME, "otter": {"alan": SAME["alan"]}})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({**SAME, "alan": {"toes": 2.0, "fire": 1.0}}, "toes of alan: floor gives 0 points and other 2"),
        ({"ada": {"toes": 2.0}}, "floor and other did not grade the same questions of ada"),
        ({"ada": {**SAME["ada"], "more": 0.0}}, "floor and other did not grade the same questions of ada"),
        ({"edsger": SAME["ada"]}, "floor and other did not grade the same questions of edsger"),
        ({}, "other has graded nothing"),
    ],
    ids=["another score", "a question less", "a question more", "another submission", "nothing"],
)
def test_contenders_that_differ_are_refused_with_the_place(given, told):
    with pytest.raises(Refused, match=f"{told}.*, so there is no ratio"):
        require_same_scores({"floor": SAME, "other": given})


def test_otter_the_engine_and_the_floor_give_the_same_points_and_so_are_compared(fair):
    found = ratios(fair)
    assert {FLOOR, ONE, TWO} <= found.keys()
    assert all(times > 0 for against_otter, against_floor in found.values() for times in against_otter + against_floor)
    assert len(fair.laps[OTTER][0].scores) == 1 and len(fair.laps[FLOOR][0].scores) == 6
    assert any(points for scores in fair.laps[FLOOR][0].scores.values() for points in scores.values())


@pytest.mark.parametrize("contender", [OTTER, ONE, TWO, FLOOR])
def test_one_score_changed_and_no_ratio_is_given(fair, contender):
    (lap,) = fair.laps[contender]
    (submission, points), *_ = lap.scores.items()
    (question, score), *_ = points.items()
    doctored = replace(lap, scores={**lap.scores, submission: {**points, question: score + 1}})
    with pytest.raises(Refused, match=f"{question} of {submission}"):
        ratios(replace(fair, laps={**fair.laps, contender: [doctored]}))


def test_the_parts_of_a_submissions_time_are_all_measured(ground):
    found = break_down(ground)
    assert all(found.milliseconds[part] > 0 for part in (CELLS, FORKS, CALLS, CHECKS, AROUND))
    assert min(found.milliseconds.values()) >= 0
    assert found.forks >= 1


@pytest.mark.skipif(os.geteuid() != 0, reason="nobody but root sees what the examiners hold")
def test_every_role_of_a_grading_is_found_and_holds_memory(ground):
    found = hold(ground, jobs=2)
    assert all(found.megabytes[role] > 1 for role in ROLES)
    assert 1 <= found.at_a_time <= 2


def test_an_engine_that_has_nothing_to_do_has_a_fork_server_and_no_candidate(ground):
    with engine(ground.bundle) as running:
        found = roles([running._process.pid])
        assert found["fork-server"] and not found["examiners"] and not found["candidates"]
