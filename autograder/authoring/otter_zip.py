"""An Otter autograder of a bundle: the very checks, visible and hidden, for those who must stay with Otter.

Otter's own generator writes the zip. What students never see in Otter either, goes along as it is: the checks, the
reference, and the modules that ask them. They lie among the files of the zip, and the tests take them from where Otter
unpacks the zip itself: a submission cannot put others in their place.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import inspect
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import autograder
from autograder.assignment import Assignment, AssignmentError, Question
from autograder.bundle import Bundle, files_in
from autograder.checking import loading
from autograder.checking.check import Check
from autograder.files import write_text

FOLDER = "autograder_checks"

_PACKAGE = Path(autograder.__file__).parent
_MODULES = (
    *("__init__.py", "authoring/__init__.py", "authoring/in_otter.py", "candidate/__init__.py", "candidate/probe.py"),
    *("checking/__init__.py", "checking/check.py", "checking/compare.py", "checking/feedback.py"),
    *("checking/likeness.py", "checking/loading.py", "checking/submission.py"),
    *("wire/__init__.py", "wire/decode.py", "wire/encode.py", "wire/inputs.py"),
)
_FIXTURES = {"submission", "reference", "rng"}

_TEST_FILE = """\
# The checks of {question}, as `autograder zip --format otter` wrote them.
import sys

from otter.test_files import test_case

if "{place}" not in sys.path:
    sys.path.insert(0, "{place}")

from autograder.authoring.in_otter import asker

OK_FORMAT = False

name = "{question}"
points = None

ask = asker("{question}", "{seed}")
"""
_TEST_CASE = """

@test_case(name="{id}", points={points!r}, hidden={hidden})
def check_{id}(env):
    ask("{id}", env)
"""


def otter_zip(bundle: Bundle, file: Path) -> Path:
    """Write the Otter autograder of a bundle to `file`.

    Raises:
        AssignmentError: A check cannot go along, or Otter is not installed.
    """
    try:
        from otter.generate import main as generate
    except ImportError:
        raise AssignmentError(
            "An Otter autograder needs otter-grader: pip install 'dragon-autograder[authoring]'."
        ) from None
    tests = {question.id: _test_file(bundle, question) for question in bundle.assignment.questions}
    with tempfile.TemporaryDirectory(prefix="autograder-otter-") as folder:
        place = Path(folder).resolve()
        for name, text in tests.items():
            _write(place / "tests" / f"{name}.py", text)
        _write(place / "requirements.txt", requirements(bundle.assignment))
        _copy_checks(bundle, place / FOLDER)
        data = [Path(shutil.copy(path, place)).name for path in (bundle.path / "data").iterdir()]
        with contextlib.chdir(place):  # Otter takes files by their path from here
            generate(
                tests_dir="tests",
                output_path="autograder.zip",
                no_config=True,
                requirements="requirements.txt",
                no_environment=True,
                files=[FOLDER, *sorted(data)],
                python_version=f"{sys.version_info.major}.{sys.version_info.minor}",
            )
        shutil.copyfile(place / "autograder.zip", file)
    return file


def requirements(assignment: Assignment) -> str:
    """What the assignment's packages are, in the versions that are installed here: its checks are proven with them."""
    return "".join(f"{name}=={importlib.metadata.version(name)}\n" for name in assignment.packages)


def _test_file(bundle: Bundle, question: Question) -> str:
    """The checks of a question as Otter takes them, in the order in which they are asked: the visible ones first."""
    known = loading.load_checks(bundle.path / "checks" / f"test_{question.id}.py")
    for check, test in known:
        if foreign := sorted(set(inspect.signature(test).parameters) - _FIXTURES):
            raise AssignmentError(
                f"The check {check.id} of {question.id} uses {foreign[0]}, which an Otter autograder does not have."
            )
    text = _TEST_FILE.format(question=question.id, place=f"../source/files/{FOLDER}", seed=bundle.hash)
    return text + "".join(map(_test_case, sorted((check for check, _ in known), key=lambda check: not check.visible)))


def _test_case(check: Check) -> str:
    return _TEST_CASE.format(id=check.id, points=check.points, hidden=not check.visible)


def _copy_checks(bundle: Bundle, into: Path) -> None:
    """The bundle's checks and reference, and the modules that ask them."""
    parts: Sequence[tuple[Path, str]] = [(_PACKAGE / name, f"autograder/{name}") for name in _MODULES]
    checks = [path for path in files_in(bundle.path / "checks") if path.suffix == ".py"]
    parts = [*parts, *((path, f"bundle/{path.relative_to(bundle.path).as_posix()}") for path in checks)]
    for source, name in [*parts, (bundle.path / "reference.py", "bundle/reference.py")]:
        _write(into / name, source.read_text("utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)
