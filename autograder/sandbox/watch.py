"""The watchdog: what a candidate takes of this machine, looked at from outside, where no code of a student runs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress

from autograder.sandbox.confine import MB, Confinement
from autograder.sandbox.family import descent, proportional, resident
from autograder.sandbox.namespaces import MOST_FILES

FILES_SECONDS = 0.5


class Watch:
    """One candidate under these rules, from when it holds nothing of its own yet."""

    def __init__(self, pid: int, rules: Confinement) -> None:
        self.pid = pid
        self.rules = rules
        self._baseline = resident(pid)
        self._next_look_at_files = time.monotonic() + FILES_SECONDS

    def sees_too_much(self) -> bool:
        """Whether the candidate with its descendants holds more than it may, or has too many of them."""
        pids = descent(self.pid)
        if len(pids) > self.rules.processes or self._has_written_too_much():
            return True
        budget = self.rules.memory_mb * MB
        grown = sum(max(0, resident(pid) - self._baseline) for pid in pids)
        # Pages that forks share are counted once for each by the cheap look, and truly by the dear one.
        return grown > budget and self._held(pids) > budget

    def _has_written_too_much(self) -> bool:
        """Whether its files are too large together, or too many; looked at now and then, where no mount limits them."""
        if time.monotonic() < self._next_look_at_files:
            return False
        self._next_look_at_files = time.monotonic() + FILES_SECONDS
        sizes = list(_sizes(self.rules.scratch))
        return sum(sizes) > self.rules.files_mb * MB or len(sizes) > MOST_FILES

    def _held(self, pids: list[int]) -> int:
        """Bytes that the processes hold together, pages that they share once; what others share may count in part."""
        shares = [proportional(pid) for pid in pids]
        if None not in shares:
            return sum(share or 0 for share in shares)
        # The kernel does not tell of another user's. Then a fork counts by what it holds more than the first.
        first, *forks = map(resident, pids)
        return first - self._baseline + sum(max(0, fork - first) for fork in forks)


def _sizes(folder: str) -> Iterator[int]:
    """What each file below a folder takes on the disk; its owner may take it away meanwhile."""
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                yield os.lstat(os.path.join(place, name)).st_blocks * 512
