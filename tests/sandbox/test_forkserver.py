"""A fork that fails is told to who asked for it; the next one is made as if nothing had been."""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from autograder.assignment import Assignment
from autograder.errors import GraderFault
from autograder.sandbox import spawn
from autograder.sandbox.confine import Confinement
from autograder.sandbox.forkserver import children
from autograder.sandbox.link import ForkFailed, Link

ASSIGNMENT = Assignment("forks", "Forks", 0, questions=(), packages=("numpy",))
RULES = {"memory_mb": 500, "cpu_seconds": 20, "files_mb": 5, "processes": 16}


def fork_servers() -> list[int]:
    """The fork-server, and what stands between it and this process."""
    found = children(os.getpid())
    for pid in found:
        found += children(pid)
    return found


@pytest.mark.parametrize("room", range(4, 17, 3))
def test_the_next_candidate_is_born_after_one_that_was_not(room: int, in_reach: Callable[[int], None]) -> None:
    """Whatever step the fork-server has no descriptor left for."""
    with spawn.fork_server(ASSIGNMENT) as server, tempfile.TemporaryDirectory() as scratch:
        rules = Confinement(scratch, **RULES)
        Link(server, rules).close()
        in_reach(room)
        with suppress(ForkFailed), Link(server, rules) as link:
            assert link.layers["process"] == "on"
        in_reach(256)
        with Link(server, rules) as link:
            assert link.layers["process"] == "on"


@pytest.fixture
def in_reach() -> Callable[[int], None]:
    """Sets how many descriptors the fork-server may open: without any it cannot even be asked."""

    def allow(count: int) -> None:
        for pid in fork_servers():
            with suppress(ProcessLookupError):  # the candidate before, seen while it ended
                _, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
                resource.prlimit(pid, resource.RLIMIT_NOFILE, (count, hard))

    return allow


def test_a_fork_server_that_cannot_start_is_told_to_who_wants_it(capfd: pytest.CaptureFixture[str]) -> None:
    with (
        pytest.raises(GraderFault, match="could not start"),
        spawn.fork_server(Assignment("forks", "Forks", 0, questions=(), preloads=("a_module_that_is_nowhere",))),
    ):
        pytest.fail("There is nothing to ask.")
    assert "a_module_that_is_nowhere" in capfd.readouterr().err


def test_whoever_leaves_before_the_fork_server_is_warm_hears_nothing_of_it(capfd: pytest.CaptureFixture[str]) -> None:
    with spawn.starting(ASSIGNMENT):
        pass
    assert capfd.readouterr().err == ""
