"""The one place that knows Otter: its Assign, and its test files."""

from __future__ import annotations

import ast
import contextlib
import copy
import inspect
import io
import logging
import tempfile
import types
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder import notebook
from autograder.assignment import AssignmentError
from autograder.authoring import replay
from autograder.authoring.excerpt import bare, bindings, excerpt_all, imported_packages
from autograder.authoring.mistakes import known_mistakes
from autograder.authoring.record import literal, record, steady
from autograder.authoring.replay import Mistake, VisibleCheck
from autograder.checking import compare, likeness
from autograder.checking.check import Check
from autograder.checking.loading import Function, Misconception

VisibleTest = tuple[Check, Function]

_OURS = ("autograder", "__future__")
_NOT_WITH_STUDENTS = {"autograder", "dragon_data", "pytest", "hypothesis"}
_RESERVED = ("OK_FORMAT", "name", "points", "test_case")
_BEGIN, _END = "# BEGIN SOLUTION NO PROMPT", "# END SOLUTION"


def assign(master: Path) -> NotebookNode:
    """The student's notebook that Otter Assign makes of a master notebook.

    Raises:
        AssignmentError: Otter Assign refuses it; the text says why.
    """
    try:
        from otter.assign import main as otter_assign
    except ImportError:
        raise AssignmentError(
            "Building an assignment needs otter-grader: pip install 'dragon-autograder[authoring]'."
        ) from None

    marked = _marked(notebook.read(master))
    with tempfile.TemporaryDirectory(prefix="autograder-assign-") as folder, _quiet() as said:
        copied, out = Path(folder, master.name), Path(folder, "out")
        notebook.write(marked, copied)
        try:
            otter_assign(str(copied), str(out), no_pdfs=True, no_run_tests=True)
        except Exception as error:
            raise AssignmentError(f"Otter Assign refuses {master.name}: {error}. {said.getvalue()}".strip()) from error
        student = notebook.read(out / "student" / master.name)
    student.cells = [cell for cell in student.cells if not (notebook.is_code(cell) and not cell.source.strip())]
    return student


def test_file(
    question: str,
    source: str,
    visible: Sequence[VisibleTest],
    reference: types.SimpleNamespace,
    misconceptions: Sequence[Misconception],
) -> str:
    """The visible checks of a question as an Otter test file that needs nothing of ours.

    `source` is the text of the checks file that the tests come from. It holds their source, instead of the reference
    the values that it gave when this was compiled, and the wrong answers of the misconceptions that fail there, with
    their sentences: a wrong answer gives nothing away.

    Raises:
        AssignmentError: A check cannot be taken along; the text names it and says why.
    """
    parts = [
        f"# The visible checks of {question}, as `autograder build` wrote them.",
        header(),
        _tests_source(question, source, visible),
        f'from otter.test_files import test_case\n\nOK_FORMAT = False\n\nname = "{question}"\npoints = None',
        *(_test_case(check, _recorded(check, test, reference, misconceptions)) for check, test in visible),
    ]
    text = "\n\n\n".join(part.strip("\n") for part in parts) + "\n"
    _require_green(question, text, reference)
    return text


def _marked(master: NotebookNode) -> NotebookNode:
    """The master with every line of its solution cells marked for Otter, which strips nothing that is not."""
    marked = copy.deepcopy(master)
    for placed in notebook.placed_cells(marked):
        if placed.part == "solution" and notebook.is_code(placed.cell) and "# BEGIN SOLUTION" not in placed.cell.source:
            placed.cell.source = f"{_BEGIN}\n{placed.cell.source}\n{_END}"
    return marked


@contextlib.contextmanager
def _quiet() -> Iterator[io.StringIO]:
    """Keep to itself what Otter says: a literal check cell is no test to it, and it warns of that each time."""
    logger = logging.getLogger("otter.assign")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(said):
            yield said
    finally:
        logger.setLevel(level)


def _without_header(source: str) -> str:
    """A module's text without its docstring and the imports that only make sense in our package."""
    lines = source.splitlines()
    for place, node in reversed(list(enumerate(ast.parse(source).body))):
        is_ours = isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in _OURS
        if is_ours or (place == 0 and isinstance(node, ast.Expr)):
            del lines[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines)


def _tests_source(question: str, source: str, visible: Sequence[VisibleTest]) -> str:
    """The tests without their decorators, and what they need of their module."""
    names = [test.__name__ for _, test in visible]
    for name in names:
        source = bare(source, name)
    given = bindings(header()) | dict.fromkeys(_RESERVED, "")
    for name, code in bindings(excerpt_all(source, names)).items():
        if code.startswith("from autograder") and not (name in given and code.endswith(f" import {name}")):
            raise AssignmentError(f"The visible checks of {question} need `{code}`, which students do not have.")
    text = excerpt_all(source, names, without=_OURS)
    if foreign := sorted(imported_packages(text) & _NOT_WITH_STUDENTS):
        raise AssignmentError(f"The visible checks of {question} need {foreign[0]}, which students do not have.")
    clash = next((name for name, code in bindings(text).items() if given.get(name, code) != code), None)
    if clash:
        raise AssignmentError(f"The checks of {question} define {clash}, a name that test files need: give it another.")
    return text


def header() -> str:
    """What every test file begins with."""
    modules = [_without_header(inspect.getsource(module)).strip() for module in (compare, replay)]
    return "\n\n\n".join([inspect.getsource(likeness).strip(), *modules])


def _recorded(
    check: Check, test: Function, reference: types.SimpleNamespace, misconceptions: Sequence[Misconception]
) -> VisibleCheck:
    """The check with all that it needs to run without the reference."""
    plain = VisibleCheck(check.title, test, record(check, test, reference))
    return replace(plain, mistakes=known_mistakes(plain, check.question, reference, misconceptions))


def _test_case(check: Check, recorded: VisibleCheck) -> str:
    """One check as Otter calls it. A failure shows its last line, so that one holds no answer."""
    fixtures = "".join(f"        {name!r}: {_listed(check, values)},\n" for name, values in recorded.recorded.items())
    mistakes = "".join(_mistake(check, one) for one in recorded.mistakes)
    # Otter divides by the points of a file, so a check that counts nothing for the grade counts something here.
    return f"""\
recorded_{check.id} = VisibleCheck(
    title={check.title!r},
    test=test_{check.id},
    recorded={{
{fixtures}    }},
    mistakes=[
{mistakes}    ],
)


@test_case(name={check.id!r}, points={check.points or 1!r})
def check_{check.id}(env):
    run(recorded_{check.id}, env)"""


def _mistake(check: Check, mistake: Mistake) -> str:
    indent = " " * 12
    parts = (repr(mistake.sentence), literal(check, steady(mistake.answers)))
    return f"        Mistake(\n{''.join(f'{indent}{part},{chr(10)}' for part in parts)}        ),\n"


def _listed(check: Check, values: Sequence[Any]) -> str:
    items = "".join(f"            {literal(check, value)},\n" for value in values)
    return f"[\n{items}        ]" if values else "[]"


def _require_green(question: str, text: str, reference: types.SimpleNamespace) -> None:
    """See to it that what students get passes on the reference."""
    from otter.test_files.exception_test import ExceptionTestFile

    tests = ExceptionTestFile.from_string(text, path=f"tests/{question}.py")
    tests.run(vars(reference))
    for result in tests.test_case_results:
        if not result.passed:
            raise AssignmentError(
                f"As a test file, a visible check of {question} fails on the reference: {result.message}"
            )
