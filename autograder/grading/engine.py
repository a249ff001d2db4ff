"""The grading program's end of a warm host: hand in a submission, get its result."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import result as results
from autograder.bundle import Bundle
from autograder.errors import GraderFault, WrongUse
from autograder.result import Result
from autograder.sandbox import spawn


class ClusterError(WrongUse):
    """A cluster that cannot be used; the text is one sentence for a person."""


@dataclass(frozen=True)
class Graded:
    """A result, and the details for staff."""

    result: Result
    details: dict[str, Any]


class Engine:
    """A warm host for one bundle. Any number of submissions may be under way."""

    def __init__(self, process: subprocess.Popen[bytes], bundle: Bundle, is_apart: bool) -> None:
        self._process = process
        self._waiting: dict[str, Future[Graded]] = {}
        self._lock = threading.Lock()
        self._count = 0
        self._has_ended = False
        self._write({"bundle": str(bundle.path), "apart": is_apart})
        first = self._read()
        if not first.get("ready"):
            raise GraderFault(first.get("fault") or "The examiners' host could not start: see the error above.")
        threading.Thread(target=self._collect, daemon=True).start()

    @property
    def has_ended(self) -> bool:
        """Whether the host is gone, and everything would be a fault from now on."""
        return self._has_ended

    def submit(self, file: Path, name: str, limits: Mapping[str, float]) -> Future[Graded]:
        """Have the submission in `file` graded; `limits` are those that differ from the assignment's.

        The future raises GraderFault where the grader failed.
        """
        future: Future[Graded] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            if self._has_ended:  # what is written now may lie in the pipe for ever
                future.set_exception(GraderFault("The examiners' host has ended."))
                return future
            self._count += 1
            key = str(self._count)
            self._waiting[key] = future
        try:
            self._write({"key": key, "file": str(file), "submission": name, "limits": dict(limits)})
        except OSError:
            with suppress(InvalidStateError):  # who collects the answers has found out first
                future.set_exception(GraderFault("The examiners' host has ended."))
        return future

    def grade(self, file: Path, name: str = "", **limits: float) -> Graded:
        """The verdict on the submission in `file`."""
        return self.submit(file, name or file.stem, limits).result()

    def _write(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line).encode() + b"\n")
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else {}  # the last line of a host that was killed may be torn

    def _collect(self) -> None:
        while answer := self._read():
            with self._lock:
                future = self._waiting.pop(answer["key"])
            if "result" in answer:
                future.set_result(Graded(results.from_json(answer["result"]), answer["details"]))
            else:
                future.set_exception(GraderFault(answer["fault"]))
        with self._lock:
            self._has_ended = True
            lost, self._waiting = self._waiting, {}
        for future in lost.values():
            with suppress(InvalidStateError):
                future.set_exception(GraderFault("The examiners' host has ended."))


@contextmanager
def engine(bundle: Bundle, is_apart: bool = False, without: Iterable[str] = ()) -> Iterator[Engine]:
    """A warm engine for the bundle; leaving it ends all its processes.

    Where it `is_apart`, no two checks share a fork of the notebook, and no two submissions an examiner. It may be
    `without` some layers of the sandbox.
    """
    with spawn.host("autograder.grading.host", bundle.assignment, without) as process:
        yield Engine(process, bundle, is_apart)
