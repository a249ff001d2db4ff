"""What makes a process its own: a session, descriptors, a parent to die with; and forks that only try something.

Also what processes say to each other: short messages.
"""

from __future__ import annotations

import itertools
import os
import signal
import socket
from collections.abc import Callable

from autograder.sandbox import kernel

ON = "on"
MESSAGE = 64  # bytes of every message, so that two that come together can be told apart
MOST_DESCRIPTORS = 1 << 16


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends, if it is Linux. Becoming another user undoes it."""
    if kernel.IS_LINUX:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Have what this process's children leave behind stay below it, if the kernel is Linux."""
    if kernel.IS_LINUX:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)


def look_into_nothing() -> None:
    """Let no other process of this user look into this one, or into what it forks, if the kernel is Linux."""
    if kernel.IS_LINUX:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def message_pair() -> tuple[socket.socket, socket.socket]:
    """Two ends for messages with descriptors; who reads is told when nobody can write any more."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET if kernel.IS_LINUX else socket.SOCK_STREAM)


def message(text: str) -> bytes:
    """What goes over such a pair, short and always of one size."""
    return text.encode()[:MESSAGE].ljust(MESSAGE, b"\0")


def heard(end: socket.socket) -> str:
    """The next message there; nothing if none comes any more."""
    try:
        return end.recv(MESSAGE).rstrip(b"\0").decode()
    except OSError:
        return ""


def silence(keep: tuple[int, ...]) -> None:
    """Turn 0 to 2 to nowhere, and close every other descriptor but those in `keep`."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(quiet, descriptor)
    most = os.sysconf("SC_OPEN_MAX")
    edges = [2, *sorted(keep), most if kernel.IS_LINUX else min(most, MOST_DESCRIPTORS)]  # elsewhere closed one by one
    for below, above in itertools.pairwise(edges):
        os.closerange(below + 1, above)


def told_by_a_fork(action: Callable[[], str]) -> str:
    """What `action` says in a fork of this process, which is thrown away; "off: why" if it fails there."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            told = action()
        except OSError as error:
            told = f"off: {error.strerror or type(error).__name__}"
        except BaseException as error:
            told = f"off: {type(error).__name__}"
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        told = answer.read()
    os.waitpid(pid, 0)
    return told or "off: the process that tried it ended"
