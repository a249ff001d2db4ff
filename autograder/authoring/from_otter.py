"""Make a bundle of an Otter autograder, so that our engine grades what was written for Otter.

The tests run in an examiner, on the student's objects from a distance (`autograder.checking.foreign`). What cannot be
had from there is found here as far as a test's source tells it: such a test case is left out, its points with it, and a
sentence says so. What only shows while a submission is graded is not judged, and flagged in the submission's result.
"""

from __future__ import annotations

import ast
import doctest
import importlib.metadata
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignment import AssignmentError
from autograder.bundle import Bundle, read_bundle
from autograder.checking.otter_tests import Case, TestFile, read_test_file
from autograder.files import write_text

# What Otter's own image has installed, whatever an assignment asks for.
_ALWAYS = ("numpy", "pandas", "matplotlib", "scipy", "scikit-learn", "seaborn", "datascience")
_PRELOADED = ("numpy", "pandas", "matplotlib.pyplot", "torch")
_NOT_PACKAGES = {"python", "pip", "jupyter_server", "otter-grader", "conda-forge", "defaults"}

# Names by which a test's source shows that it needs more than what the notebook's names stand for.
_OUT_OF_REACH = {
    "looks at figures, which stay in the student's process": {"plt", "pyplot", "matplotlib", "sns", "plotly"},
    "reads the source or the signature of the student's code": {"inspect", "dis"},
    "replaces what the student's code uses": {"mock", "patch", "MagicMock", "monkeypatch", "builtins"},
    "works on the notebook's names as a whole": {"globals", "get_ipython", "exec", "eval", "__import__"},
}

# How the test files begin that `build` writes for students, and `zip --format otter` for Otter.
_OURS = re.compile(r"# The (visible )?checks of \w+, as `autograder .+` wrote them\.$", re.MULTILINE)

_CHECKS = '''\
"""The tests of {question}, taken over from an Otter autograder."""

from pathlib import Path

from autograder.checking import check
from autograder.checking.otter_tests import read_test_file

BUNDLE = Path(__file__).resolve().parents[1]
TESTS = read_test_file(BUNDLE / "otter" / {file!r}, BUNDLE / "data")
'''
_CHECK = """

@check({question!r}, points={points!r}, visible={visible}, success={success!r}, failure={failure!r})
def test_case_{number}(submission):
    {title!r}
    TESTS.judge({place}, BUNDLE / "data", submission)
"""


@dataclass(frozen=True)
class Taken:
    """A bundle made of an Otter autograder, and a sentence for all that is not in it."""

    bundle: Bundle
    remarks: tuple[str, ...]


def bundle_from_otter(autograder: Path, into: Path) -> Taken:
    """Write the bundle of an Otter autograder to the new or empty folder `into`.

    Raises:
        AssignmentError: It cannot be taken over; one sentence says why.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-otter-") as folder:
        source = Path(folder)
        try:
            with zipfile.ZipFile(autograder) as archive:
                archive.extractall(source)
        except FileNotFoundError:
            raise AssignmentError(f"{autograder} is not there: name an assignment, or an Otter autograder.") from None
        except zipfile.BadZipFile:
            raise AssignmentError(f"{autograder} is damaged or cut short: download it again.") from None
        except (OSError, RuntimeError) as error:
            raise AssignmentError(f"{autograder} cannot be unpacked: {error}.") from None
        config = _config(source, autograder)
        if not (source / "tests").is_dir():
            raise AssignmentError(f"{autograder} is no Otter autograder: there is no folder tests in it.")
        _refuse_ours(source / "tests", autograder)
        _copy(source, into)
        remarks = list(_remarks(config))
        files = {path.name: _read(path, into) for path in sorted((into / "otter").glob("*.py"))}
        kept: dict[str, list[int]] = {}
        for name, tests in files.items():
            kept[name], sentences = _kept(tests)
            remarks += sentences
        packages, missing = _packages(source)
        remarks += missing
    files = {name: tests for name, tests in files.items() if kept[name]}
    if not files:
        raise AssignmentError(f"No test of {autograder} can be taken over. {' '.join(remarks)}".strip())
    share = _share(config, files.values(), kept.values())
    name = config.get("assignment_name") or autograder.stem
    write_text(into / "assignment.toml", _settings(name, config, files, kept, share, packages))
    for number, (file, tests) in enumerate(files.items(), 1):
        write_text(into / "checks" / f"test_{number:03}.py", _checks(file, tests, kept[file], share))
    return Taken(read_bundle(into), tuple(remarks))


def _config(source: Path, autograder: Path) -> dict[str, Any]:
    path = source / "otter_config.json"
    try:
        config = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    except ValueError as error:
        raise AssignmentError(f"otter_config.json of {autograder} is no JSON: {error}.") from None
    if config.get("lang", "python") != "python":
        raise AssignmentError(f"{autograder} is for notebooks in R: only Python can be graded.")
    return dict(config)


def _refuse_ours(tests: Path, autograder: Path) -> None:
    """Refuse test files that hold checks of this program's: the assignment itself has more than they tell."""
    if any(_OURS.match(path.read_text("utf-8", "replace")) for path in tests.glob("*.py")):
        raise AssignmentError(
            f"The tests in {autograder} are checks of an assignment of this program's: grade by the assignment's name "
            "instead of the zip (autograder list shows it)."
        )


