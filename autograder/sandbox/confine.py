"""The layers that confine a candidate, each one short function that answers "on" or "off: why"."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import WrongUse
from autograder.sandbox import identity, kernel, landlock, namespaces, seccomp
from autograder.sandbox.family import PAGE
from autograder.sandbox.process import ON, adopt_orphans, die_with_parent, silence, told_by_a_fork

MB = 1 << 20
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
    if "capabilities" not in without:
        identity.bound()
    uid = SWITCHED_OFF if "uid" in without else told_by_a_fork(lambda: identity.another_user(links))
    return Surroundings(readable, entered, uid, without)


@dataclass(frozen=True)
class Prepared:
    """What one candidate needs and can be made before it is asked for: the id of a user, and a Landlock ruleset.

    The ruleset is a descriptor, or says why there is none.
    """

    user: int
    ruleset: int | str


def prepare(around: Surroundings, number: int) -> Prepared:
    """Make ready for the candidate of this number: what is made before the fork costs the candidate no time."""
    user = identity.FIRST_USER + number % identity.USERS
    if "landlock" in around.without:
        return Prepared(user, SWITCHED_OFF)
    try:
        return Prepared(user, landlock.prepare(around.readable))
    except OSError as error:
        return Prepared(user, "off: this kernel has no Landlock" if landlock.abi() == 0 else f"off: {error.strerror}")


def confine(rules: Confinement, around: Surroundings, prepared: Prepared, keep: tuple[int, ...]) -> dict[str, str]:
    """Confine this process, fresh from the fork, before it has read anything of a student's.

    `keep` are the descriptors that stay open beside 0 to 2. The answer says of each layer whether it is on. The order
    matters: each step needs what a later one takes away.
    """
    ruleset = prepared.ruleset

    def layer(name: str, put_on: Callable[[], str]) -> str:
        return SWITCHED_OFF if name in around.without else put_on()

    is_own_user = around.uid == ON
    kept = (*keep, ruleset) if isinstance(ruleset, int) else keep
    states = {"process": own_process(rules, kept), "watchdog": ON}  # the examiner's, beside its deadlines
    states["namespaces"] = layer("namespaces", lambda: own_namespaces(rules, around.namespaces))
    states["limits"] = layer("limits", lambda: limits(rules, is_own_user))
    states["landlock"] = named_files(rules, ruleset)
    if is_own_user:
        identity.become_another_user(prepared.user, rules.scratch)
        die_with_parent()
    states["uid"] = around.uid
    states["capabilities"] = layer("capabilities", identity.no_capabilities)
    is_kept_in = ON in (around.uid, around.namespaces) or (states["landlock"] == ON and landlock.closes_signals())
    states["seccomp"] = layer("seccomp", lambda: seccomp.install(seccomp.Process(os.getpid(), is_kept_in)))
    return {name: states[name] for name in LAYERS}


LAYERS = ("process", "limits", "watchdog", "landlock", "seccomp", "namespaces", "uid", "capabilities")


class Unconfined(WrongUse):
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
    adopt_orphans()  # what its children leave behind is counted
    silence(keep)
    os.chdir(rules.scratch)
    os.umask(0o077)
    os.environ.update(dict.fromkeys(_HOMES, rules.scratch))
    return ON if kernel.IS_LINUX else "off: only Linux ends a process with its parent"


def own_namespaces(rules: Confinement, entered: str) -> str:
    """Leave what the fork-server's candidates would share, if it has left what the machine shares."""
    if entered == ON:
        namespaces.own_files(rules.scratch, rules.files_mb)
    return entered


def named_files(rules: Confinement, ruleset: int | str) -> str:
    """No file but those named: what the ruleset allows to read, and the scratch folder."""
    if isinstance(ruleset, str):
        return ruleset
    state = landlock.restrict(ruleset, (rules.scratch, os.devnull))
    os.close(ruleset)
    return state


def limits(rules: Confinement, is_own_user: bool) -> str:
    """The kernel's own limits; a limit of the machine that is lower already stays."""
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: rules.cpu_seconds,
        resource.RLIMIT_FSIZE: rules.files_mb * MB,
        resource.RLIMIT_NOFILE: 256,
    }
    if kernel.IS_LINUX:
        virtual, data = _memory_now()
        budget = rules.memory_mb * MB
        wanted[resource.RLIMIT_DATA] = data + budget
        # Address space is reserved freely by numerics; this only bounds what the data limit does not see.
        wanted[resource.RLIMIT_AS] = virtual + 2 * budget + 1024 * MB
    if is_own_user:  # the kernel counts all that a user runs, threads too; others' would count as well
        wanted[resource.RLIMIT_NPROC] = 4 * rules.processes
    for kind, amount in wanted.items():
        _, hard = resource.getrlimit(kind)
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (amount, amount))
    return ON if kernel.IS_LINUX else "off: only Linux keeps a limit on memory"


def _memory_now() -> tuple[int, int]:
    """This process's virtual size and data size, in bytes."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[0]) * PAGE, int(fields[5]) * PAGE
