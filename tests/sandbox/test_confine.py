"""What a candidate may import, read, write and signal is named; all else is closed to it."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import autograder
import dragon_data
from autograder.assignment import Assignment
from autograder.sandbox import landlock, spawn
from autograder.sandbox.confine import LAYERS, Confinement
from autograder.sandbox.family import children
from autograder.sandbox.link import Gone, Link

from .alive import ends, is_alive

Probe = Callable[[str], Any]

ROOT = Path(autograder.__file__).parent.parent
CLOSED = ("PermissionError",)

needs_landlock = pytest.mark.skipif(landlock.abi() == 0, reason="landlock: off: this kernel has no Landlock")


def test_every_layer_says_whether_it_is_on(candidate: Link) -> None:
    assert tuple(candidate.layers) == LAYERS
    assert all(state == "on" or state.startswith("off: ") for state in candidate.layers.values())


@pytest.mark.parametrize("layer", ["process", "limits", "watchdog"])
def test_what_needs_nothing_of_the_kernel_is_on(candidate: Link, layer: str) -> None:
    assert candidate.layers[layer] == "on"


@needs_landlock
def test_landlock_is_on_where_the_kernel_has_it(candidate: Link) -> None:
    assert candidate.layers["landlock"] == "on"


@pytest.mark.parametrize("name", ["numpy", "IPython", "json", "asyncio"])
def test_the_named_packages_and_the_standard_library_can_be_imported(name: str, probe: Probe) -> None:
    assert probe(f"import {name}\nreturn {name}.__name__") == name


@pytest.mark.parametrize(
    "name",
    [
        *("autograder.grading", "autograder.checking", "autograder.bundle", "autograder.result", "autograder.cli"),
        *("dragon_data", "pytest", "pydantic", "pandas", "typer"),
    ],
)
def test_nothing_else_can_be_imported(name: str, probe: Probe) -> None:
    assert probe(f"import {name}") in ("ModuleNotFoundError", "ImportError", *CLOSED)


@pytest.mark.parametrize("name", ["autograder.grading", "autograder.checking", "dragon_data", "pytest"])
def test_nothing_of_it_is_there_already(name: str, probe: Probe) -> None:
    assert (
        probe(f"import sys\nreturn [name for name in sys.modules if name.split('.')[:2] == {name.split('.')[:2]}]")
        == []
    )


@needs_landlock
@pytest.mark.parametrize(
    "path",
    [
        *(Path(autograder.__file__), Path(autograder.__file__).parent / "grading" / "examine.py"),
        *(Path(dragon_data.__file__), ROOT / "pyproject.toml", Path(__file__)),
        *(Path("/etc/shadow"), Path("/etc/passwd"), Path("/proc/1/environ")),
    ],
    ids=lambda path: path.name,
)
def test_a_file_that_is_not_named_cannot_be_read(path: Path, probe: Probe) -> None:
    if not path.exists():
        pytest.skip(f"there is no {path}")
    assert probe(f"return open({str(path)!r}, 'rb').read(1)") in CLOSED


@needs_landlock
def test_a_file_beside_its_folder_cannot_be_read(probe: Probe, tmp_path: Path) -> None:
    (tmp_path / "reference.py").write_text("def widest(spans): ...")
    assert probe(f"return open({str(tmp_path / 'reference.py')!r}).read()") in CLOSED


@needs_landlock
@pytest.mark.parametrize("folder", ["/tmp", "/root", "/home", "/", str(ROOT)])
def test_a_folder_that_is_not_named_cannot_be_listed(folder: str, probe: Probe) -> None:
    if not os.path.isdir(folder):
        pytest.skip(f"there is no {folder}")
    assert probe(f"import os\nreturn os.listdir({folder!r})") in CLOSED


def test_its_scratch_folder_is_its_working_folder_and_its_home(probe: Probe, scratch: Path) -> None:
    said = probe("import os\nreturn os.getcwd(), os.path.expanduser('~'), os.environ['TMPDIR']")
    assert said == (str(scratch),) * 3


def test_its_scratch_folder_can_be_written(probe: Probe) -> None:
    assert probe("open('notes.txt', 'w').write('wings')\nreturn open('notes.txt').read()") == "wings"


@needs_landlock
@pytest.mark.parametrize(
    "how", ["open({!r}, 'w')", "__import__('os').mkdir({!r})", "__import__('os').symlink('a', {!r})"]
)
def test_nothing_outside_can_be_written(how: str, probe: Probe, tmp_path: Path) -> None:
    target = tmp_path / "outside"
    assert probe(how.format(str(target))) in CLOSED
    assert not target.exists()


@needs_landlock
def test_a_program_it_starts_is_confined_as_well(probe: Probe, tmp_path: Path) -> None:
    (tmp_path / "reference.py").write_text("secret")
    body = f"import subprocess\nreturn subprocess.run(['cat', {str(tmp_path / 'reference.py')!r}], capture_output=True).stdout"
    assert probe(body) == b""


def test_no_process_outside_can_be_signalled(probe: Probe) -> None:
    family = [os.getpid(), os.getppid(), *children(os.getpid())]
    assert {probe(f"import os\nos.kill({pid}, 0)") for pid in family} <= {"PermissionError", "ProcessLookupError"}


@needs_landlock
def test_no_tcp_connection_can_be_made(probe: Probe) -> None:
    assert probe("import socket\nsocket.create_connection(('127.0.0.1', 1), 1)") in CLOSED


def test_its_open_descriptors_are_only_its_own(probe: Probe) -> None:
    found = probe("""
