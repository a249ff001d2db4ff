"""A process and its descendants, as the kernel tells of them."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def children(pid: int) -> list[int]:
    """The process ids of a process's children, as the kernel says."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    except OSError:
        return found
    return found


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
