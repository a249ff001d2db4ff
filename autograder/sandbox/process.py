"""What makes a process its own: a session, descriptors, a parent to die with; and forks that only try something."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Callable

from autograder.sandbox import kernel

ON = "on"


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends. Becoming another user undoes it."""
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


def silence(keep: tuple[int, ...]) -> None:
    """Turn 0 to 2 to nowhere, and close every other descriptor but those in `keep`."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(quiet, descriptor)
    edges = [2, *sorted(keep), os.sysconf("SC_OPEN_MAX")]
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
