"""Run a command as on another machine: `python levels.py LEVEL COMMAND...`, as root.

Nothing outside this process and its children changes: what it mounts, it mounts for itself alone.
"""

from __future__ import annotations

import errno
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import autograder
from autograder.sandbox import kernel, landlock, seccomp
from autograder.sandbox.namespaces import MS_PRIVATE, MS_REC, NEWNS

MS_BIND = 1 << 12
USER = 60_123
PRCTL = {"x86_64": 157, "aarch64": 167}
NAMESPACE_CALLS = ("unshare", "setns", "mount")
CONTAINER = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)  # the capabilities that Docker leaves to root


def as_root() -> None:
    """Root, on a machine where everybody can read the installed Python."""
    let_everybody_read([Path(sys.base_prefix), Path(sys.prefix), Path(autograder.__file__).parents[1]])


def as_container() -> None:
    """Root in a container, which may make no namespaces and has few privileges."""
    as_root()
    forbid_namespaces()
    keep_few_privileges()


def as_user() -> None:
    """An ordinary user, who may make user namespaces."""
    as_root()
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)


def as_kept_user() -> None:
    """An ordinary user where user namespaces are forbidden."""
    as_user()
    forbid_namespaces()


def as_old_kernel() -> None:
    """Root, under a kernel that has neither Landlock nor filters for system calls."""
    as_root()
    calls = seccomp.for_call(PRCTL[platform.machine()], 0, [*seccomp.equals(kernel.PR_SET_SECCOMP, errno.EINVAL)])
    seccomp.load(
        [seccomp.LOAD_NUMBER, *seccomp.equals(landlock.SYS_CREATE_RULESET, errno.ENOSYS), *calls, seccomp.ALLOW]
    )


LEVELS: dict[str, Callable[[], None]] = {
    "root": as_root,
    "container": as_container,
    "user": as_user,
    "kept_user": as_kept_user,
    "old_kernel": as_old_kernel,
}


def keep_few_privileges() -> None:
    """As the containers' usual settings do, for what this process starts."""
    for capability in set(range(41)) - set(CONTAINER):
        try:
            kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
        except OSError:
            continue


def forbid_namespaces() -> None:
    """As the containers' usual filter does."""
    numbers = seccomp.ARCHITECTURES[platform.machine()].numbers
    refused = [one for name in NAMESPACE_CALLS for one in seccomp.equals(numbers[name], errno.EPERM)]
    seccomp.load([seccomp.LOAD_NUMBER, *refused, seccomp.ALLOW])


def let_everybody_read(folders: list[Path]) -> None:
    """Put open folders in the place of those that only root may enter, with the same things in them."""
    kernel.unshare(NEWNS)
    kernel.mount("none", "/", None, MS_REC | MS_PRIVATE)
    kept = [Path(tempfile.mkdtemp()) for _ in folders]
    for folder, place in zip(folders, kept):
        kernel.mount(str(folder), str(place), None, MS_BIND | MS_REC)
    for closed in {closed for folder in folders if (closed := closed_above(folder))}:
        kernel.mount("tmpfs", str(closed), "tmpfs", 0, "mode=755")
    for folder, place in zip(folders, kept):
        if not folder.exists():
            folder.mkdir(parents=True)
            kernel.mount(str(place), str(folder), None, MS_BIND | MS_REC)


def closed_above(folder: Path) -> Path | None:
    """The outermost folder on the way that others may not enter."""
    return next((one for one in reversed(folder.parents) if not one.stat().st_mode & 0o001), None)


if __name__ == "__main__":
    level, *command = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o777)
        environment = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home, "PYTHONDONTWRITEBYTECODE": "1"}
        sys.exit(subprocess.run(command, env=environment, preexec_fn=LEVELS[level]).returncode)
