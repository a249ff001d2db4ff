"""What all pages have in common: one style, strict escaping, and a policy under which only our own script could run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.files import write_whole
from autograder.reporting import summary
from autograder.reporting.escape import html_text
from autograder.result import Result

_TEMPLATES = Path(__file__).with_name("templates")


def render_page(template: str, **values: object) -> str:
    """A page that needs nothing but itself."""
    return _environment().get_template(template).render(values)


def write_pages(folder: Path, pages: Iterable[tuple[str, str]]) -> None:
    """Writes files of the given names and texts, and removes those of an earlier run that have the same endings."""
    folder.mkdir(exist_ok=True)
    written = {write_whole(folder / name, text) for name, text in pages}
    endings = {path.suffix for path in written}
    for path in set(folder.iterdir()) - written:
        if path.suffix in endings:
            path.unlink()


def names(result: Result) -> str:
    """Who handed in, as far as it is known."""
    return ", ".join(student.name for student in result.students if student.name)


def title_of(result: Result) -> str:
    """What people call a submission: its students' names, or else its own."""
    return names(result) or result.submission


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=html_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(number=summary.number, page=_page, told=summary.told)
    environment.globals.update(
        find_question=summary.find_question,
        misconceptions_of=summary.misconceptions_of,
        names=names,
        own_file=_own_file,
        policy_hash=_policy_hash,
        title_of=title_of,
    )
    return environment


def _page(submission: str) -> str:
    """The address of a submission's page, as seen from its folder."""
    return quote(f"{submission}.html", errors="replace")


@cache
def _own_file(name: str) -> Markup:
    """A file of ours that goes into the page as it is."""
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))


@cache
def _policy_hash(name: str) -> str:
    """What a content security policy calls a file of ours."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(_own_file(name).encode()).digest()).decode()}'"
