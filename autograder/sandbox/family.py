"""A process and its descendants, as the system tells of them, and what they hold in memory."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from autograder.sandbox import kernel

PAGE = os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> list[int]:
    """The process ids of a process's children, as the system says."""
    if not kernel.IS_LINUX:
        return [child for child, parent, _ in _all_processes() if parent == pid]
    found: list[int] = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):  # looked at many times a second; pathlib takes twice as long
            with open(f"/proc/{pid}/task/{task}/children") as told:
                found += map(int, told.read().split())
    except OSError:
        return found
    return found


def is_alone(pid: int) -> bool:
    """Whether a process has neither children nor, where the system tells, a second thread."""
    try:
        threads = len(os.listdir(f"/proc/{pid}/task")) if kernel.IS_LINUX else 1
    except OSError:
        return False
    return threads == 1 and not children(pid)


def descent(pid: int) -> list[int]:
    """The process ids of a process and all its descendants, itself first."""
    found = [pid]
    for one in found:
        found += children(one)
    return found


def kill_tree(pid: int) -> None:
    """Kill a process and all its descendants; stopping each first, so that none forks on."""
    for order in (signal.SIGSTOP, signal.SIGKILL):
        waiting = [pid]
        while waiting:
            one = waiting.pop()
            waiting += children(one)
            kill(one, order)


def kill(pid: int, order: signal.Signals = signal.SIGKILL) -> None:
    """Send a process the order, if it is still there."""
    try:
        os.kill(pid, order)
    except ProcessLookupError:
        return


def resident(pid: int) -> int:
    """Bytes of a process that are in memory; 0 if there is no such process."""
    if not kernel.IS_LINUX:
        return next((kilobytes << 10 for one, _, kilobytes in _all_processes() if one == pid), 0)
    try:
        with open(f"/proc/{pid}/statm") as told:
            return int(told.read().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def proportional(pid: int) -> int | None:
    """Bytes of a process that are in memory, shared ones divided among those who share them; None if out of sight."""
    if not kernel.IS_LINUX:
        return None
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    except PermissionError:
        return None
    except OSError:
        return 0


def _all_processes() -> list[tuple[int, int, int]]:
    """Of every process its id, its parent's, and the kilobytes it has in memory, as any Unix tells."""
    asking = subprocess.Popen(["ps", "-A", "-o", "pid=,ppid=,rss="], stdout=subprocess.PIPE, text=True)
    told, _ = asking.communicate()
    found = [(int(pid), int(parent), int(size)) for pid, parent, size in map(str.split, told.splitlines())]
    return [one for one in found if one[0] != asking.pid]
