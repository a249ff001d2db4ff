"""The host of examiners: one pytest session, collected once, and a fork of it for each submission.

It talks JSON lines. The first line names the bundle; every further line a job; every answer is a line with the job's
`key` and either the result and details or the `fault` that kept them from coming. It runs no check itself.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import time
import traceback
from dataclasses import dataclass, replace
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


@dataclass
class Examiner:
    """A fork that examines one submission, and what it has answered so far."""

    key: str
    pid: int
    answer: bytes
    deadline: float


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
                    self._collect(selector, key.fd)
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
        limits = replace(paper.assignment.limits, **job["limits"])
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._examine(paper, job, writing)
        os.close(writing)
        deadline = time.monotonic() + 2 * limits.submission_seconds + SLACK_SECONDS
        self._examiners[reading] = Examiner(job["key"], pid, b"", deadline)
        selector.register(reading, selectors.EVENT_READ)

    def _examine(self, paper: Paper, job: dict[str, Any], writing: int) -> None:
        """In the fork: examine, answer, end. Never returns."""
        try:
            die_with_parent()
            limits = replace(paper.assignment.limits, **job["limits"])
            try:
                examined = examine(paper, self.fork_server, Path(job["file"]), job["submission"], limits, self.is_apart)
                answer = {"result": results.to_json(examined.result), "details": examined.details}
            except Exception as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                answer = {"fault": f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"}
            with open(writing, "wb") as out:
                out.write(json.dumps(answer).encode())
        finally:
            os._exit(0)

    def _collect(self, selector: selectors.BaseSelector, reading: int) -> None:
        examiner = self._examiners[reading]
        data = os.read(reading, 1 << 16)
        if data:
            examiner.answer += data
            return
        selector.unregister(reading)
        os.close(reading)
        del self._examiners[reading]
        _, status = os.waitpid(examiner.pid, 0)
        try:
            answer = json.loads(examiner.answer)
        except ValueError:
            answer = {"fault": f"The examiner ended before its answer (exit {os.waitstatus_to_exitcode(status)})."}
        self.say({"key": examiner.key, **answer})

    def _kill_overdue(self) -> None:
        for examiner in self._examiners.values():
            if time.monotonic() > examiner.deadline:
                os.kill(examiner.pid, signal.SIGKILL)
