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


def restrict(readable: Iterable[str], writable: Iterable[str]) -> str:
    """Allow this process to read the files and folders in `readable`, to do anything in `writable`, and no more.

    Also closes TCP, and abstract sockets and signals to processes outside, where the kernel knows how. The answer is
    "on" or "off: why".
    """
    version = abi()
    if version == 0:
        return "off: this kernel has no Landlock"
    everything = (1 << _FS_BITS.get(version, 16)) - 1
    rules = _Ruleset(everything, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    try:
        ruleset = kernel.syscall(SYS_CREATE_RULESET, ctypes.byref(rules), size, 0)
        try:
            for paths, rights in ((readable, READING), (writable, everything)):
                for path in paths:
                    _allow(ruleset, path, rights & everything)
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            kernel.syscall(SYS_RESTRICT_SELF, ruleset, 0)
        finally:
            os.close(ruleset)
    except OSError as error:
        return f"off: {error.strerror}"
    return ON


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