import os
listed = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
return sorted(os.readlink(path).partition(":")[0] for path in listed if os.path.lexists(path))
""")
    assert [what for what in found if what != "/dev/null"] == ["pipe"] * 2


def test_its_environment_is_scrubbed(probe: Probe) -> None:
    said = probe("import os\nreturn dict(os.environ)")
    assert not {"PYTHONPATH", "PYTEST_CURRENT_TEST", "SSH_AUTH_SOCK", "XDG_CACHE_HOME"} & set(said)
    assert said["USER"] == "student"  # not who grades


def test_its_arguments_name_no_bundle(probe: Probe) -> None:
    assert "bundle" not in probe("return open('/proc/self/cmdline').read()")


def test_a_file_larger_than_allowed_cannot_be_written(probe: Probe) -> None:
    body = "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nopen('large', 'wb').write(bytes(6 << 20))"
    assert probe(body) == "OSError"


def test_many_files_are_as_limited_as_a_large_one(candidate: Link, probe: Probe) -> None:
    body = "for number in range(40):\n    open(f'part{number}', 'wb').write(bytes(1 << 20))\n"
    try:
        assert probe(body + "import time\ntime.sleep(2)") == "OSError"  # of a file system that is full
    except Gone as gone:
        assert gone.reason == "memory"


def test_files_without_a_name_are_limited_as_well(candidate: Link, probe: Probe) -> None:
    if candidate.layers["namespaces"] != "on":
        pytest.skip("no file system of its own")
    body = "import tempfile\nkept = [tempfile.TemporaryFile() for _ in range(40)]\nfor f in kept:\n    f.write(bytes(1 << 20))\n    f.flush()"
    assert probe(body) == "OSError"


def test_more_memory_than_allowed_is_an_error_of_its_own(probe: Probe) -> None:
    assert probe("try:\n    bytes(900 << 20)\nexcept MemoryError:\n    return 'no'") == "no"


# Each holds more than the 150 MB it may, in a way that no limit of one process sees.
HOLD = """
import fcntl, mmap, os, stat, time
def hold(mb):
    kept = mmap.mmap(-1, mb << 20)
    for _ in range(mb):
        kept.write(bytes(1 << 20))
    return kept
"""
HOARDS = {
    "shared": "kept = hold(220)\ntime.sleep(30)",
    "while the pipe is busy": """
open_ones = [fd for fd in range(3, 20) if os.path.exists(f"/proc/self/fd/{fd}")]
pipes = [fd for fd in open_ones if stat.S_ISFIFO(os.fstat(fd).st_mode)]
pipe = next(fd for fd in pipes if fcntl.fcntl(fd, fcntl.F_GETFL) & 3 == os.O_WRONLY)
if os.fork() == 0:
    while True:
        os.write(pipe, bytes(1 << 16))
time.sleep(0.2)
kept = hold(220)
time.sleep(30)
""",
    "by orphans": """
for _ in range(4):
    if os.fork() == 0:
        if os.fork() == 0:
            kept = hold(65)
            time.sleep(30)
        os._exit(0)
time.sleep(30)
""",
}


@pytest.mark.parametrize("how", HOARDS)
def test_a_hoard_of_memory_is_found(how: str, fork_server: socket.socket, scratch: Path) -> None:
    script = scratch / "hoard.py"
    script.write_text(HOLD + HOARDS[how])
    with Link(fork_server, Confinement(str(scratch), 150, cpu_seconds=20, files_mb=5, processes=16)) as candidate:
        candidate.ask("open", str(script), 0, frozenset(), seconds=20)
        with pytest.raises(Gone, match="memory"):
            candidate.ask("cell", 0, seconds=20)


def test_no_core_is_dumped(probe: Probe) -> None:
    assert probe("import resource\nreturn resource.getrlimit(resource.RLIMIT_CORE)") == (0, 0)


def test_nothing_is_left_of_a_daemon_that_forked_twice(candidate: Link, probe: Probe) -> None:
    name = f"stray-{secrets.token_hex(4)}"  # other tests may have daemons at the same time
    probe(f"""
import ctypes, os, time
reading, writing = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(15, {name.encode()!r})
        os.write(writing, b"up")
        time.sleep(600)
    os._exit(0)
os.read(reading, 20)
""")
    (daemon,) = processes_called(name)
    candidate.close()
    assert ends(daemon)


def test_nothing_is_left_of_a_candidate_that_was_let_go(candidate: Link) -> None:
    assert is_alive(candidate.pid)
    candidate.close()
    assert ends(candidate.pid)


def test_what_it_forked_ends_with_it(candidate: Link, probe: Probe) -> None:
    probe("import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n        time.sleep(600)")
    forked = children(candidate.pid)
    assert len(forked) == 5
    candidate.close()
    assert all(ends(pid) for pid in forked)


def test_nothing_outlives_its_fork_server(scratch: Path) -> None:
    script = scratch / "forks.py"
    script.write_text("import os, time\nif os.fork() == 0:\n    time.sleep(60)")
    with spawn.fork_server(Assignment("probes", "Probes", 0, questions=())) as server:
        candidate = Link(server, Confinement(str(scratch), 300, cpu_seconds=20, files_mb=5, processes=16))
        candidate.ask("open", str(script), 0, frozenset(), seconds=20)
        candidate.ask("cell", 0, seconds=20)
        family = [candidate.pid, *children(candidate.pid)]
    assert len(family) == 2
    assert all(ends(pid) for pid in family)
    candidate.close()


def processes_called(name: str) -> list[int]:
    found = []
    for comm in Path("/proc").glob("[0-9]*/comm"):
        with suppress(OSError):  # it has ended since it was listed
            found += [int(comm.parts[2])] * (comm.read_text() == f"{name}\n")
    return found
