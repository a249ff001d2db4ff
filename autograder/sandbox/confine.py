"""The layers that confine a candidate, each one short function that answers "on" or "off: why"."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import identity, kernel, landlock, namespaces, seccomp
from autograder.sandbox.process import ON, die_with_parent, silence, told_by_a_fork

MB = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")
SWITCHED_OFF = "off: switched off"
_HOMES = ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "JOBLIB_TEMP_FOLDER", "TORCHINDUCTOR_CACHE_DIR")


@dataclass(frozen=True)
class Confinement:
    """What one candidate may use: its scratch folder, and how much of everything."""

    scratch: str
    memory_mb: int
    cpu_seconds: int
    files_mb: int
    processes: int


@dataclass(frozen=True)
class Surroundings:
    """What is the same for all candidates of a fork-server.

    `readable` are the files and folders they may read beside their scratch folders. `namespaces` and `uid` are the
    states of these layers, found out once. `without` names layers that are switched off, to see what the others stop.
    """

    readable: tuple[str, ...]
    namespaces: str
    uid: str
    without: frozenset[str] = frozenset()


def settle(readable: tuple[str, ...], links: str, without: frozenset[str]) -> Surroundings:
    """Find out what this machine allows, and leave its namespaces; what returns may be a fork of the caller."""
    entered = SWITCHED_OFF if "namespaces" in without else namespaces.enter()
    uid = SWITCHED_OFF if "uid" in without else told_by_a_fork(lambda: identity.another_user(links))
    return Surroundings(readable, entered, uid, without)


def confine(rules: Confinement, around: Surroundings, user: int, keep: tuple[int, ...]) -> dict[str, str]:
    """Confine this process, fresh from the fork, before it has read anything of a student's.

    `user` is the id it takes where it can, and `keep` are the descriptors that stay open beside 0 to 2. The answer
    says of each layer whether it is on. The order matters: each step needs what a later one takes away.
    """

    def layer(name: str, put_on: Callable[[], str]) -> str:
        return SWITCHED_OFF if name in around.without else put_on()

    is_own_user = around.uid == ON
    states = {"process": own_process(rules, keep), "watchdog": ON}  # the examiner's, beside its deadlines
    states["namespaces"] = layer("namespaces", lambda: own_shared_memory(around.namespaces))
    states["limits"] = layer("limits", lambda: limits(rules, is_own_user))
    states["landlock"] = layer("landlock", lambda: landlock.restrict(around.readable, (rules.scratch, os.devnull)))
    if is_own_user:
        identity.become_another_user(user, rules.scratch)
        die_with_parent()
    states["uid"] = around.uid
    states["capabilities"] = layer("capabilities", identity.no_capabilities)
    is_kept_in = ON in (around.uid, around.namespaces) or (states["landlock"] == ON and landlock.closes_signals())
    states["seccomp"] = layer("seccomp", lambda: seccomp.install(seccomp.Process(os.getpid(), is_kept_in)))
    return {name: states[name] for name in LAYERS}


LAYERS = ("process", "limits", "watchdog", "landlock", "seccomp", "namespaces", "uid", "capabilities")


class Unconfined(RuntimeError):
    """This system has neither Landlock nor seccomp; the text says what that means."""


def require_confinement() -> None:
    """Make sure that something keeps a candidate from the files and the network of this machine.

    Raises:
        Unconfined: Nothing does.
    """
    if landlock.abi() == 0:
        seccomp_state = told_by_a_fork(lambda: seccomp.install(seccomp.Process(os.getpid(), is_kept_in=True)))
        if seccomp_state != ON:
            raise Unconfined(
                "This system has neither Landlock nor seccomp, so nothing would keep a submission from your files and "
                "your network: grade on Linux 5.13 or newer, or, for submissions you trust, with --allow-unconfined."
            )


def own_process(rules: Confinement, keep: tuple[int, ...]) -> str:
    """A session of its own, no descriptor but its own, its scratch folder as home; it dies with its parent."""
    os.setsid()
    die_with_parent()
    # What its children leave behind stays below it, where it is counted.
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    silence(keep)
    os.chdir(rules.scratch)
    os.umask(0o077)
    os.environ.update(dict.fromkeys(_HOMES, rules.scratch))
    return ON


def own_shared_memory(entered: str) -> str:
    """Leave the fork-server's own namespace for shared memory and semaphores, if it has left the machine's."""
    if entered == ON:
        kernel.unshare(namespaces.NEWIPC)
    return entered


def limits(rules: Confinement, is_own_user: bool) -> str:
    """The kernel's own limits; a limit of the machine that is lower already stays."""
    virtual, data = _memory_now()
    budget = rules.memory_mb * MB
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: rules.cpu_seconds,
        resource.RLIMIT_FSIZE: rules.files_mb * MB,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_DATA: data + budget,
        # Address space is reserved freely by numerics; this only bounds what the data limit does not see.
        resource.RLIMIT_AS: virtual + 2 * budget + 1024 * MB,
    }
    if is_own_user:  # the kernel counts all that a user runs, threads too; others' would count as well
        wanted[resource.RLIMIT_NPROC] = 4 * rules.processes
    for kind, amount in wanted.items():
        _, hard = resource.getrlimit(kind)
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (amount, amount))
    return ON


def _memory_now() -> tuple[int, int]:
    """This process's virtual size and data size, in bytes."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[0]) * PAGE, int(fields[5]) * PAGE
