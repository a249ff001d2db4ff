"""What a grading's processes hold: proportional set size, which divides pages among those who share them."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.family import children
from benchmarks.contenders import BIN
from benchmarks.ground import COURSE, Ground

LOOK_SECONDS = 0.02
ROLES = ("grading program", "host", "examiners", "fork-server", "candidates")


@dataclass(frozen=True)
class Memory:
    """The megabytes of each role at the moment when all together held most, and the most examiners at a time."""

    assignment: str
    jobs: int
    megabytes: Mapping[str, float]
    at_a_time: int

    @property
    def whole(self) -> float:
        """Megabytes of all."""
        return sum(self.megabytes.values())


def hold(ground: Ground, jobs: int) -> Memory:
    """Grade the class as a teaching assistant does, and look at all processes all the time."""
    most, at_a_time = dict.fromkeys(ROLES, 0.0), 0
    with tempfile.TemporaryDirectory() as out:
        files = [str(file) for file in ground.submissions]
        command = [str(BIN / "autograder"), "grade", str(ground.bundle.path), *files, "-o", out, "-j", str(jobs)]
        with subprocess.Popen(command, cwd=COURSE, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None:
                pids = {"grading program": [process.pid], **roles(children(process.pid))}
                held = {role: sum(map(proportional, of)) / 1024 for role, of in pids.items()}
                at_a_time = max(at_a_time, len(pids["examiners"]))
                if held["candidates"]:  # once they have ended, what they shared has been counted for others as well
                    most = max(most, held, key=lambda one: sum(one.values()))
                time.sleep(LOOK_SECONDS)
    return Memory(ground.name, jobs, most, at_a_time)


def roles(hosts: list[int]) -> dict[str, list[int]]:
    """The processes of a grading by what they are for, from the hosts of examiners down."""
    forks = [children(host) for host in hosts]
    servers = [pid for of_host in forks for pid in _server(of_host[:1])]  # forked before any examiner
    candidates = [pid for pid in children(servers[-1]) if pid not in servers] if servers else []
    for pid in candidates:
        candidates += children(pid)
    examiners = [pid for of_host in forks for pid in of_host[1:]]
    return dict(zip(ROLES[1:], (hosts, examiners, servers, candidates)))


def _server(first: list[int]) -> list[int]:
    """The fork-server; where it has a namespace of its own, that is a child of the process that waits for it."""
    return [*first, *(child for pid in first for child in children(pid) if _namespace(child) != _namespace(pid))]


def _namespace(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""


def proportional(pid: int) -> int:
    """Kilobytes of a process; nothing if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
