"""Run Python as on a Mac: `python darwin.py PYTHON ARGUMENTS...`, where PYTHON names the program that starts this.

What Linux alone has is not there: names of the standard library, /proc, and calls by the C library. It shows that we ask
for none of it. What a Mac does otherwise, it cannot show.
"""

from __future__ import annotations

import errno
import os
import resource
import runpy
import select
import selectors
import signal
import socket
import sys
import sysconfig
import types
from typing import Any

ONLY_LINUX = {
    os: (
        *("eventfd", "getresgid", "getresuid", "memfd_create", "pidfd_open", "sched_getaffinity", "sched_setaffinity"),
        *("setns", "setresgid", "setresuid", "splice", "unshare", "O_PATH", "O_TMPFILE"),
    ),
    resource: ("prlimit", "RLIMIT_MSGQUEUE", "RLIMIT_NICE", "RLIMIT_OFILE", "RLIMIT_RTPRIO", "RLIMIT_SIGPENDING"),
    select: ("epoll",),
    signal: ("pidfd_send_signal", "SIGRTMIN", "SIGRTMAX", "sigtimedwait", "sigwaitinfo"),
    socket: ("SOCK_CLOEXEC", "SOCK_NONBLOCK", "MSG_CMSG_CLOEXEC", "SO_PEERCRED"),
}
CALLS = {"prctl", "syscall", "unshare", "setns", "mount"}


def pretend(python: str) -> None:
    """From now on, for all that is imported later."""
    sysconfig.get_config_vars()  # found by the true name of the platform
    sys.platform, sys.executable = "darwin", python
    machine = os.uname_result(("Darwin", "mac", "23.6.0", "Darwin Kernel Version 23.6.0", "arm64"))
    os.uname = lambda: machine
    for module, names in ONLY_LINUX.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    selectors.DefaultSelector = selectors.PollSelector
    whole_pair = socket.socketpair

    def pair(family: int = socket.AF_UNIX, kind: int = socket.SOCK_STREAM, number: int = 0) -> Any:
        if kind == socket.SOCK_SEQPACKET:
            raise OSError(errno.EPROTONOSUPPORT, "Protocol not supported")
        return whole_pair(family, kind, number)

    socket.socketpair = pair
    proxies = sys.modules["_scproxy"] = types.ModuleType("_scproxy")  # a Mac's Python has it
    proxies.__dict__.update(_get_proxies=dict, _get_proxy_settings=dict)
    sys.addaudithook(refuse)


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("open", "os.listdir", "os.scandir"):
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else ""
        if path == "/proc" or path.startswith("/proc/"):
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
    if event == "ctypes.dlsym" and arguments[1] in CALLS:
        raise AttributeError(f"a Mac has no {arguments[1]}, or another one of that name")


def main(python: str, arguments: list[str]) -> None:
    """As Python takes them: a module, a text or a file, and what it is given."""
    pretend(python)
    how, *rest = arguments
    sys.path[0] = ""
    if how == "-m":
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif how == "-c":
        sys.argv = ["-c", *rest[1:]]
        exec(compile(rest[0], "<string>", "exec"), sys.modules["__main__"].__dict__)
    else:
        sys.argv, sys.path[0] = arguments, os.path.dirname(how)
        runpy.run_path(how, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
