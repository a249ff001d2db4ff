from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import Assignment
from autograder.sandbox import spawn
from autograder.sandbox.confine import Confinement
from autograder.sandbox.link import Link
from autograder.wire.decode import decode
from autograder.wire.inputs import pack_inputs

Probe = Callable[[str], Any]

SCRIPT = """
def probe(function):
    names = {}
    exec(function, names)
    return names["asked"]()
"""


@pytest.fixture(scope="session")
def fork_server() -> Iterator[socket.socket]:
    """A warm fork-server of an assignment that needs NumPy."""
    with spawn.fork_server(Assignment("probes", "Probes", 0, questions=(), packages=("numpy",))) as server:
        yield server


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder that other users can reach, as a candidate may be one."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def candidate(fork_server: socket.socket, scratch: Path) -> Iterator[Link]:
    """A fresh candidate."""
    (scratch / "probe.py").write_text(SCRIPT)
    rules = Confinement(str(scratch), memory_mb=500, cpu_seconds=20, files_mb=5, processes=16)
    with Link(fork_server, rules) as link:
        yield link


@pytest.fixture
def probe(candidate: Link, scratch: Path) -> Probe:
    """Runs the body of a function in the candidate; the value it returns, or the name of what it raised."""
    candidate.ask("open", str(scratch / "probe.py"), 0, frozenset(), seconds=20)
    candidate.ask("cell", 0, seconds=20)

    def run(body: str) -> Any:
        function = "def asked():\n" + "".join(f"    {line}\n" for line in body.strip().splitlines())
        reply = candidate.ask("call", "probe", None, pack_inputs((function,)), seconds=20)
        if "raised" in reply.head:
            return reply.head["raised"]["kind"]
        return decode(reply.head["value"], reply.body)

    return run
