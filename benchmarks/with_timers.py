"""An engine with timers in all its processes, see `timers`: a preload for its candidates, and then its host."""

from __future__ import annotations

import socket

from benchmarks import timers

timers.time_candidates()


def main(fork_server: socket.socket) -> None:
    """Be the host of examiners that are timed."""
    timers.time_examiners()
    from autograder.grading import host

    host.main(fork_server)
