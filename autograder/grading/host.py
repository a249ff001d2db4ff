"""The host of examiners: one pytest session, collected once, and a fork of it for each submission under way.

An examiner examines one submission after another, since what it has copied and warmed for the first is there for the
next; after some of them it makes room for a new one. Where checks are asked apart, each submission has an examiner to
itself: the verdicts must be the same.

The host talks JSON lines. The first line names the bundle; every further line a job; every answer is a line with the
job's `key` and either the result and details or the `fault` that kept them from coming. It runs no check itself.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import time
import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from autograder import result as results
from autograder.bundle import read_bundle
from autograder.checking import loading
from autograder.checking.plugin import check_of
from autograder.grading.examination import Paper, Recorder
from autograder.grading.examine import examine
from autograder.sandbox.process import die_with_parent, look_into_nothing

# An examiner is ours and keeps its own deadlines; this one is for the day it does not.
SLACK_SECONDS = 60.0
SUBMISSIONS = 50  # that an examiner examines, so that whatever it gathers is let go


@dataclass
class Examiner:
    """A fork that examines one submission after another: the job that it has, and its answer so far."""

    pid: int
    line: socket.socket
    job: dict[str, Any] | None = None
    answer: bytearray = field(default_factory=bytearray)
    deadline: float = 0.0
    examined: int = 0


def main(fork_server: socket.socket) -> None:
    """Serve until standard input ends."""
    look_into_nothing()
    jobs, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 0)
    os.dup2(quiet, 1)
    settings = json.loads(_line(jobs))
    host = Host(fork_server, jobs, answers, Path(settings["bundle"]), settings["apart"])
    options = [
        "-p",
        "autograder.checking.plugin",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:terminal",
        "-p",
        "no:faulthandler",
        "-p",
        "no:logging",
    ]
    checks = str(Path(settings["bundle"]) / "checks")
    # Nothing above the checks is read: it may be anybody's, as /tmp is.
    place = ["-c", os.devnull, "--rootdir", checks, "--confcutdir", checks, "--import-mode=importlib", checks]
    place += ["--capture=no", "--assert=plain"]
    code = pytest.main([*options, *place], plugins=[host, Recorder()])
    if not host.has_served:
        host.say({"fault": f"The checks of this assignment cannot be collected (pytest exit {int(code)}): {host.why}"})


def _line(source: BinaryIO) -> bytes:
    """One line, read byte by byte so that nothing behind it is swallowed."""
    line = bytearray()
    while (byte := source.read(1)) and byte != b"\n":
        line += byte
    return bytes(line)


class Host:
    """The pytest plugin that takes the place of running the tests: it waits for jobs and forks."""

    def __init__(
        self, fork_server: socket.socket, jobs: BinaryIO, answers: BinaryIO, bundle: Path, is_apart: bool
    ) -> None:
        self.fork_server = fork_server
        self.jobs = jobs
        self.answers = answers
        self.bundle = bundle
        self.is_apart = is_apart
        self.has_served = False
        self.why = ""
        self._pending = b""
        self._examiners: dict[int, Examiner] = {}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what kept a check file from being read."""
        if report.failed and not self.why:
            self.why = str(report.longrepr)[-800:]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve jobs instead of running the tests once."""
        if session.testsfailed:
            return True
        paper = self._open(session)
        self.has_served = True
        self.say({"ready": True})
        selector = selectors.DefaultSelector()
        selector.register(self.jobs, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select(timeout=1.0):
                if key.fileobj is self.jobs:
                    lines = self._job_lines()
                    if lines is None:
                        return True
                    for line in lines:
                        self._begin(paper, selector, json.loads(line))
                else:
                    self._collect(paper, selector, key.fd)
            self._kill_overdue()

    def say(self, answer: dict[str, Any]) -> None:
        """One line of answer."""
        self.answers.write(json.dumps(answer).encode() + b"\n")

    def _open(self, session: pytest.Session) -> Paper:
        bundle = read_bundle(self.bundle)
        tests: dict[str, list[pytest.Function]] = {question.id: [] for question in bundle.assignment.questions}
        for item in session.items:
            check = check_of(item)
            if isinstance(item, pytest.Function) and check:
                tests[check.question].append(item)
        reference = loading.load_module(bundle.path / "reference.py")
        return Paper(
            assignment=bundle.assignment,
            hash=bundle.hash,
            data=bundle.path / "data",
            demonstrations=bundle.demonstrations,
            reference=reference,
            misconceptions={
                file.stem: loading.load_misconceptions(file, getattr(reference, file.stem, None))
                for file in (bundle.path / "misconceptions").glob("*.py")
            },
            tests=tests,
        )

    def _job_lines(self) -> list[bytes] | None:
        data = self.jobs.read(1 << 16)
        if not data:
            return None
        *lines, self._pending = (self._pending + data).split(b"\n")
        return lines

    def _begin(self, paper: Paper, selector: selectors.BaseSelector, job: dict[str, Any]) -> None:
        """Give the job to an examiner that has nothing to do, or to a new one."""
        idle = (examiner for examiner in self._examiners.values() if examiner.job is None)
        examiner = next(idle, None) or self._fork(paper, selector)
        limits = replace(paper.assignment.limits, **job["limits"])
        examiner.job = job
        examiner.deadline = time.monotonic() + 2 * limits.submission_seconds + SLACK_SECONDS
        with suppress(OSError):  # it has ended: its line will say so
            examiner.line.sendall(json.dumps(job).encode() + b"\n")

    def _fork(self, paper: Paper, selector: selectors.BaseSelector) -> Examiner:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self._examine_all(paper, theirs, not_mine=(ours, *(one.line for one in self._examiners.values())))
        theirs.close()
        examiner = self._examiners[ours.fileno()] = Examiner(pid, ours)
        selector.register(ours, selectors.EVENT_READ)
        return examiner

    def _examine_all(self, paper: Paper, line: socket.socket, not_mine: Iterable[socket.socket]) -> None:
        """In the fork: examine what comes until nothing more can come, then end. Never returns."""
        try:
            die_with_parent()
            for other in not_mine:
                other.close()
            with line.makefile("rb") as jobs:
                for job in jobs:
                    line.sendall(json.dumps(self._answer(paper, json.loads(job))).encode() + b"\n")
        finally:
            os._exit(0)

    def _answer(self, paper: Paper, job: dict[str, Any]) -> dict[str, Any]:
        try:
            limits = replace(paper.assignment.limits, **job["limits"])
            examined = examine(paper, self.fork_server, Path(job["file"]), job["submission"], limits, self.is_apart)
            return {"result": results.to_json(examined.result), "details": examined.details}
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            return {"fault": f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"}

    def _collect(self, paper: Paper, selector: selectors.BaseSelector, descriptor: int) -> None:
        """Take in what an examiner says; let go of one that has ended, failed, or examined enough."""
        examiner = self._examiners[descriptor]
        try:
            data = examiner.line.recv(1 << 16)
        except OSError:  # it ended with a job unread
            data = b""
        examiner.answer += data
        if not data:
            self._bury(paper, selector, descriptor)
        elif examiner.answer.endswith(b"\n") and examiner.job is not None:
            answer, key = json.loads(examiner.answer), examiner.job["key"]
            examiner.job = None
            examiner.answer.clear()
            examiner.examined += 1
            if "fault" in answer or examiner.examined >= (1 if self.is_apart else SUBMISSIONS):
                self._let_go(selector, descriptor)
            self.say({"key": key, **answer})

    def _bury(self, paper: Paper, selector: selectors.BaseSelector, descriptor: int) -> None:
        """An examiner has ended by itself; if it was not its first job, another begins anew with that."""
        examiner = self._examiners[descriptor]
        status = self._let_go(selector, descriptor)
        if examiner.job is None:
            return
        if examiner.examined:
            self._begin(paper, selector, examiner.job)
        else:
            fault = f"The examiner ended before its answer (exit {status})."
            self.say({"key": examiner.job["key"], "fault": fault})

    def _let_go(self, selector: selectors.BaseSelector, descriptor: int) -> int:
        """Let an examiner end; its exit status."""
        examiner = self._examiners.pop(descriptor)
        selector.unregister(examiner.line)
        examiner.line.close()
        _, status = os.waitpid(examiner.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def _kill_overdue(self) -> None:
        for examiner in self._examiners.values():
            if examiner.job is not None and time.monotonic() > examiner.deadline:
                os.kill(examiner.pid, signal.SIGKILL)
