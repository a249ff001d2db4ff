"""Namespaces: processes, network, shared memory and mounts of the machine are not there for a candidate.

The fork-server leaves the machine's namespaces once. Then it forks each candidate as the first process of a PID
namespace of its own: when that one ends, the kernel ends whatever it has started, wherever it hides.
"""

from __future__ import annotations

import os
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.process import ON, die_with_parent, told_by_a_fork

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 1 << 17, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30
CAP_SYS_ADMIN = 21
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 18
SHARED_MEMORY_MB = 16
MOST_FILES = 10_000


def enter() -> str:
    """Leave the machine's namespaces; "on", or "off: why", and then nothing has changed.

    What returns "on" is a fork: the caller itself waits for it, and ends when it does.
    """
    if not kernel.IS_LINUX:
        return f"off: {kernel.ONLY_LINUX}"
    state = told_by_a_fork(_leave)
    return state if state != ON else _leave()


def fork(is_inside: bool) -> int:
    """As os.fork; the child is the first process of a PID namespace, if this process has entered its own."""
    if not is_inside:
        return os.fork()
    own, pid = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC), -1
    try:
        kernel.unshare(NEWPID)
        pid = os.fork()
        return pid
    finally:
        if pid:  # where the fork failed as well: the next one is to be tried from here
            kernel.setns(own, NEWPID)
        os.close(own)


def own_files(scratch: str, files_mb: int) -> None:
    """Shared memory and mounts of this process's own, and a scratch folder in memory that cannot outgrow its size."""
    kernel.unshare(NEWIPC | NEWNS)
    files = {path: path.read_bytes() for path in Path(scratch).rglob("*") if path.is_file()}
    options = f"size={files_mb}m,nr_inodes={MOST_FILES},mode=700"
    kernel.mount("tmpfs", scratch, "tmpfs", MS_NOSUID | MS_NODEV, options)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    os.chdir(scratch)


def _leave() -> str:
    if not _may_administer():
        _become_a_user_namespace()
    kernel.unshare(NEWNET | NEWIPC | NEWUTS | NEWNS | NEWPID)
    inner = os.fork()
    if inner:
        _, status = os.waitpid(inner, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    die_with_parent()
    kernel.mount("none", "/", None, MS_REC | MS_PRIVATE)
    kernel.mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    if os.path.isdir("/dev/shm"):
        options = f"size={SHARED_MEMORY_MB}m,mode=1777"
        kernel.mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
    return ON


def _may_administer() -> bool:
    """Whether this process may make namespaces as it is."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    return bool(int(line.split()[1], 16) >> CAP_SYS_ADMIN & 1)


def _become_a_user_namespace() -> None:
    """A user namespace in which this user is the only one, and may do what the rest needs."""
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(NEWUSER)
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
