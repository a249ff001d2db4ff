"""The command line: one short function a command; here is which there are, and how what goes wrong is said.

student.py, instructor.py, assistant.py, trying.py   the commands, by who needs them
grading.py                                           what `grade` does with a class
shared.py                                            what several commands take and use

What a command works with is imported when it runs, if that takes long: `--help` answers at once.
"""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Callable

import typer

from autograder.cli import assistant, instructor, student, trying
from autograder.cli.shared import errors
from autograder.errors import GraderFault, WrongUse
from autograder.reporting.escape import terminal_line

COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "For students": {"check": student.check},
    "For instructors": {
        "new": instructor.new,
        "list": instructor.list_assignments,
        "build": instructor.build,
        "verify": instructor.verify,
        "zip": instructor.make_zip,
    },
    "For teaching assistants": {
        "grade": assistant.grade,
        "report": assistant.report,
        "export": assistant.export,
        "explain": assistant.explain,
        "compare": assistant.compare,
        "similar": assistant.similar,
    },
    "To try it": {"demo": trying.demo, "doctor": trying.doctor},
}

app = typer.Typer(
    help="Grade notebook coursework: the student's code answers questions, it never grades.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for whose, commands in COMMANDS.items():
    for name, command in commands.items():
        app.command(name, rich_help_panel=whose)(command)


_OF_THE_PLACE = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError)


def main() -> None:
    """Run the command line; whatever went wrong is one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # not every terminal has every letter of a name
    if "" in sys.argv[1:]:  # it would stand for the folder one is in
        _complain("One of the arguments is empty: a variable of your shell may not be set.", 2)
    try:
        app()
    except WrongUse as error:
        _complain(str(error), 2)
    except GraderFault as fault:
        _complain(str(fault), 1)
    except OSError as error:
        what = f"{error.filename or 'A file'} cannot be read or written ({error.strerror or error})"
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            _complain(f"{what}. What is done stays done: make room and run the same command again.", 1)
        is_wrong = isinstance(error, _OF_THE_PLACE) or error.errno == errno.EROFS
        _complain(f"{what}: name another place, or see whose it is.", 2 if is_wrong else 1)


def _complain(sentence: str, status: int) -> None:
    errors.print(terminal_line(sentence), style="red", soft_wrap=True, highlight=False)
    sys.exit(status)
