"""One class of students, written as each layout in which it may be downloaded, and what an intake has to see in it.

A tree is files by their paths; every file says in its bytes whose it is, so that no file can be taken for another.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from autograder.grading.intake import Found
from autograder.result import Student

Tree = dict[str, bytes]

UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@dataclass(frozen=True)
class Handing:
    """What a student, or a group, handed in: the files, and the one of them that counts."""

    students: tuple[Student, ...]
    files: tuple[str, ...] = ("tiny.ipynb",)
    counts: str | None = "tiny.ipynb"
    packed: bool = False  # the files in one archive, as students like to
    typed: str | None = None  # a text or a link in place of files
    late: bool = False


@dataclass(frozen=True)
class Seen:
    """A submission as an intake sees it: a file by what is in it."""

    name: str
    students: tuple[Student, ...]
    content: bytes | None
    is_late: bool = False
    handed_in: datetime | None = None


def one(name: str, email: str, id: str, *files: str, **more: object) -> Handing:
    return Handing((Student(name, email, id),), **({"files": files} if files else {}), **more)  # type: ignore[arg-type]


CLASS = (
    one("Ada Lovelace", "ada@example.org", "00017"),
    one("Émilie du Châtelet", "emilie@example.org", "18", "tiny.ipynb", "draft.ipynb", late=True),
    one("李雷", "li@example.org", "19", "tiny-1.ipynb", "scan of notes.pdf", counts="tiny-1.ipynb"),
    one("Seán O'Neil-Smith", "sean@example.org", "20", f"tiny-{UUID}.ipynb", "old.ipynb", counts=f"tiny-{UUID}.ipynb"),
    one("Ada Lovelace", "other.ada@example.org", "21", "my work (2).ipynb", counts="my work (2).ipynb", late=True),
    one("Grace Hopper", "grace@example.org", "22", "tiny.py", counts="tiny.py"),
    one("Kurt Gödel", "kurt@example.org", "23", "first.ipynb", "second.ipynb", counts=None),
    one("Emmy Noether", "emmy@example.org", "24", "essay.pdf", counts=None),
    one("Sofja Kowalewskaja", "sofja@example.org", "25", "deep/tiny.ipynb", counts="deep/tiny.ipynb", packed=True),
    one("Alan Turing", "alan@example.org", "26", typed="text", counts=None, late=True),
    one("नेहा शर्मा", "neha@example.org", "27", "टिनी.ipynb", counts="टिनी.ipynb"),
)
GROUP = Handing(
    (Student("Chien-Shiung Wu", "wu@example.org", "31"), Student("Maryam Mirzakhani", "mm@example.org", ""))
)

Written = tuple[Tree, list[Seen]]
Write = Callable[[Sequence[Handing]], Written]


def content(number: int, file: str) -> bytes:
    return json.dumps({"cells": [], "of": f"{number} {file}"}).encode()


def parts(number: int, handing: Handing) -> Iterator[tuple[str, bytes]]:
    """The files of a handing as they were uploaded."""
    files = {file: content(number, file) for file in handing.files if not handing.typed}
    yield from [("work.zip", zipped(files))] if handing.packed else files.items()


def counted(number: int, handing: Handing) -> bytes | None:
    return content(number, handing.counts) if handing.counts else None


def clean(name: str) -> str:
    return re.sub(r"[^\w.\-]", "_", name)


def numbered(names: list[str]) -> list[str]:
    """`-2`, `-3` behind names that came before."""
    return [
        name if names[:i].count(name) == 0 else f"{name}-{names[:i].count(name) + 1}" for i, name in enumerate(names)
    ]


def as_canvas(handings: Sequence[Handing], anonymous: bool = False) -> Written:
    tree: Tree = {}
    seen: list[Seen] = []
    for number, handing in enumerate(handings):
        (student,) = handing.students
        first, _, last = student.name.rpartition(" ")
        name = re.sub(r"[\s,.'’()-]", "", f"{last}{first}".lower())  # noqa: RUF001
        user = str(500 + number)
        late = ["LATE"] * handing.late
        before = [*late, "anon", f"x{number}Qz"] if anonymous else [name, *late, user]
        for place, (file, data) in enumerate(parts(number, handing)):
            tree["_".join([*before, f"9{number:02}{place}", file.replace("/", "_")])] = data
        if handing.typed:
            tree["_".join([*before, f"{handing.typed}.html"])] = b"<p>my answer</p>"
        who = Student(id="" if anonymous else user, name="" if anonymous else name)
        called = f"x{number}Qz" if anonymous else name
        seen.append(Seen(clean(called), (who,), counted(number, handing), handing.late))
    return tree, named_apart(tree, seen)


def as_anonymous_canvas(handings: Sequence[Handing]) -> Written:
    return as_canvas(handings, anonymous=True)


def as_moodle(
    handings: Sequence[Handing], flat: bool = False, blind: bool = False, old: bool = False, group: bool = False
) -> Written:
    tree: Tree = {}
    seen: list[Seen] = []
    for number, handing in enumerate(handings):
        (student,) = handing.students
        name, participant = student.name.replace("_", " "), str(800 + number)
        if group:
            name = f"Group {number}" if number else "Default group"
        before = f"Participant_{participant}" if blind else f"{name}_{participant}"
        if name == "Default group":
            before, participant = name, ""
        start = f"{before}_assignsubmission_file{'_' * (old or flat)}{'' if flat else '/'}"
        for file, data in parts(number, handing):
            tree[start + (file.replace("/", "_") if flat else file)] = data
        if handing.typed:
            typed = "onlinetext_" if flat else "onlinetext/"
            tree[f"{before}_assignsubmission_{typed}onlinetext.html"] = b"<p>my answer</p>"
        shown = f"Participant {participant}" if blind else name
        seen.append(Seen(clean(shown), (Student(name=shown, id=participant),), counted(number, handing)))
    return tree, named_apart(tree, seen)


def as_flat_moodle(handings: Sequence[Handing]) -> Written:
    return as_moodle(handings, flat=True)


def as_blind_moodle(handings: Sequence[Handing]) -> Written:
    return as_moodle(handings, blind=True)


def as_old_moodle(handings: Sequence[Handing]) -> Written:
    return as_moodle(handings, old=True)


def as_moodle_of_groups(handings: Sequence[Handing]) -> Written:
    return as_moodle(handings, group=True)


def as_gradescope(handings: Sequence[Handing], top: str = "assignment_77_export/") -> Written:
    told = ["---"]
    tree: Tree = {}
    seen: list[Seen] = []
    for number, handing in enumerate([*handings, GROUP]):
        key, time = f"submission_{200 + number}", datetime(2026, 11, 20, 22, 0, number, 123456, tzinfo=timezone.utc)
        told += [f"{key}:", "  :submitters:"]
        for student in handing.students:
            told += [f"  - :name: {student.name}", f"    :email: {student.email}"]
            told += [f"    :sid: '{student.id}'"] * bool(student.id)
        told += [f"  :created_at: {time:%Y-%m-%d %H:%M:%S.%f}000 Z", "  :score: 0.0", "  :status: processed"]
        told += ["  :results:", "    score: 0.0", "    tests: []", "    output:"]
        # An earlier attempt that was made after the active one: the student went back.
        told += ["  :history:", "  - :submitters: []", "    :created_at: 2026-12-24 00:00:00.000000000 Z"]
        told += [f"    :id: {900 + number}"]
        for file, data in parts(number, handing):
            tree[f"{top}{key}/{file}"] = data
        tree.setdefault(f"{top}{key}/data/table.csv", b"1,2")
        seen.append(Seen(key, handing.students, counted(number, handing), handed_in=time))
    tree[f"{top}submission_metadata.yml"] = "\n".join(told).encode()
    return tree, seen


def as_nbgrader(handings: Sequence[Handing]) -> Written:
    tree: Tree = {}
    seen: list[Seen] = []
    for number, handing in enumerate(handings):
        (student,) = handing.students
        user = student.email.partition("@")[0]
        tree[f"submitted/{user}/tiny/timestamp.txt"] = (
            f"2026-11-20 14:00:{number:02}.250000 America/Los_Angeles\n".encode()
        )
        tree[f"submitted/{user}/other_homework/tiny.ipynb"] = b"{}"
        for file, data in parts(number, handing):
            tree[f"submitted/{user}/tiny/{file}"] = data
        time = datetime(2026, 11, 20, 22, 0, number, 250000, tzinfo=timezone.utc)
        seen.append(Seen(clean(user), (Student(id=user),), counted(number, handing), handed_in=time))
    return tree, seen


def as_plain(handings: Sequence[Handing]) -> Written:
    tree = {
        f"{student.email}/{file}": data
        for number, handing in enumerate(handings)
        for student in handing.students
        for file, data in parts(number, handing) or [("", b"")]
    }
    seen = [
        Seen(clean(handing.students[0].email), (Student(),), counted(number, handing))
        for number, handing in enumerate(handings)
        if not handing.typed
    ]
    return tree, seen


LAYOUTS: dict[str, Write] = {
    "canvas": as_canvas,
    "canvas, anonymous": as_anonymous_canvas,
    "moodle": as_moodle,
    "moodle, flat": as_flat_moodle,
    "moodle, blind": as_blind_moodle,
    "moodle, of an old release": as_old_moodle,
    "moodle, of groups": as_moodle_of_groups,
    "gradescope": as_gradescope,
    "nbgrader": as_nbgrader,
    "plain": as_plain,
}


def named_apart(tree: Tree, seen: list[Seen]) -> list[Seen]:
    """Two of one name are numbered in the order of their files' names, which is that of their numbers here."""
    names = numbered([one.name for one in seen])
    return [Seen(name, one.students, one.content, one.is_late, one.handed_in) for name, one in zip(names, seen)]


def put(tree: Tree, folder: Path) -> Path:
    """The tree as a folder."""
    for name, data in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(tree: Tree) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in tree.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(tree: Tree, how: str = "w:gz") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=how) as archive:  # type: ignore[call-overload]
        for name, data in tree.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def as_seen(found: Sequence[Found]) -> list[Seen]:
    """What an intake found, with each file's bytes."""
    return [
        Seen(one.name, one.students, one.file.read_bytes() if one.file else None, one.is_late, one.handed_in)
        for one in found
    ]
