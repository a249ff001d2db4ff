"""Forks of the notebook that answer in its place, and may wait in between: both ends of the line between the two."""

from __future__ import annotations

import os
import select
import socket
from contextlib import suppress
from dataclasses import dataclass

TICK_SECONDS = 0.02


@dataclass(frozen=True)
class Fork:
    """A fork, as the notebook holds it; without a line to it, if no descriptor was left for one."""

    pid: int
    line: socket.socket | None

    def waits(self) -> bool:
        """Whether it waits, as it says itself when it begins to; otherwise it has ended. Until then this waits."""
        while self.line is not None and not select.select([self.line], [], [], TICK_SECONDS)[0]:
            if not self._is_alive():  # and what it has forked itself keeps the line open
                return False
        if self.line is not None and _heard(self.line):
            return True
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        return False

    def _is_alive(self) -> bool:
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] == 0
        except ChildProcessError:
            return False

    def wake(self) -> None:
        """Let it go on."""
        if self.line is not None:
            with suppress(OSError):  # it has ended meanwhile
                self.line.send(b"!")

    def close(self) -> None:
        """Neither hear of it nor wake it any more."""
        if self.line is not None:
            self.line.close()


class InFork:
    """The fork's own end of the line."""

    def __init__(self, line: socket.socket | None) -> None:
        self._line = line
        self._free = _free_descriptor()

    def is_woken(self) -> bool:
        """Wait; whether it is ever woken. One that has left a file open does not wait: others might want the file."""
        if self._line is None or _free_descriptor() != self._free:
            return False
        self._line.send(b"!")
        return _heard(self._line)


def both_ends() -> tuple[socket.socket, socket.socket] | tuple[None, None]:
    """A new line, by both its ends; none in a notebook that has left so many files open."""
    try:
        return socket.socketpair()
    except OSError:
        return None, None


def _heard(end: socket.socket) -> bool:
    """Whether the other end has said something, and not just gone."""
    try:
        return bool(end.recv(1))
    except OSError:
        return False


def _free_descriptor() -> int:
    """The lowest one that is free; -1 if none is."""
    try:
        free = os.dup(0)
    except OSError:
        return -1
    os.close(free)
    return free
