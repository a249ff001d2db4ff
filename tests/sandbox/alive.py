"""Whether a process is there, looked at from outside."""

from __future__ import annotations

import time
from pathlib import Path


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def ends(pid: int, seconds: float = 20) -> bool:
    """Whether a process is gone soon: within a second on a quiet machine."""
    deadline = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)
