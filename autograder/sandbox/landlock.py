"""Landlock: the kernel opens no file to this process, or any it forks, but those named.

Numbers are those of linux/landlock.h and are the same on every architecture (they came after the tables were unified).
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from autograder.sandbox import kernel
from autograder.sandbox.process import ON

SYS_CREATE_RULESET, SYS_ADD_RULE, SYS_RESTRICT_SELF = 444, 445, 446
CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
READING = EXECUTE | READ_FILE | READ_DIR
# How many of the file system rights (bits from 0) and whether the network and scope fields are known, by ABI.
_FS_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
_TCP = 0b11  # bind, connect
_SCOPES = 0b11  # abstract unix sockets, signals


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """The version of Landlock this kernel offers; 0 if none."""
    try:
        return kernel.syscall(SYS_CREATE_RULESET, None, 0, CREATE_RULESET_VERSION)
    except OSError:
        return 0


def closes_signals() -> bool:
    """Whether Landlock keeps a process here from signalling those outside."""
    return abi() >= 6


def prepare(readable: Iterable[str]) -> int:
    """A ruleset, as a descriptor, that allows to read the files and folders in `readable`.

    It also closes TCP, and abstract sockets and signals to processes outside, where the kernel knows how.

    Raises:
        OSError: This kernel has no Landlock.
    """
    version = abi()
    everything = _everything(version)
    rules = _Ruleset(everything, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = kernel.syscall(SYS_CREATE_RULESET, ctypes.byref(rules), size, 0)
    for path in readable:
        _allow(ruleset, path, READING & everything)
    return ruleset


def restrict(ruleset: int, writable: Iterable[str]) -> str:
    """Allow this process what the prepared ruleset does, to read of itself, and anything in `writable`.

    The answer is "on", or "off: why".
    """
    everything = _everything(abi())
    try:
        _allow(ruleset, "/proc/self", READING & everything)  # another's, when the ruleset was prepared
        for path in writable:
            _allow(ruleset, path, everything)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.syscall(SYS_RESTRICT_SELF, ruleset, 0)
    except OSError as error:
        return f"off: {error.strerror}"
    return ON


def _everything(version: int) -> int:
    """All rights on files that this version knows."""
    return (1 << _FS_BITS.get(version, 16)) - 1


def _allow(ruleset: int, path: str, rights: int) -> None:
    """Allow `rights` on a path and what is below it; what is not there needs no allowing."""
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(parent).st_mode):
            rights &= FILE_RIGHTS
        rule = _PathBeneath(rights, parent)
        kernel.syscall(SYS_ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(parent)
