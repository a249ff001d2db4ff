"""An assignment folder as values."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from autograder.errors import WrongUse

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_strict = ConfigDict(extra="forbid")


class AssignmentError(WrongUse):
    """An assignment that is not there or not in order; the text is one sentence for a person."""


@dataclass(frozen=True, config=_strict)
class Question:
    """One graded question: `id` is the function's name, or the variable's of a written answer.

    One that is all or nothing has no points unless all its checks have passed.
    """

    id: str
    title: str
    points: float
    all_or_nothing: bool = False


@dataclass(frozen=True, config=_strict)
class Limits:
    """What one submission may use: wall-clock seconds, megabytes, and a count of processes and threads."""

    submission_seconds: float = 60.0
    cell_seconds: float = 10.0
    call_seconds: float = 5.0
    memory_mb: int = 1500
    processes: int = 64
    files_mb: int = 200


@dataclass(frozen=True, config=_strict)
class Assignment:
    """What `assignment.toml` says.

    `preloads` are the modules that are imported once, before any submission is read. `packages` are the installed
    distributions a submission may import, with what these need. `data` are the files a submission finds in its
    folder, as paths from the course folder. `before_each_cell` is code that runs before every cell of a submission.
    """

    name: str
    title: str
    minutes: int
    questions: tuple[Question, ...]
    preloads: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    before_each_cell: str = ""
    limits: Limits = Limits()

    @property
    def max_score(self) -> float:
        """The points of all questions."""
        return sum(question.points for question in self.questions)


_adapter = TypeAdapter(Assignment)


def read_assignment(folder: Path) -> Assignment:
    """The assignment whose `assignment.toml` lies in `folder`.

    Raises:
        AssignmentError: There is none, or it is not in order.
    """
    path = folder / "assignment.toml"
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
        return _adapter.validate_python({"name": folder.name, **settings})
    except FileNotFoundError:
        raise AssignmentError(f"{folder} holds no assignment.toml, so it is not an assignment.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path} cannot be read as TOML: {error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise AssignmentError(f"{path}: {where}: {first['msg']}.") from None


def find_course(start: Path) -> Path:
    """The nearest folder from `start` upward that holds `solutions/`.

    Raises:
        AssignmentError: There is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "solutions").is_dir():
            return folder
    raise AssignmentError(
        f"No course folder found from {start.absolute()} upward: "
        "go to the folder that holds solutions/, or name it with --course."
    )


def assignment_names(course: Path) -> list[str]:
    """The names of the course's assignments, sorted."""
    return sorted(path.parent.name for path in (course / "solutions").glob("[!.]*/assignment.toml"))


def find_assignment(course: Path, name: str) -> Path:
    """The folder of the course's assignment `name`.

    Raises:
        AssignmentError: There is none of that name; the nearest one is named.
    """
    names = assignment_names(course)
    if name in names:
        return course / "solutions" / name
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names) or 'none'}."
    raise AssignmentError(f"There is no assignment {name!r} in {course}: {hint}")
