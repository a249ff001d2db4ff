"""Examine one submission: run its notebook, ask the checks, say what came of each."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import socket
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
import pytest
from _pytest.runner import runtestprotocol

from autograder.assignment import Limits
from autograder.candidate.probe import UnfitProbe
from autograder.checking import feedback, loading
from autograder.checking.check import Check
from autograder.checking.compare import Disagreement
from autograder.checking.diagnose import diagnose
from autograder.checking.plugin import SOURCE, Source, check_of
from autograder.checking.submission import Call, NoAnswer, NotJudged, Submission
from autograder.grading.details import detail
from autograder.grading.ledger import seed_of
from autograder.grading.run import Handed, MachineFault, Run, Stopped
from autograder.result import CheckResult, Outcome, QuestionResult, Result, Status

FILE_CAP = 100 << 20
REPLAYED = 6  # calls of one check that are replayed to tell misconceptions apart


@dataclass(frozen=True)
class Paper:
    """A bundle, opened in the examiner: its tests and all that they are judged with."""

    assignment: Any
    hash: str
    data: Path
    demonstrations: frozenset[str]
    reference: Any
    misconceptions: dict[str, tuple[loading.Misconception, ...]]
    tests: dict[str, list[pytest.Function]]


@dataclass
class Sitting:
    """What became of one check: filled while its test runs."""

    check: Check
    submission: Submission
    error: BaseException | None = None
    outcome: Outcome = "skipped"


@dataclass
class Examination:
    """One submission under examination; provides the fixtures of the checks."""

    paper: Paper
    run: Run
    seed: int
    sittings: dict[tuple[str, str], Sitting] = field(default_factory=dict)

    @property
    def reference(self) -> Any:
        """The solution's names, to be asked like the submission's."""
        return loading.stand_in(self.paper.reference)

    def submission(self, check: Check) -> Submission:
        """The submission, with a record of this check's calls."""
        return self.sittings[check.question, check.id].submission

    def rng(self, check: Check) -> np.random.Generator:
        """Random numbers of this submission and check alone."""
        digest = hashlib.sha256(f"{self.seed} {check.question} {check.id}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:8], "big"))

    def ask_all(self) -> None:
        """Run every check whose conditions hold: first the visible ones, then all others, each in its question's order.

        What a student's code saw in a hidden check it could keep, and tell in a visible one.
        """
        waiting = [(check, test) for tests in self.paper.tests.values() for test in tests if (check := check_of(test))]
        for check, test in [one for one in waiting if one[0].visible]:
            if all((check.question, needed) in self.sittings for needed in check.after):
                self._ask(check, test)
        for check, test in waiting:
            if (check.question, check.id) not in self.sittings:
                self._ask(check, test)
        self.sittings = {key: self.sittings[key] for check, _ in waiting if (key := (check.question, check.id))}

    def _ask(self, check: Check, test: pytest.Function) -> None:
        sitting = self._sit(check)
        if any(self.sittings[check.question, needed].outcome != "passed" for needed in check.after):
            return
        if self.run.remaining() <= 0:
            sitting.outcome = "timeout"
            return
        self._hold(test, sitting)
        if sitting.outcome == "crashed":  # once more: it may have been the machine that killed it
            self._hold(test, self._sit(check))

    def _sit(self, check: Check) -> Sitting:
        sitting = Sitting(check, Submission(self.run.ask))
        self.sittings[check.question, check.id] = sitting
        return sitting

    def _hold(self, test: pytest.Function, sitting: Sitting) -> None:
        try:
            with self.run.check():
                sitting.error = self._run(test)
        except NoAnswer as ended:
            sitting.error = ended
        sitting.outcome = self._outcome(test, sitting)

    def _run(self, test: pytest.Function) -> BaseException | None:
        """Run one test; what it raised, if it did."""
        stash = test.config.stash
        stash[SOURCE], stash[FAILURES] = cast(Source, self), []
        runtestprotocol(test, log=False, nextitem=None)
        return stash[FAILURES][0] if stash[FAILURES] else None

    def _outcome(self, test: pytest.Function, sitting: Sitting) -> Outcome:
        """What a check came to.

        A check that trips over an answer (a column that is not there, a value of an odd type) has shown it to be wrong,
        if it does not trip over the reference.

        Raises:
            CheckBroken: The check itself is at fault.
            MachineFault: The machine is.
        """
        error = sitting.error
        if error is None:
            return "passed"
        if isinstance(error, NoAnswer):
            return error.outcome
        if isinstance(error, NotJudged):
            return "skipped"
        if isinstance(error, MachineFault):
            raise error
        if isinstance(error, UnfitProbe):  # on the reference, in this process, it would run
            raise CheckBroken(f"{test.nodeid}: {error}") from error
        if not isinstance(error, AssertionError):
            asked, sitting.submission = sitting.submission, cast(Submission, self.reference)
            broken = self._run(test)
            sitting.submission = asked
            if broken is not None:
                raise CheckBroken(f"{test.nodeid}: {type(error).__name__}: {error}") from error
            sitting.error = Disagreement("The answer is not of the kind that was asked for.")
        return "failed"


FAILURES = pytest.StashKey[list[BaseException]]()


class Recorder:
    """Tells the examination what a test raised."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note the exception as it is, and report no more: pytest's own report of a failure takes 200 ms to write."""
        if call.excinfo is not None:
            error = call.excinfo.value
            if call.when != "call":
                error = CheckBroken(f"{item.nodeid} fails in its {call.when}: {type(error).__name__}: {error}")
            item.config.stash[FAILURES].append(error)
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


class CheckBroken(Exception):
    """A check of ours failed for a reason that is not the submission's."""


@dataclass(frozen=True)
class Examined:
    """A result, and what staff may see beside it: for each check what it put in and got."""

    result: Result
    details: dict[str, Any]


def examine(paper: Paper, fork_server: socket.socket, file: Path, submission: str, limits: Limits) -> Examined:
    """The verdict on the submission in `file`."""
    begin = time.monotonic()
    seed = seed_of(paper.hash, b"")
    run: Run | None = None
    examination: Examination | None = None
    status: Status = "graded"
    message = ""
    try:
        data = _read(file)
        seed = seed_of(paper.hash, data)
        questions = tuple(question.id for question in paper.assignment.questions)
        before = paper.assignment.before_each_cell
        handed = Handed(file, paper.data, paper.demonstrations, questions, seed & 0xFFFFFFFF, limits, before)
        run = Run(handed, fork_server)
        run.start()
        examination = Examination(paper, run, seed)
        examination.ask_all()
    except Stopped as stopped:
        status, message = stopped.status, stopped.message
    finally:
        if run is not None:
            run.close()
    sittings = examination.sittings if examination else {}
    result = Result(
        assignment=paper.assignment.name,
        submission=submission,
        status=status,
        message=message,
        questions=tuple(_question(paper, run, question, sittings, status) for question in paper.assignment.questions),
        seconds=round(time.monotonic() - begin, 3),
        seed=seed,
        cells=tuple(fault for _, fault in sorted(run.faults.items())) if run else (),
        sandbox=run.layers if run else None,
        flags=(*(run.flags if run else ()), *_not_judged(sittings)),
    )
    return Examined(result, {"checks": [_detail(paper, sitting) for sitting in sittings.values()]})


def _detail(paper: Paper, sitting: Sitting) -> dict[str, Any]:
    return detail(sitting.check, sitting.outcome, sitting.error, sitting.submission.calls, paper.reference)


def _read(file: Path) -> bytes:
    """The submission's bytes, if it is a plain file of bearable size.

    Raises:
        Stopped: It is something else.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Stopped("missing", "The file is not there.") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Stopped("unreadable", "This is a link, not a file: hand in the file itself.") from None
        if error.errno == errno.ENXIO:  # a socket
            raise Stopped("unreadable", "This is not a plain file.") from None
        raise Stopped("unreadable", f"The file cannot be opened ({error.strerror}).") from None
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise Stopped("unreadable", "This is not a plain file.")
        if about.st_size > FILE_CAP:
            raise Stopped("unreadable", f"The file is larger than {FILE_CAP >> 20} MB.")
        with open(descriptor, "rb", closefd=False) as opened:
            data = opened.read(FILE_CAP + 1)
    finally:
        os.close(descriptor)
    if not data.strip():
        raise Stopped("missing", "The file is empty.")
    return data


def _question(
    paper: Paper, run: Run | None, question: Any, sittings: dict[tuple[str, str], Sitting], status: Status
) -> QuestionResult:
    checks = [check for test in paper.tests[question.id] if (check := check_of(test)) is not None]
    held = [sitting for check in checks if (sitting := sittings.get((question.id, check.id)))]
    named = _names(paper, held)
    results = [_check(check, sittings.get((question.id, check.id)), named.get(check.id), status) for check in checks]
    code = run.code.get(question.id, "") if run else ""
    return QuestionResult(question.id, question.title, tuple(results), code, question.all_or_nothing)


def _not_judged(sittings: dict[tuple[str, str], Sitting]) -> list[str]:
    """A flag for each check that cannot be told to have passed or not."""
    return [f"not judged: {one.check.title}" for one in sittings.values() if isinstance(one.error, NotJudged)]


def _check(check: Check, sitting: Sitting | None, named: loading.Misconception | None, status: Status) -> CheckResult:
    outcome = sitting.outcome if sitting else "skipped"
    text = ""
    if sitting is None:
        outcome = status if status in ("timeout", "memory", "crashed") else "skipped"
    elif isinstance(sitting.error, NotJudged):
        text = str(sitting.error)
    elif outcome == "skipped":
        text = feedback.not_asked(check)
    elif outcome == "passed":
        text = check.success if check.visible else ""
    else:
        text = feedback.feedback(check, outcome, sitting.error, sitting.submission.calls, named)
    return CheckResult(
        check.id, check.title, check.visible, check.points, outcome, text, named.id if named is not None else None
    )


def _names(paper: Paper, held: Sequence[Sitting]) -> dict[str, loading.Misconception]:
    """The misconception behind each failed check of a question, where one is known.

    The checks with small inputs come first: what is found there is tried first on the others, which take longer.
    """
    found: dict[str, loading.Misconception] = {}
    for sitting in sorted((one for one in held if one.outcome in ("failed", "error")), key=_size):
        named = _name(paper, sitting, held, tuple(found.values()))
        if named is not None:
            found[sitting.check.id] = named
    return found


def _size(sitting: Sitting) -> int:
    """How large the inputs of a check are, in powers of two."""
    return sum(len(pickle.dumps(call.inputs)) for call in sitting.submission.calls).bit_length()


def _name(
    paper: Paper, sitting: Sitting, held: Sequence[Sitting], likely: Sequence[loading.Misconception]
) -> loading.Misconception | None:
    question = sitting.check.question
    misconceptions = paper.misconceptions.get(question, ())
    reference = getattr(paper.reference, question, None)
    calls = [call for call in sitting.submission.calls if call.name == question]
    if reference is None or len(calls) < len(sitting.submission.calls):
        return None
    asked = [call for other in held for call in _some(other.submission.calls)]
    passed = [call for other in held if other.outcome == "passed" for call in _some(other.submission.calls)]
    return diagnose(calls, passed, asked, misconceptions, reference, likely)


def _some(calls: Sequence[Call]) -> list[Call]:
    """Some calls that stand for all of a check, from its first to its last: to replay them all can take long."""
    places = np.linspace(0, len(calls) - 1, min(len(calls), REPLAYED)).astype(int)
    return [calls[place] for place in places]
