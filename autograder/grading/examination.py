"""Hold the checks of a bundle against one submission, and note what became of each."""

from __future__ import annotations

import hashlib
import sys
import traceback
from collections.abc import Iterator, Sequence
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
    before: Outcome | None = None  # what it came to behind others, if it was asked again


Test = tuple[Check, pytest.Function]


@dataclass
class Examination:
    """One submission under examination; provides the fixtures of the checks. Where it `is_apart`, none share a fork."""

    paper: Paper
    run: Run
    seed: int
    is_apart: bool = False
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
        questions = [[(check, test) for test in of if (check := check_of(test))] for of in self.paper.tests.values()]
        first = [list(_first(checks)) for checks in questions]
        rest = [[one for one in checks if one not in early] for checks, early in zip(questions, first)]
        kept = [self._ask_all(early, is_to_keep=bool(late)) for early, late in zip(first, rest)]
        for late, is_behind in zip(rest, kept):
            self._ask_all(late, is_behind=is_behind)
        order = [(check.question, check.id) for checks in questions for check, _ in checks]
        return {key: self.sittings[key] for key in order}

    def _ask_all(self, checks: Sequence[Test], is_to_keep: bool = False, is_behind: bool = False) -> bool:
        """Ask checks of one question, in one fork as long as they pass: to fork takes longer than most calls.

        Those that come `is_behind` earlier ones go on in the fork that was kept. Whatever does not pass behind another
        check is asked again in a fork of its own, and so is all that follows: no answer loses points through what an
        earlier call has left behind.

        Returns:
            Whether the fork was to be kept, and is.
        """
        judged = 0
        if checks and not self.is_apart:
            judged = self._ask_together(checks, is_to_keep, is_behind)
        for check, test in checks[judged:]:
            self._ask(check, test)
        return is_to_keep and 0 < judged == len(checks) and self._has_passed(checks[-1][0])

    def _has_passed(self, check: Check) -> bool:
        return self.sittings[check.question, check.id].outcome == "passed"

    def _ask_together(self, checks: Sequence[Test], is_to_keep: bool, is_behind: bool) -> int:
        """Ask checks in one fork until one does not pass; how many have their outcome.

        These are all that passed, or else the first, unless it is itself behind others.
        """
        outcomes: list[Outcome] = []
        is_crowded = self.run.keeps_others
        try:
            with self.run.check(of=checks[0][0].question):
                for check, test in checks:
                    left = self.run.remaining()
                    outcomes.append(self._sit(check, test).outcome)
                    if outcomes[-1] != "passed":
                        break
                else:
                    if is_to_keep:
                        self.run.keep()
        except NoAnswer:  # a call has ended the notebook itself, and nobody can tell which
            return 0
        passed = outcomes.count("passed")
        if outcomes[-1] == "passed":
            return passed
        if passed or is_behind:
            if outcomes[-1] == "timeout":
                # What is asked again does not pay twice, and what takes so long is worth a fork from now on.
                self.run.give_back(left - self.run.remaining())
                self.is_apart = True
            return passed
        if outcomes[0] == "crashed" or (outcomes[0] == "memory" and is_crowded):
            self._ask(*checks[0], tries=1)
        return 1

    def _ask(self, check: Check, test: pytest.Function, tries: int = 2) -> None:
        """Ask one check in a fork of its own; once more if that was killed.

        It may have been the machine's doing; or forks that wait for other questions held memory too, and are no more.
        """
        for _ in range(tries):
            is_crowded = self.run.keeps_others
            try:
                with self.run.check():
                    sitting = self._sit(check, test)
            except NoAnswer as ended:
                sitting.error, sitting.outcome = ended, ended.outcome
            if sitting.outcome != "crashed" and not (sitting.outcome == "memory" and is_crowded):
                return

    def _sit(self, check: Check, test: pytest.Function) -> Sitting:
        earlier = self.sittings.get((check.question, check.id))
        sitting = Sitting(check, Submission(self.run.ask), before=earlier.outcome if earlier else None)
        self.sittings[check.question, check.id] = sitting
        if any(self.sittings[check.question, needed].outcome != "passed" for needed in check.after):
            return sitting
        if self.run.remaining() <= 0:
            sitting.outcome = "timeout"
            return sitting
        sitting.error = self._run(test)
        sitting.outcome = self._outcome(test, sitting)
        return sitting

    def _run(self, test: pytest.Function) -> BaseException | None:
        """Run one test; what it raised, if it did."""
        failures: list[BaseException] = []
        stash = test.config.stash
        stash[SOURCE], stash[FAILURES] = cast(Source, self), failures
        runtestprotocol(test, log=False, nextitem=None)
        del stash[SOURCE], stash[FAILURES]
        return _without_frames(failures[0]) if failures else None

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


def _first(checks: Sequence[Test]) -> Iterator[Test]:
    """The visible checks, but for those that wait for a hidden one."""
    seen: set[str] = set()
    for check, test in checks:
        if check.visible and seen.issuperset(check.after):
            seen.add(check.id)
            yield check, test


def _without_frames(error: BaseException) -> BaseException:
    """An exception that does not hold what was handed in: with its frames it would outlive the submission by far."""
    for last in ("last_value", "last_traceback", "last_exc"):  # pytest leaves them there
        setattr(sys, last, None)
    chain: list[BaseException | None] = [error]
    for one in chain:
        if one is not None and one.__traceback__ is not None:
            traceback.clear_frames(one.__traceback__)
            one.__traceback__ = None
            chain += [one.__cause__, one.__context__]
    return error


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
        call.excinfo = None  # the frames of pytest hold what holds them
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


class CheckBroken(Exception):
    """A check of ours failed for a reason that is not the submission's."""
