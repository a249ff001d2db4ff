"""Run a notebook and its visible checks: compiled files, which ask the names of a kernel."""

from __future__ import annotations

import socket
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignment import AssignmentError, Limits
from autograder.candidate.cells import digest
from autograder.candidate.probe import Probe
from autograder.checking.loading import modules_at_hand
from autograder.checking.submission import NoAnswer
from autograder.grading.run import Handed, Run
from autograder.grading.submitted import Stopped
from autograder.local import STACK
from autograder.notebook import demonstrations, read
from autograder.result import CellFault
from autograder.sandbox.packages import package_missing
from autograder.wire.inputs import pack_inputs


@dataclass(frozen=True)
class Answer:
    """What one visible check says: nothing if it passed."""

    question: str
    check: str
    complaint: str = ""


@dataclass(frozen=True)
class LocalReport:
    """What all checks said, which cells failed, and why nothing could be run, if so."""

    answers: tuple[Answer, ...]
    faults: tuple[CellFault, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Case:
    """A test case of a compiled file: what `otter.test_files.test_case` would have made of it."""

    name: str
    run: Callable[[Mapping[str, Any]], None]


def read_cases(file: Path) -> list[Case]:
    """The test cases of a compiled file; what it imports of Otter is this.

    Raises:
        PackageMissing: A package that it imports is not installed.
    """
    found: list[Case] = []

    def test_case(*, name: str, **about: Any) -> Callable[[Callable[..., None]], Any]:
        def collect(function: Callable[..., None]) -> Any:
            found.append(Case(name, function))
            return function

        return collect

    otter = types.ModuleType("otter.test_files")
    otter.test_case = test_case  # type: ignore[attr-defined]
    # The file defines dataclasses, which look their module up.
    module = types.ModuleType(f"checks_of_{file.stem}")
    stands_in = {"otter": types.ModuleType("otter"), "otter.test_files": otter, module.__name__: module}
    with modules_at_hand(stands_in):
        try:
            exec(compile(file.read_text("utf-8"), str(file), "exec"), module.__dict__)
        except ModuleNotFoundError as error:
            name = (error.name or str(error)).partition(".")[0]
            packages = {modules[0]: package for package, modules in STACK.items()}
            raise package_missing(packages.get(name, name)) from None
    return found


def ask_all(
    notebook: Path, data: Path, cases: Mapping[str, list[Case]], fork_server: socket.socket, limits: Limits
) -> LocalReport:
    """Run the notebook beside a copy of its data, and all the cases, given by question."""
    run = Run(Handed(notebook, data, _demonstrations(notebook), tuple(cases), 1, limits), fork_server)
    try:
        run.start()
        answers = [_answer(run, question, case) for question, of in cases.items() for case in of]
    except Stopped as stopped:
        return LocalReport((), tuple(run.faults.values()), stopped.message)
    finally:
        run.close()
    return LocalReport(tuple(answers), tuple(fault for _, fault in sorted(run.faults.items())))


def _answer(run: Run, question: str, case: Case) -> Answer:
    with run.check():
        try:
            case.run(Names(run))
        except AssertionError as error:
            return Answer(question, case.name, str(error))
    return Answer(question, case.name)


@dataclass(frozen=True)
class Names(Mapping[str, Any]):
    """The notebook's functions by name, as a compiled check looks for them in a kernel."""

    run: Run

    def __contains__(self, name: object) -> bool:
        try:
            self.run.ask(str(name), is_there, pack_inputs(()))
        except NoAnswer as none:
            return none.outcome != "missing"
        return True

    def __getitem__(self, name: str) -> Elsewhere:
        return Elsewhere(self.run, name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True)
class Elsewhere:
    """What stands for a name of the notebook, which is in another process: checks ask it there."""

    run: Run
    name: str

    def asked_elsewhere(self, probe: Probe | None, inputs: tuple[Any, ...]) -> Any:
        """As `Name.ask` says."""
        try:
            return self.run.ask(self.name, probe, pack_inputs(inputs))
        except NoAnswer as none:
            raise _as_raised(none, self.run) from None


def is_there(name: Any) -> bool:
    """Probe: whatever the name stands for, it is there."""
    return True


def _as_raised(none: NoAnswer, run: Run) -> Exception:
    """The student's exception as the student knows it, or what ended the call."""
    if none.outcome == "timeout":
        return TimeoutError(f"the call did not come back within {run.handed.limits.call_seconds:g} seconds")
    if none.outcome != "error":
        is_memory = none.outcome == "memory"
        return RuntimeError("the call used too much memory" if is_memory else "the call ended the whole program")
    text = f"{none.text} ({none.line})" if none.line else none.text
    return type(none.kind or "Exception", (Exception,), {})(text)  # type: ignore[no-any-return]


def _demonstrations(notebook: Path) -> frozenset[str]:
    """The cells that only show something; here the student's own tags are believed."""
    if notebook.suffix.lower() != ".ipynb":
        return frozenset()
    try:
        return frozenset(digest(source) for source in demonstrations(read(notebook)))
    except AssignmentError:  # the candidate reads more than this does
        return frozenset()
