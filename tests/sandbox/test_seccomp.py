"""What the kernel refuses to a candidate beside files, and what it must not refuse."""

from __future__ import annotations

import platform
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import seccomp

Probe = Callable[[str], Any]

pytestmark = pytest.mark.skipif(platform.machine() not in seccomp.ARCHITECTURES, reason="no list of system calls")

CALL = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(ctypes.c_long({number}), *[ctypes.c_long(value) for value in {arguments}])
return "allowed" if answer >= 0 else errno.errorcode[ctypes.get_errno()]
"""
SOCKETS = {
    "TCP": "socket.AF_INET, socket.SOCK_STREAM",
    "UDP": "socket.AF_INET, socket.SOCK_DGRAM",
    "a path": "socket.AF_UNIX, socket.SOCK_STREAM",
    "netlink": "socket.AF_NETLINK, socket.SOCK_RAW",
}
REFUSED = {
    "the memory of others": ("process_vm_readv", [1, 0, 0, 0, 0, 0]),
    "tracing": ("ptrace", [16, 1, 0, 0]),
    "others' descriptors": ("pidfd_getfd", [0, 0, 0]),
    "others' limits": ("prlimit64", [2, 0, 0, 0]),
    "others' processors": ("sched_setaffinity", [2, 0, 0]),
    "priorities": ("setpriority", [0, 0, 5]),
    "a user namespace": ("unshare", [1 << 28]),
    "a fork into a namespace": ("clone", [1 << 28, 0, 0, 0, 0]),
    "mounts": ("mount", [0, 0, 0, 0, 0]),
    "memory without a name": ("memfd_create", [0, 0]),
    "shared memory": ("shmget", [1, 4096, 0o1600]),
    "a semaphore": ("semget", [1, 1, 0o1600]),
    "a queue": ("mq_open", [0, 0, 0, 0]),
    "others' shared memory": ("shmctl", [0, 0, 0]),
    "others' semaphores": ("semctl", [0, 0, 0, 0]),
    "others' messages": ("msgrcv", [0, 0, 0, 0, 0]),
    "the queue of another": ("mq_unlink", [0]),
    "a file's length by its name": ("truncate", [0, 0]),
    "a file's attributes": ("setxattr", [0, 0, 0, 0, 0]),
    "a file's flags": ("ioctl", [0, 0x40086602]),
    "another address": ("connect", [0, 0, 0]),
    "an address": ("bind", [0, 0, 0]),
    "leaving orphans to others": ("prctl", [36, 0, 0, 0, 0]),
    "outliving its parent": ("prctl", [1, 0, 0, 0, 0]),
    "a key": ("add_key", [0, 0, 0, 0, 0]),
    "rings": ("io_uring_setup", [1, 0]),
    "programs for the kernel": ("bpf", [0, 0, 0]),
    "counters": ("perf_event_open", [0, 0, 0, 0, 0]),
    "a lease": ("fcntl", [0, 1024, 0]),
    "typing into a terminal": ("ioctl", [0, 0x5412, 0]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused(what: str, probe: Probe) -> None:
    name, arguments = REFUSED[what]
    number = seccomp.ARCHITECTURES[platform.machine()].numbers[name]
    assert probe(CALL.format(number=number, arguments=arguments)) == "EPERM"


@pytest.mark.parametrize("kind", SOCKETS)
def test_no_socket_can_be_made(kind: str, probe: Probe) -> None:
    assert probe(f"import socket\nsocket.socket({SOCKETS[kind]})") == "PermissionError"


@pytest.mark.parametrize("kind", ["SOCK_DGRAM", "SOCK_RAW"])
def test_no_message_leaves_by_a_pair_of_sockets(kind: str, probe: Probe, scratch: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(scratch / "listener"))
        (scratch / "listener").chmod(0o777)
        listener.setblocking(False)
        probe(f"import socket\nsocket.socketpair(socket.AF_UNIX, socket.{kind})[0].sendto(b'out', 'listener')")
        with pytest.raises(BlockingIOError):
            listener.recv(3)


def test_a_call_that_is_newer_than_the_list_is_not_there(probe: Probe) -> None:
    assert probe(CALL.format(number=452, arguments=[0, 0, 0, 0])) == "ENOSYS"


@pytest.mark.parametrize("change", ["os.chmod(file, 0)", "os.utime(file, (1, 1))", "os.fchmod(os.open(file, 0), 0)"])
def test_a_change_of_mode_or_time_is_told_to_be_done_and_is_not(change: str, probe: Probe) -> None:
    about = "(lambda about: (about.st_mode, about.st_mtime))(os.stat(file))"
    assert probe(f"import os\nfile = 'probe.py'\nbefore = {about}\n{change}\nreturn {about} == before") is True


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the architecture has one set of numbers")
def test_a_call_under_a_foreign_number_ends_the_process(probe: Probe) -> None:
    number = 0x40000000 + seccomp.ARCHITECTURES["x86_64"].numbers["ptrace"]
    body = f"import os, ctypes\nif os.fork() == 0:\n    ctypes.CDLL(None).syscall({number}, 0)\n    os._exit(0)"
    assert probe(f"{body}\nreturn os.WTERMSIG(os.wait()[1])") == 31


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("import asyncio\nreturn asyncio.run(asyncio.sleep(0, 'slept'))", "slept"),
        ("import subprocess\nreturn subprocess.run(['echo', 'said'], capture_output=True, text=True).stdout", "said\n"),
        ("import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()\nreturn t.is_alive()", False),
        ("import socket\na, b = socket.socketpair()\na.send(b'x')\nreturn b.recv(1) == b'x'", True),
        ("import tempfile\nwith tempfile.TemporaryFile() as f:\n    return f.write(b'abc')", 3),
        ("import mmap\nreturn len(mmap.mmap(-1, 8192))", 8192),
        ("import os, time\npid = os.fork()\nif pid == 0:\n    time.sleep(9)\nos.kill(pid, 9)\nreturn os.wait()[1]", 9),
        ("import shutil\nreturn shutil.copy2('probe.py', 'copy.py')", "copy.py"),
        ("import os\nos.sched_setaffinity(0, os.sched_getaffinity(0))\nreturn 'set'", "set"),
    ],
    ids=["asyncio", "subprocess", "threads", "socketpair", "tempfile", "mmap", "its own forks", "copying", "affinity"],
)
def test_what_coursework_uses_works(body: str, answer: Any, probe: Probe) -> None:
    assert probe(body) == answer


@pytest.mark.parametrize(
    ("machine", "header"),
    [("x86_64", "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "/usr/include/asm-generic/unistd.h")],
)
def test_the_numbers_are_those_of_the_kernel(machine: str, header: str) -> None:
    if not Path(header).exists():
        pytest.skip(f"there is no {header}")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", Path(header).read_text())
    known = {name: int(number) for name, number in defined}
    assert {name: known.get(name) for name in seccomp.ARCHITECTURES[machine].numbers} == seccomp.ARCHITECTURES[
        machine
    ].numbers


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
@pytest.mark.parametrize("process", [seccomp.Process(1, True), seccomp.Process(77, False)], ids=["first", "kept"])
def test_every_jump_of_the_filter_lands_inside_it(machine: str, process: seccomp.Process) -> None:
    program = seccomp.program(seccomp.ARCHITECTURES[machine], process)
    assert all(place + 1 + max(one[1], one[2]) < len(program) for place, one in enumerate(program[:-1]))
    assert program[-1] == seccomp.ALLOW
