"""Linux's system calls that Python does not offer, each raising OSError where the kernel refuses, or is another."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from typing import Any

IS_LINUX = sys.platform == "linux"
ONLY_LINUX = "only Linux has it"

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
    _call("prctl", option, *arguments, *[0] * (4 - len(arguments)))


def syscall(number: int, *arguments: Any) -> int:
    """A system call by its number."""
    return _call("syscall", ctypes.c_long(number), *arguments)


def unshare(namespaces: int) -> None:
    """Leave the namespaces whose CLONE_NEW bits are set for new ones."""
    _call("unshare", namespaces)


def setns(descriptor: int, namespace: int) -> None:
    """Go into the namespace that the descriptor stands for."""
    _call("setns", descriptor, namespace)


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system, or change how a mount is shared."""
    _call("mount", source.encode(), target.encode(), kind and kind.encode(), flags, options.encode())


def _call(name: str, *arguments: Any) -> int:
    if not IS_LINUX:  # the same number is another call there
        raise OSError(errno.ENOSYS, ONLY_LINUX)
    answer: int = getattr(_libc, name)(*arguments)
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer
