"""The layers that confine a candidate, each one short function that answers "on" or "off: why"."""

from __future__ import annotations

import ctypes
import itertools
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import landlock
from autograder.sandbox.landlock import ON

PR_SET_PDEATHSIG = 1
MB = 1 << 20
_HOMES = ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "JOBLIB_TEMP_FOLDER", "TORCHINDUCTOR_CACHE_DIR")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Confinement:
    """What one candidate may use: its scratch folder, and how much of everything.

    `readable` are the files and folders it may read beside its scratch folder.
    """

    scratch: str
    memory_mb: int
    cpu_seconds: int
    files_mb: int
    processes: int
    readable: tuple[str, ...] = ()


def confine(rules: Confinement, keep: tuple[int, ...]) -> dict[str, str]:
    """Confine this process, fresh from the fork, before it has read anything of a student's.

    `keep` are the descriptors that stay open beside 0 to 2. The answer says of each layer whether it is on.
    """
    return {
        "process": own_process(rules, keep),
        "limits": limits(rules),
        "watchdog": ON,  # the examiner's, beside its deadlines
        "landlock": landlock.restrict(rules.readable, writable=(rules.scratch, os.devnull)),
    }


def own_process(rules: Confinement, keep: tuple[int, ...]) -> str:
    """A session of its own, no descriptor but its own, its scratch folder as home; it dies with its parent."""
    os.setsid()
    die_with_parent()
    silence(keep)
    os.chdir(rules.scratch)
    os.umask(0o077)
    os.environ.update(dict.fromkeys(_HOMES, rules.scratch))
    return ON


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def silence(keep: tuple[int, ...]) -> None:
    """Turn 0 to 2 to nowhere, and close every other descriptor but those in `keep`."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(quiet, descriptor)
    edges = [2, *sorted(keep), os.sysconf("SC_OPEN_MAX")]
    for below, above in itertools.pairwise(edges):
        os.closerange(below + 1, above)


def limits(rules: Confinement) -> str:
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
    for kind, amount in wanted.items():
        _, hard = resource.getrlimit(kind)
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (amount, amount))
    return ON


def _memory_now() -> tuple[int, int]:
    """This process's virtual size and data size, in bytes."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[0]) * PAGE, int(fields[5]) * PAGE
