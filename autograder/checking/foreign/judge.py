"""Run a test of another autograder as a check: a function that takes the student's names, or a doctest.

Such a test was made to run in the student's process. It runs in the examiner instead, on the student's objects from a
distance (see `remote`), and in the folder of the assignment's data.
"""

from __future__ import annotations

import doctest
import inspect
import io
import os
import sys
import textwrap
import traceback
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from autograder.checking.compare import Disagreement
from autograder.checking.foreign.names import Names, stand_ins
from autograder.checking.foreign.student import Student
from autograder.checking.loading import modules_at_hand
from autograder.checking.submission import NoAnswer, NotJudged, Submission

_CAP = 1200


def judge_function(test: Callable[..., Any], source: str, data: Path, submission: Submission) -> None:
    """Run a test that takes the student's names as arguments, None where there is nothing of that name.

    Raises:
        Disagreement: It does not pass.
        NoAnswer: It does not, since the student's code raised, or had to be ended.
        NotJudged: It cannot be told from here.
    """
    student = Student(submission, "seed(" in source)
    names = Names(student, {})
    asked = inspect.signature(test).parameters

    def run() -> None:
        test(**{name: names if name == "env" else names.asked(name) for name in asked})

    _judge(run, student, data, asked)


def judge_doctest(source: str, data: Path, submission: Submission) -> None:
    """Run a doctest on the student's names.

    Raises:
        Disagreement: It does not pass; the text is what it expected and got.
        NoAnswer: It does not, since the student's code raised, or had to be ended.
        NotJudged: It cannot be told from here.
    """
    student = Student(submission, "seed(" in source)
    own: dict[str, Any] = stand_ins(source)
    examples = doctest.DocTestParser().get_examples(source)

    def run() -> None:
        test = doctest.DocTest(examples, Names(student, own), "test", None, None, source)
        runner = _Runner(verbose=False)
        said = io.StringIO()
        runner.run(test, out=said.write, clear_globs=False)
        if runner.error is not None:
            raise runner.error
        if runner.told:
            raise Disagreement(runner.told)

    _judge(run, student, data)


class _Runner(doctest.DocTestRunner):
    """Keeps the first failure."""

    error: BaseException | None = None
    told = ""

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        if not self.told and self.error is None:
            wanted = textwrap.indent(example.want, "    ")
            self.told = f"{example.source.strip()}\nExpected:\n{wanted}Got:\n{textwrap.indent(got, '    ')}"[:_CAP]

    def report_unexpected_exception(self, out: Any, test: Any, example: doctest.Example, exc_info: Any) -> None:
        if not self.told and self.error is None:
            self.error = exc_info[1]


def _judge(run: Callable[[], None], student: Student, data: Path, asked: Iterable[str] = ()) -> None:
    error: Exception | None = None
    try:
        with at_work(data):
            run()
    except Exception as raised:
        error = raised
    if student.unjudged is not None:
        raise student.unjudged
    if student.ended is not None:
        raise student.ended
    if error is None:
        return
    if isinstance(error.__cause__, NoAnswer):
        raise error.__cause__
    _require_judged(error, student)
    names = asked if isinstance(error, TypeError) else [error.name] if isinstance(error, NameError) else ()
    missing = next((name for name in names if name in student.missing), None)
    if missing is not None:
        raise NoAnswer("missing", text=missing)
    raise Disagreement(_told(error)) from None


def _require_judged(error: Exception, student: Student) -> None:
    """Raise where the failure may come of the distance and not of the answer."""
    if isinstance(error, FileNotFoundError):
        raise NotJudged(
            "This test reads a file that is not among the assignment's: the points have to be given by hand."
        )
    place = traceback.extract_tb(error.__traceback__)[-1].filename
    is_librarys = f"{os.sep}site-packages{os.sep}" in place and isinstance(error, AssertionError)
    if student.has_handed_out and (isinstance(error, TypeError) or is_librarys):
        raise NotJudged(
            "This test needs an object of the student's in its own process: the points have to be given by hand."
        )


def _told(error: Exception) -> str:
    """What a failed test says, and the line of it that failed."""
    text = str(error)
    if isinstance(error, Disagreement):
        return text
    lines = [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<test ")]
    kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
    return "\n".join(part for part in (f"{kind}{text}".rstrip(": "), lines[-1] if lines else "") if part)[:_CAP]


@contextmanager
def at_work(data: Path) -> Iterator[None]:
    """In the folder of the data, with the modules among them at hand, and without a word on standard output."""
    before = os.getcwd()
    os.chdir(data)
    sys.path.append(str(data))
    try:
        with redirect_stdout(io.StringIO()):
            yield
    finally:
        sys.path.remove(str(data))
        os.chdir(before)


def run_test_file(source: str, name: str, modules: Mapping[str, types.ModuleType], data: Path) -> dict[str, Any]:
    """The names that a file of tests defines, with stand-ins for modules that only its own autograder has."""
    import linecache

    file = f"<test {name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    names: dict[str, Any] = stand_ins(source)
    with modules_at_hand(modules), at_work(data):
        exec(compile(source, file, "exec", dont_inherit=True), names)
    return names
