"""Hold the checks of a bundle against one submission, and note what became of each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
import pytest
from _pytest.runner import runtestprotocol

from autograder.assignment import Assignment
from autograder.candidate.probe import UnfitProbe
from autograder.checking import loading
from autograder.checking.check import Check
from autograder.checking.compare import Disagreement
from autograder.checking.plugin import SOURCE, Source, check_of
from autograder.checking.submission import NoAnswer, NotJudged, Submission
from autograder.grading.run import MachineFault, Run
from autograder.result import Outcome


@dataclass(frozen=True)
class Paper:
    """A bundle, opened in the examiner: its tests and all that they are judged with."""

    assignment: Assignment
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

    def ask_all(self) -> dict[tuple[str, str], Sitting]:
        """Run every check whose conditions hold: first the visible ones, then all others, each in its question's order.

        What a student's code saw in a hidden check it could keep, and tell in a visible one.

        Returns:
            What became of each check, by question and check, in the order of the questions.
        """
        waiting = [(check, test) for tests in self.paper.tests.values() for test in tests if (check := check_of(test))]
        for check, test in [one for one in waiting if one[0].visible]:
            if all((check.question, needed) in self.sittings for needed in check.after):
                self._ask(check, test)
        for check, test in waiting:
            if (check.question, check.id) not in self.sittings:
                self._ask(check, test)
        return {key: self.sittings[key] for check, _ in waiting if (key := (check.question, check.id))}

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
