"""Checks run by plain pytest: against the reference, or against one notebook."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignment import find_course
from autograder.bundle import Bundle, make_bundle
from autograder.checking import loading
from autograder.checking.check import Check
from autograder.checking.submission import Submission
from autograder.grading.run import Handed, Run
from autograder.sandbox import spawn


@dataclass
class Standalone:
    """The fixtures of one assignment's checks, with a fixed seed."""

    reference: Any
    close: Callable[[], None]
    _run: Run | None
    _check: contextlib.ExitStack

    def submission(self, check: Check) -> Any:
        """The notebook that was named, as it is after its last cell; or else the reference."""
        if self._run is None:
            return self.reference
        self._check.close()
        self._check.enter_context(self._run.check())
        return Submission(self._run.ask)

    def rng(self, check: Check) -> np.random.Generator:
        """The same random numbers at every run."""
        return np.random.default_rng(list(f"{check.question} {check.id}".encode()))


def source(folder: Path, notebook: Path | None) -> Standalone:
    """The fixtures of the assignment in `folder`; `close` ends what was started for them."""
    with contextlib.ExitStack() as stack:
        into = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="autograder-bundle-")))
        bundle = make_bundle(find_course(folder), folder.name, into)
        run = _run(stack, bundle, notebook) if notebook else None
        check = stack.enter_context(contextlib.ExitStack())
        return Standalone(
            loading.stand_in(loading.load_module(into / "reference.py")), stack.pop_all().close, run, check
        )


def _run(stack: contextlib.ExitStack, bundle: Bundle, notebook: Path) -> Run:
    server = stack.enter_context(spawn.fork_server(bundle.assignment))
    questions = tuple(question.id for question in bundle.assignment.questions)
    handed = Handed(notebook, bundle.path / "data", bundle.demonstrations, questions, 1, bundle.assignment.limits)
    run = Run(handed, server)
    stack.callback(run.close)
    run.start()
    return run
