"""Timers around the functions that a submission passes through, in the engine's own processes.

`with_timers` puts them there. The sums lie in memory that all forks share, so that what a candidate does is measured
where it is done. A function's time is its own: without that of the functions below it that are timed as well.
"""

from __future__ import annotations

import functools
import mmap
import time
from collections.abc import Callable
from typing import Any

from autograder.candidate import answer
from autograder.sandbox import forkserver

BIRTH, SANDBOX, SCRATCH, READING, CELLS = "candidate's fork", "sandbox", "scratch folder", "reading", "cells"
FORKS, FORK_ENDS = "forks for checks", "their ends, or waits"
CALLS, ASKING, RECORD, CHECKS = "student's functions", "wire", "record", "checks' own code"
PYTEST, DIAGNOSIS, DETAILS, END, REST = "pytest", "diagnosis", "details", "candidate's end", "rest of the examiner"
LABELS = (
    *(BIRTH, SANDBOX, SCRATCH, READING, CELLS),
    *(FORKS, FORK_ENDS, CALLS, ASKING, RECORD, CHECKS, PYTEST, DIAGNOSIS, DETAILS, END, REST),
)
# What the candidate does while the examiner waits for it in another function.
WITHIN = {SANDBOX: BIRTH, READING: ASKING, CELLS: ASKING, CALLS: ASKING}

_seconds = memoryview(mmap.mmap(-1, 8 * len(LABELS))).cast("d")
_counts = memoryview(mmap.mmap(-1, 8 * len(LABELS))).cast("d")
_below: list[float] = []
_is_deaf = False


def timed(owner: Any, name: str, label: str, is_whole: bool = False) -> None:
    """Time a function of a module or class from now on; one that `is_whole` with all that is below it."""
    function: Callable[..., Any] = getattr(owner, name)
    place = LABELS.index(label)

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        global _is_deaf
        if _is_deaf:
            return function(*args, **kwargs)
        _below.append(0.0)
        _is_deaf = is_whole
        begin = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            whole = time.perf_counter() - begin
            _is_deaf = False
            _seconds[place] += whole - _below.pop()
            _counts[place] += 1
            if _below:
                _below[-1] += whole

    setattr(owner, name, wrapper)


def time_candidates() -> None:
    """Time what candidates do, from now on."""
    timed(forkserver, "confine", SANDBOX)
    timed(answer.Candidate, "_open", READING)
    timed(answer.Candidate, "_cell", CELLS)
    timed(answer.Candidate, "_call", CALLS)


def time_examiners() -> None:
    """Time what examiners do, from now on; what they are made of is imported only here, where no candidate has it."""
    import pytest

    from autograder.checking.submission import SubmittedName
    from autograder.grading import examination, examine, host, verdict
    from autograder.grading.run import Run
    from autograder.sandbox.link import Link

    timed(Link, "__init__", BIRTH, is_whole=True)
    timed(Run, "_open", SCRATCH)
    timed(Link, "ask", ASKING)
    timed(Run, "ask", ASKING)
    timed(SubmittedName, "ask", RECORD)
    timed(Link, "_fork_anew", FORKS, is_whole=True)
    timed(Link, "end_check", FORK_ENDS, is_whole=True)
    timed(examination.Examination, "_run", PYTEST)
    timed(pytest.Function, "runtest", CHECKS)
    timed(verdict, "_names", DIAGNOSIS, is_whole=True)
    timed(examine, "_detail", DETAILS, is_whole=True)
    timed(Run, "close", END, is_whole=True)
    timed(host, "examine", REST)
    _report(host)


def _report(host: Any) -> None:
    """Have each result's details carry the sums of its submission."""
    examine = host.examine

    def wrapper(*args: Any) -> Any:
        for table in (_seconds, _counts):
            table[:] = memoryview(bytes(8 * len(LABELS))).cast("d")
        examined = examine(*args)
        examined.details["timers"] = {
            label: (_seconds[place], int(_counts[place])) for place, label in enumerate(LABELS)
        }
        return examined

    host.examine = wrapper
