"""Whose grade goes into which row. Where there is a doubt, none does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from autograder.reporting.gradebooks.grades import Grade, GradebookError, sentence

_T = TypeVar("_T")


@dataclass(frozen=True)
class Row:
    """A person in a gradebook: the line, and by what the person can be known; `ids` has one for each kind of id."""

    line: int
    name: str
    ids: tuple[str, ...] = ()
    email: str = ""

    @property
    def label(self) -> str:
        """The person, for a sentence."""
        return self.name or next((one for one in self.ids if one), "") or self.email


@dataclass(frozen=True)
class Matched:
    """The grades by line, and what to tell of the rest."""

    by_line: dict[int, Grade]
    remarks: list[str]


class _Doubt(Exception):
    """Why a grade is left out."""


def match_rows(grades: Sequence[Grade], rows: Sequence[Row], where: str) -> Matched:
    """The row of each grade: by id, else by e-mail, else by a name that only one has on either side.

    A kind of key that works for others and not for a student says that the student is not in the gradebook: nobody is
    then looked for by a weaker one. Keys that contradict each other are a doubt.

    Raises:
        GradebookError: Not one grade has a row.
    """
    finder = _Finder(grades, rows)
    found: dict[int, list[Grade]] = {}
    absent, doubts = [], []
    for grade in grades:
        try:
            row = finder.row_of(grade)
        except _Doubt as doubt:
            doubts.append(f"{grade.label}: left out, since {doubt}.")
            continue
        if row is None:
            absent.append(grade.label)
        else:
            found.setdefault(row.line, []).append(grade)
    by_line = {line: held[0] for line, held in found.items() if len({grade.result.submission for grade in held}) == 1}
    for line in found.keys() - by_line.keys():
        listed = " and ".join(grade.label for grade in found[line])
        doubts.append(f"{listed}: left out, since they are the same person in {where}.")
    if not by_line and not doubts:
        raise GradebookError(f"None of the {len(grades)} students with a grade is in {where}: is it another course's?")
    silent = [row.label for row in rows if row.line not in found]
    remarks = doubts + sentence(absent, f"not in {where}") + sentence(silent, f"in {where} without a grade here")
    return Matched(by_line, remarks)


class _Finder:
    """Finds rows by the keys that work for this class in this gradebook."""

    def __init__(self, grades: Sequence[Grade], rows: Sequence[Row]) -> None:
        kinds = range(len(rows[0].ids) if rows else 0)
        by_kind = [_by(rows, lambda row: [row.ids[kind]]) for kind in kinds]  # noqa: B023
        ids = {grade.student.id for grade in grades if grade.student.id}
        hits = [{one: known[one] for one in ids & known.keys()} for known in by_kind]
        best = max(hits, key=len, default={})
        # One kind of id speaks for the whole class: numbers of two kinds may be alike by chance. Two that know as many
        # are trusted where they say the same, as when a school's id is the login too.
        self._ids = best if all(other == best for other in hits if len(other) == len(best)) else {}
        self._emails = _by(rows, lambda row: [row.email.casefold()])
        self._names = _by(rows, lambda row: _forms(row.name))
        self._namesakes = _by(grades, lambda grade: _forms(grade.student.name)[:1])
        self._knows_emails = any(grade.student.email.casefold() in self._emails for grade in grades)

    def row_of(self, grade: Grade) -> Row | None:
        """The row of a grade, None where it has none.

        Raises:
            _Doubt: It may be this row or that, or another person.
        """
        student = grade.student
        if not (student.id or student.email or student.name):
            raise _Doubt("nothing tells whose it is")
        by_id = _only(self._ids.get(student.id, []), f"the id {student.id}")
        by_email = _only(self._emails.get(student.email.casefold(), []), f"the e-mail {student.email}")
        if by_id and by_email and by_id is not by_email:
            raise _Doubt(f"the id is that of {by_id.label}, and the e-mail that of {by_email.label}")
        if by_id and not by_email and not _agree(student.name, by_id.name):
            raise _Doubt(f"the row with the id {student.id} has the name {by_id.name or 'of nobody'}")
        if by_id or by_email:
            return by_id or by_email
        if (student.id and self._ids) or (student.email and self._knows_emails):
            return None
        return self._by_name(student.name)

    def _by_name(self, name: str) -> Row | None:
        forms = _forms(name)
        # The name as Canvas writes it in files is a single word: who has two, Fang An, is not Gan Fan.
        found = {row.line: row for form in forms[:2] for row in self._names.get(form, [])}
        row = _only(list(found.values()), f"the name {name}")
        if row and len(self._namesakes[forms[0]]) > 1:
            raise _Doubt(f"several have handed in under the name {name}")
        return row


def _by(things: Iterable[_T], keys: Callable[[_T], Sequence[str]]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for thing in things:
        for key in dict.fromkeys(keys(thing)):
            if key:
                found.setdefault(key, []).append(thing)
    return found


def _only(rows: Sequence[Row], what: str) -> Row | None:
    if len(rows) > 1:
        raise _Doubt(f"{len(rows)} rows have {what}")
    return rows[0] if rows else None


def _forms(name: str) -> list[str]:
    """How an exact name may be written: as it is, with what follows a comma before it, and as Canvas names files."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma else name
    return [" ".join(_words(turned)), " ".join(_words(name)), "".join(_words(name))]


def _agree(one: str, other: str) -> bool:
    """Whether a student's name and a row's can be one person's: all words of one stand in the other."""
    words, others = (_words(_bare(name)) for name in (one, other))
    if not others:
        return not words  # nobody is named in a blind worksheet, nor in what is downloaded with it
    return all(word in "".join(others) for word in words) or all(word in "".join(words) for word in others)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())


def _bare(name: str) -> str:
    """Without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
