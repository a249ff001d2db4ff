"""Start the warm process: a bare interpreter, a scrubbed environment, and only its own pipes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import autograder
from autograder.assignment import Assignment
from autograder.errors import GraderFault
from autograder.files import remove_whole
from autograder.sandbox.packages import link_packages, readable_paths
from autograder.sandbox.process import heard, message_pair

PACKAGE = Path(autograder.__file__).resolve().parent.parent
ALWAYS = ("numpy", "IPython", "IPython.display", "IPython.core.inputtransformer2")

# One thread: a fork after multi-threaded numerics hangs.
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_ENVIRONMENT = {
    **dict.fromkeys(_ONE_THREAD, "1"),
    "JOBLIB_MULTIPROCESSING": "0",  # its workers are processes with shared memory, which a candidate has not
    "LANG": "C.UTF-8",
    **dict.fromkeys(("USER", "LOGNAME"), "student"),  # the user that a candidate becomes may have no name
    # All memory from malloc and in huge pages: a fork copies page tables, and these are a tenth as long then.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "PYTHONMALLOC": "malloc",
    "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",  # macOS ends a fork that uses its frameworks otherwise
    "MPLBACKEND": "Agg",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # a set of strings is in the same order at every grading
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
_INHERITED = ("LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "TZ")


@contextmanager
def fork_server(assignment: Assignment, without: Iterable[str] = ()) -> Iterator[socket.socket]:
    """A warm fork-server for one assignment, and the socket to ask it on; `without` some layers of the sandbox.

    Raises:
        GraderFault: It could not start.
    """
    with starting(assignment, without) as wait_until_warm:
        yield wait_until_warm()


@contextmanager
def starting(assignment: Assignment, without: Iterable[str] = ()) -> Iterator[Callable[[], socket.socket]]:
    """A fork-server that has begun to import: for who has something else to do meanwhile, and then waits for it."""
    ours, theirs = message_pair()
    how = {"serve": theirs.fileno(), "without": list(without)}

    def wait_until_warm() -> socket.socket:
        if not heard(ours):
            raise GraderFault("The process that submissions are forked from could not start: see the error above.")
        return ours

    with _place(assignment) as place, ours, _start(assignment, place, how, pass_fds=(theirs.fileno(),)) as process:
        theirs.close()
        try:
            yield wait_until_warm
        finally:
            ours.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)  # it ends by itself, and all candidates with it
            process.kill()


@contextmanager
def host(module: str, assignment: Assignment, without: Iterable[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """A warm process that runs the module's `main` for one assignment, with a fork-server of its own beside it.

    It is to be talked to on its standard input and output.
    """
    with _place(assignment) as place:
        paths = [path for path in sys.path if path]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with _start(assignment, place, {"host": module, "paths": paths, "without": list(without)}, **pipes) as process:
            assert process.stdin is not None
            try:
                yield process
                with suppress(BrokenPipeError, subprocess.TimeoutExpired):
                    process.stdin.close()  # it ends by itself, and removes what it made
                    process.wait(timeout=5)
            finally:
                process.kill()


@contextmanager
def _place(assignment: Assignment) -> Iterator[Path]:
    """A folder for the links to packages and for all scratch folders, removed with what is left in it."""
    folder = Path(tempfile.mkdtemp(prefix="autograder-"))
    try:
        links, scratch = folder / "links", folder / "scratch"
        for place in (folder, links, scratch):
            place.mkdir(exist_ok=True)
            place.chmod(0o711 if place != links else 0o755)  # a candidate is another user, where it can be
        link_packages(assignment.packages, links)
        yield folder
    finally:
        remove_whole(folder, seconds=60)


def _start(assignment: Assignment, place: Path, how: dict[str, Any], **pipes: Any) -> subprocess.Popen[bytes]:
    preloads = [*ALWAYS, *assignment.preloads]
    links = place / "links"
    readable = [str(path) for path in readable_paths(links)]
    settings = {"links": str(links), "readable": readable, "preloads": preloads, "package": str(PACKAGE), **how}
    program = Path(__file__).with_name("start.py")
    return subprocess.Popen(
        [sys.executable, "-s", "-S", str(program), json.dumps(settings)],
        env={**_environment(), "TMPDIR": str(place / "scratch")},
        start_new_session=True,  # Ctrl-C goes to the program that grades, which then ends this one
        **pipes,
    )


def _environment() -> dict[str, str]:
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, **_ENVIRONMENT, "MPLCONFIGDIR": str(_font_cache())}


def _font_cache() -> Path:
    """Where Matplotlib keeps its list of fonts, which takes seconds to make."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "autograder" / "matplotlib"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return folder
