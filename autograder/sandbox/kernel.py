"""The system calls that Python does not offer, each raising OSError where the kernel refuses."""

from __future__ import annotations

import ctypes
import os
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47

_libc = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, *arguments: Any) -> None:
    """Change something about this process."""
    _require(_libc.prctl(option, *arguments, *[0] * (4 - len(arguments))))


def syscall(number: int, *arguments: Any) -> int:
    """A system call by its number."""
    return _require(_libc.syscall(ctypes.c_long(number), *arguments))


def unshare(namespaces: int) -> None:
    """Leave the namespaces whose CLONE_NEW bits are set for new ones."""
    _require(_libc.unshare(namespaces))


def setns(descriptor: int, namespace: int) -> None:
    """Go into the namespace that the descriptor stands for."""
    _require(_libc.setns(descriptor, namespace))


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system, or change how a mount is shared."""
    _require(_libc.mount(source.encode(), target.encode(), kind and kind.encode(), flags, options.encode()))


def _require(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer
