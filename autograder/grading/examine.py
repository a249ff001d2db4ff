"""Examine one submission: run its notebook, ask the checks, say what came of each."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignment import Limits
from autograder.candidate.seeding import seed_all, seed_for
from autograder.grading.details import detail
from autograder.grading.examination import Examination, Paper, Sitting
from autograder.grading.ledger import seed_of
from autograder.grading.run import Handed, Run
from autograder.grading.submitted import Stopped, read
from autograder.grading.verdict import not_judged, passed_alone, question_result
from autograder.result import Result, Status, answers_nothing

OF_ANOTHER = "nothing that is asked for is defined: perhaps the notebook of another assignment"


@dataclass(frozen=True)
class Examined:
    """A result, and what staff may see beside it: for each check what it put in and got."""

    result: Result
    details: dict[str, Any]


def examine(
    paper: Paper, fork_server: socket.socket, file: Path, submission: str, limits: Limits, is_apart: bool = False
) -> Examined:
    """The verdict on the submission in `file`; where it `is_apart`, each check has a fork of the notebook to itself."""
    begin = time.monotonic()
    seed = seed_of(paper.hash, b"")
    run: Run | None = None
    sittings: dict[tuple[str, str], Sitting] = {}
    status: Status = "graded"
    message = ""
    try:
        data = read(file)
        seed = seed_of(paper.hash, data)
        seed_all(seed_for("examiner", seed))  # whatever checks draw unseen: nothing is left of who came before
        run = Run(_handed(paper, file, seed, limits), fork_server)
        run.start()
        sittings = Examination(paper, run, seed, is_apart).ask_all()
    except Stopped as stopped:
        status, message = stopped.status, stopped.message
    finally:
        if run is not None:
            run.close()
    code = run.code if run else {}
    questions = tuple(
        question_result(paper, question, sittings, status, code.get(question.id, ""))
        for question in paper.assignment.questions
    )
    result = Result(
        assignment=paper.assignment.name,
        submission=submission,
        status=status,
        message=message,
        questions=questions,
        seconds=round(time.monotonic() - begin, 3),
        seed=seed,
        cells=tuple(fault for _, fault in sorted(run.faults.items())) if run else (),
        sandbox=run.layers if run else None,
        flags=(
            *(run.flags if run else ()),
            *not_judged(sittings.values()),
            *passed_alone(sittings.values()),
            *[OF_ANOTHER] * answers_nothing(questions),
        ),
    )
    return Examined(result, {"checks": [_detail(paper, sitting) for sitting in sittings.values()]})


def _handed(paper: Paper, file: Path, seed: int, limits: Limits) -> Handed:
    questions = tuple(question.id for question in paper.assignment.questions)
    before = paper.assignment.before_each_cell
    return Handed(file, paper.data, paper.demonstrations, questions, seed_for("candidate", seed), limits, before)


def _detail(paper: Paper, sitting: Sitting) -> dict[str, Any]:
    return detail(sitting.check, sitting.outcome, sitting.error, sitting.submission.calls, paper.reference)
