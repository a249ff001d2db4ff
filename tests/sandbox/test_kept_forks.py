"""A fork of the notebook may wait for a later check, and then knows what earlier ones have left in it, and no other."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from autograder.sandbox.family import children
from autograder.sandbox.link import Gone, Link

from .alive import ends

Probe = Callable[[str], Any]

SECONDS = 5.0
COUNT = """
import sys
sys.counted = getattr(sys, "counted", 0) + 1
return sys.counted
"""
LEAVES_A_PROCESS = "import os, time\nif os.fork() == 0:\n    time.sleep(60)"
SAYS_THAT_IT_WAITS = """
import os, sys, time
frame = sys._getframe()
while not getattr(frame.f_locals.get("self"), "in_fork", None):
    frame = frame.f_back
frame.f_locals["self"].in_fork._line.send(b"!")
time.sleep(60)
"""
LEAVES_A_THREAD = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()"


def test_it_goes_on_where_it_was(candidate: Link, probe: Probe) -> None:
    assert asked(candidate, probe, keep_as="wings") == 1
    assert asked(candidate, probe, kept_as="wings") == 2


def test_another_one_and_the_notebook_know_nothing_of_it(candidate: Link, probe: Probe) -> None:
    for name in ("wings", "tails"):
        assert asked(candidate, probe, keep_as=name) == 1
    assert asked(candidate, probe) == 1
    assert [asked(candidate, probe, kept_as=name) for name in ("wings", "tails")] == [2, 2]


def test_it_can_wait_again_and_ends_when_it_is_not_kept(candidate: Link, probe: Probe) -> None:
    asked(candidate, probe, keep_as="wings")
    assert asked(candidate, probe, kept_as="wings", keep_as="wings") == 2
    assert len(children(candidate.pid)) == 1
    assert asked(candidate, probe, kept_as="wings") == 3
    assert children(candidate.pid) == []
    assert asked(candidate, probe, kept_as="wings") == 1


@pytest.mark.parametrize("body", [LEAVES_A_PROCESS, LEAVES_A_THREAD], ids=["process", "thread"])
def test_one_that_has_left_something_running_is_not_kept(body: str, candidate: Link, probe: Probe) -> None:
    candidate.begin_check(SECONDS)
    probe(body)
    candidate.end_check(SECONDS, keep_as="wings")
    assert children(candidate.pid) == []
    assert asked(candidate, probe, kept_as="wings") == 1


def test_one_that_was_killed_while_it_waited_is_gone_alone(candidate: Link, probe: Probe) -> None:
    asked(candidate, probe, keep_as="wings")
    (fork,) = children(candidate.pid)
    os.kill(fork, signal.SIGKILL)
    candidate.begin_check(SECONDS, kept_as="wings")
    with pytest.raises(Gone) as gone:
        probe(COUNT)
    assert gone.value.is_fork_only
    assert asked(candidate, probe) == 1


def test_one_that_says_that_it_waits_while_it_is_asked_is_killed(candidate: Link, probe: Probe) -> None:
    candidate.begin_check(SECONDS)
    with pytest.raises(Gone) as gone:
        probe(SAYS_THAT_IT_WAITS)
    assert gone.value.is_fork_only
    (fork,) = children(candidate.pid) or [0]
    assert fork == 0 or ends(fork)


def test_all_that_wait_end_with_the_candidate(candidate: Link, probe: Probe) -> None:
    asked(candidate, probe, keep_as="wings")
    (fork,) = children(candidate.pid)
    candidate.close()
    assert ends(fork)


def asked(candidate: Link, probe: Probe, kept_as: str = "", keep_as: str = "") -> int:
    """How often a fork has been asked by now."""
    candidate.begin_check(SECONDS, kept_as=kept_as)
    count: int = probe(COUNT)
    candidate.end_check(SECONDS, keep_as=keep_as)
    return count
