"""Code of students as examples for a class: nobody is named."""

from __future__ import annotations

import re
import unicodedata

from autograder.reporting.source import shapes, without_remarks
from autograder.reporting.summary import Held, find_question
from autograder.result import Result

_MOST_LINES = 24


def anonymous_excerpts(held: Held, most: int = 3) -> list[str]:
    """Answers of different students who hold a misconception, the shortest first, no two alike.

    They come without remarks, and only from those whose own name does not occur in what is left.
    """
    found: dict[tuple[str, ...], str] = {}
    for result in sorted(held.holders, key=lambda one: len(_code(one, held))):
        code = without_remarks(_code(result, held))
        if code and not _names_its_author(code, result):
            found.setdefault(tuple(shapes(code)), _cut(code))
        if len(found) == most:
            break
    return list(found.values())


def _code(result: Result, held: Held) -> str:
    question = find_question(result, held.question.id)
    return question.code if question else ""


def _cut(code: str) -> str:
    lines = code.splitlines()
    return "\n".join([*lines[:_MOST_LINES], "…"] if len(lines) > _MOST_LINES else lines)


def _names_its_author(code: str, result: Result) -> bool:
    """Whether a part of the author's name, address or id stands in the code, even inside of a longer word."""
    told = [text for student in result.students for text in (student.name, student.email.partition("@")[0], student.id)]
    parts = {part for text in (*told, result.submission) for part in _words(text) if _is_telling(part)}
    plain, words = _plain(code), set(_words(code))
    return any(part in plain if len(part) > 2 or not part.isascii() else part in words for part in parts)


def _is_telling(part: str) -> bool:
    """Neither an initial nor a number that any code could hold."""
    return len(part) >= (5 if part.isdigit() else 2 if part.isascii() else 1)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _plain(text))


def _plain(text: str) -> str:
    """Lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
