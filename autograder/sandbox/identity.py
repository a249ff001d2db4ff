"""Who a candidate is: another user where we are root, and nobody with a privilege."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.process import ON

# Ids that systemd sets aside for services which have none of their own: nobody's files carry them.
FIRST_USER, USERS = 61184, 4336
LAST_CAPABILITY = 40
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION = 0x20080522
PR_CAP_AMBIENT_CLEAR_ALL = 4


def another_user(links: str) -> str:
    """Whether candidates can be users of their own here: "on", or "off: why". For a fork that is thrown away."""
    if not kernel.IS_LINUX:
        return f"off: {kernel.ONLY_LINUX}"
    if os.geteuid() != 0:
        return "off: only root can change who a process is"
    _become(FIRST_USER)
    for folder in (Path(os.__file__).parent, Path(links), *(one.resolve() for one in Path(links).iterdir())):
        if not os.access(folder, os.R_OK):
            return f"off: other users cannot read {sys.prefix}"
    return ON


def become_another_user(user: int, scratch: str) -> None:
    """Turn this process, root's, into the user `user`, who owns the scratch folder alone."""
    for folder, _, files in os.walk(scratch):
        for path in (folder, *(os.path.join(folder, name) for name in files)):
            os.chown(path, user, user, follow_symlinks=False)
    _become(user)


def _become(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def no_capabilities() -> str:
    """Give up every privilege beyond those of an ordinary user, for good; "on", or "off: why"."""
    machine = os.uname().machine
    if machine not in _CAPSET:
        return f"off: no number of the call for {machine}"
    try:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.prctl(kernel.PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
        header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITY_VERSION, 0), 8)
        kernel.syscall(_CAPSET[machine], header, ctypes.create_string_buffer(24))
    except OSError as error:
        return f"off: {error.strerror}"
    return ON


def bound() -> None:
    """Have no program that this process or its forks start gain a privilege; what they have, they keep."""
    for capability in range(LAST_CAPABILITY + 1):
        try:
            kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
        except OSError:  # an ordinary user may not, and has nothing to lose; a kernel may not know this one
            continue