def _remarks(config: dict[str, Any]) -> Iterator[str]:
    """What Otter does beside running tests, and we do not."""
    if config.get("score_threshold") is not None:
        yield "The threshold of the score is not applied: the scores are points."
    if config.get("plugins"):
        yield "Plugins of Otter are not run."
    if config.get("grade_from_log"):
        yield "Notebooks are run, not put together from Otter's log."


def _copy(source: Path, into: Path) -> None:
    """The files of a bundle that are there for every one, and those that are the assignment's."""
    if (source / "files").is_dir():
        shutil.copytree(source / "files", into / "data")
    for part in ("checks", "misconceptions", "otter", "data"):
        (into / part).mkdir(parents=True, exist_ok=True)
    for path in sorted((source / "tests").glob("*.py")):
        shutil.copyfile(path, into / "otter" / path.name)
    write_text(into / "reference.py", "")
    write_text(into / "demonstrations.json", "[]\n")


def _read(path: Path, bundle: Path) -> TestFile:
    try:
        return read_test_file(path, bundle / "data")
    except (ValueError, KeyError, TypeError) as error:
        raise AssignmentError(f"tests/{path.name} is no test file of Otter's: {error}.") from error


def _kept(tests: TestFile) -> tuple[list[int], list[str]]:
    """The places of the cases that can be taken over, and a sentence for each of the others."""
    reasons = [_out_of_reach(case) for case in tests.cases]
    sentences = [
        f"{case.name} ({case.points:g} points) is left out: it {why}."
        for case, why in zip(tests.cases, reasons, strict=True)
        if why
    ]
    return [place for place, why in enumerate(reasons) if not why], sentences


def _out_of_reach(case: Case) -> str:
    """What a test does that cannot be done from the examiner, as far as its source tells."""
    try:
        tree = ast.parse(_statements(case))
    except SyntaxError:
        return "cannot be read as Python"
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {
        part
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for part in [*(one.name for one in node.names), getattr(node, "module", "") or ""]
    }
    found = {part for name in names for part in name.split(".")}
    if any(_sets_env(node) for node in ast.walk(tree)):
        return "changes the notebook's own names"
    return next((why for why, telling in _OUT_OF_REACH.items() if found & telling), "")


def _statements(case: Case) -> str:
    """The source of a case as plain statements."""
    if not isinstance(case.body, str):
        return case.source
    return "".join(example.source for example in doctest.DocTestParser().get_examples(case.body))


def _sets_env(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, (ast.Store, ast.Del))
        and isinstance(node.value, ast.Name)
        and node.value.id == "env"
    )


def _packages(source: Path) -> tuple[list[str], list[str]]:
    """What of the autograder's packages is installed here, and a sentence for each that is not."""
    path = source / "environment.yml"
    text = path.read_text("utf-8") if path.is_file() else ""
    asked = re.findall(r"^\s*-\s*['\"]?([A-Za-z0-9][\w.-]*)", text, re.MULTILINE)
    listed = [name for name in dict.fromkeys(asked) if name.lower() not in _NOT_PACKAGES]
    missing = [
        f"The package {name} of environment.yml is not installed here: a notebook that imports it will fail."
        for name in listed
        if not _is_installed(name)
    ]
    return [name for name in dict.fromkeys([*_ALWAYS, *listed]) if _is_installed(name)], missing


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _share(config: dict[str, Any], files: Any, kept: Any) -> float:
    """By what points are multiplied, so that an assignment has in all what its settings say."""
    wanted = config.get("points_possible")
    every = sum(case.points or 0 for tests in files for case in tests.cases)
    return wanted / every if wanted is not None and every else 1.0


def _settings(
    name: str,
    config: dict[str, Any],
    files: dict[str, TestFile],
    kept: dict[str, list[int]],
    share: float,
    packages: Sequence[str],
) -> str:
    preloads = [one for one in _PRELOADED if one.partition(".")[0] in packages]
    lines = [
        f"name = {json.dumps(name)}",
        f"title = {json.dumps(name)}",
        "minutes = 0",
        f"preloads = {json.dumps(preloads)}",
        f"packages = {json.dumps(list(packages))}",
        f"before_each_cell = {json.dumps(_before_each_cell(config))}",
        "",
        "[limits]  # Otter has none",
        "submission_seconds = 300.0",
        "cell_seconds = 60.0",
        "call_seconds = 30.0",
    ]
    for file, tests in files.items():
        points = sum(tests.cases[place].points or 0 for place in kept[file]) * share
        lines += ["", "[[questions]]", f"id = {json.dumps(tests.name)}", f"title = {json.dumps(tests.name)}"]
        lines += [f"points = {points!r}", f"all_or_nothing = {json.dumps(tests.all_or_nothing)}"]
    return "\n".join(lines) + "\n"


def _before_each_cell(config: dict[str, Any]) -> str:
    """What Otter puts before every cell, so that it draws the same numbers each time."""
    seed = config.get("seed")
    if seed is None:
        return ""
    if config.get("seed_variable"):
        return f"{config['seed_variable']} = {int(seed)}"
    return f"__import__('numpy').random.seed({int(seed)}); __import__('random').seed({int(seed)})"


def _checks(file: str, tests: TestFile, kept: Sequence[int], share: float) -> str:
    text = _CHECKS.format(question=tests.name.replace('"', "'"), file=file)
    for place in kept:
        case = tests.cases[place]
        text += _CHECK.format(
            question=tests.name,
            points=(case.points or 0) * share,
            visible=not case.hidden,
            success=case.success,
            failure=case.failure,
            number=place + 1,
            title=case.name,
            place=place,
        )
    return text
