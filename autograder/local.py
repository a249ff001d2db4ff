"""The visible checks of a student's own notebook, from the shell: the very files that `grader.check` runs inside it."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder import assignment as assignments
from autograder.assignment import Assignment, AssignmentError
from autograder.candidate.cells import digest
from autograder.candidate.probe import Probe
from autograder.checking.loading import modules_at_hand
from autograder.checking.submission import NoAnswer
from autograder.grading.run import Handed, Run
from autograder.grading.submitted import Stopped
from autograder.result import CellFault
from autograder.sandbox import spawn
from autograder.sandbox.packages import package_missing
from autograder.wire.inputs import pack_inputs

# The packages a notebook may import, and of each what is imported beforehand if the notebook names it: once for all
# the runs of --watch.
STACK = {
    "numpy": ("numpy",),
    "pandas": ("pandas",),
    "scikit-learn": ("sklearn", "sklearn.linear_model", "sklearn.model_selection"),
    "matplotlib": ("matplotlib", "matplotlib.pyplot"),
    "torch": ("torch",),
}
WITH = {"torch": "torch._dynamo"}  # the first optimizer imports it, in 3 seconds
DATA_CAP = 20 << 20


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


def find_tests(notebook: Path) -> Path:
    """The folder of visible checks that belongs to a notebook: beside it, or in the course's assignments.

    Raises:
        AssignmentError: The notebook is not there, or there are no checks for it.
    """
    if not notebook.is_file():
        raise AssignmentError(f"{notebook} is not there: name your notebook.")
    beside = notebook.absolute().parent / "tests"
    if any(beside.glob("*.py")):
        return beside
    with contextlib.suppress(AssignmentError):
        course = assignments.find_course(notebook.parent)
        names = [name for name in assignments.assignment_names(course) if notebook.stem.startswith(name)]
        if names:
            return course / "assignments" / names[0] / "tests"
    raise AssignmentError(f"There is no folder tests/ beside {notebook}: keep the notebook in the folder it came in.")


@contextlib.contextmanager
def local_checks(notebook: Path, question: str | None) -> Iterator[Callable[[], LocalReport]]:
    """A function that runs the notebook and its visible checks, as often as it is called, with everything warm.

    Raises:
        AssignmentError: There are no checks for the notebook, or none of that question.
        PackageMissing: A package that the checks import is not installed.
    """
    tests = find_tests(notebook)
    files = sorted(tests.glob("*.py"))
    chosen = [file for file in files if question in (None, file.stem)]
    if not chosen:
        raise AssignmentError(f"There is no question {question!r} here; there are {', '.join(f.stem for f in files)}.")
    installed = {package: modules for package, modules in STACK.items() if find_spec(modules[0])}
    text = notebook.read_bytes()
    named = [module for modules in installed.values() for module in modules if module.encode() in text]
    stack = Assignment(
        name=notebook.stem,
        title="",
        minutes=0,
        questions=(),
        packages=tuple(installed),
        preloads=(*named, *(WITH[module] for module in named if module in WITH)),
    )
    with spawn.starting(stack) as wait_until_warm, tempfile.TemporaryDirectory() as data:
        _copy_data(notebook.absolute().parent, Path(data))
        cases = {file.stem: _cases(file) for file in chosen}
        _demonstrations(notebook)  # not for what it says, but for what it imports, while the packages are imported
        server = wait_until_warm()

        def run_checks() -> LocalReport:
            handed = Handed(notebook, Path(data), _demonstrations(notebook), tuple(cases), 1, stack.limits)
            return _report(Run(handed, server), cases)

        yield run_checks


def wait_for_save(notebook: Path) -> None:
    """Return as soon as the notebook has been saved again."""
    before = notebook.stat().st_mtime_ns
    while True:
        time.sleep(0.3)
        with contextlib.suppress(FileNotFoundError):  # an editor may save by replacing the file
            if notebook.stat().st_mtime_ns != before:
                return


def _report(run: Run, cases: Mapping[str, list[Case]]) -> LocalReport:
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


def _cases(file: Path) -> list[Case]:
    """The test cases of a compiled file; what it imports of Otter is this."""
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


def _demonstrations(notebook: Path) -> frozenset[str]:
    """The cells that only show something; here the student's own tags are believed."""
    from autograder.notebook import demonstrations, read

    if notebook.suffix.lower() != ".ipynb":
        return frozenset()
    try:
        return frozenset(digest(source) for source in demonstrations(read(notebook)))
    except AssignmentError:  # the candidate reads more than this does
        return frozenset()


def _copy_data(folder: Path, into: Path) -> None:
    for file in folder.iterdir():
        if file.is_file() and file.suffix not in (".ipynb", ".py") and file.stat().st_size < DATA_CAP:
            shutil.copyfile(file, into / file.name)
