"""A student's source as tokens, to leave things out of it or to compare it.

It is only read as text by Pygments, which takes broken Python as well. Python's own parser refuses that, and can be
brought to its knees by what is nested deeply enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Name, String

_LEXER = PythonLexer(ensurenl=False, stripnl=False)
_QUOTES = {"'": '"', "'''": '"', '"""': '"'}
_STRING_ALONE = re.compile(r"""\s*[rRbBuUfF]{0,2}(['"]).*\1""")


def without_remarks(code: str) -> str:
    """The code without comments, docstrings and the lines that they leave empty."""
    kept: list[str] = []
    for line in _filled("".join(value for _, value in _tokens(code))).splitlines():
        # Pygments knows a docstring by its three quotes only.
        if not (_STRING_ALONE.fullmatch(line) and kept and kept[-1].endswith(":")):
            kept.append(line)
    return "\n".join(kept)


def shapes(code: str) -> list[str]:
    """The tokens that are left when remarks, layout and the choice of names are taken away.

    Whatever has a name is `_`, but for Python's built-in names and those behind a dot.
    """
    shown: list[str] = []
    for kind, value in _tokens(code):
        if value.strip():
            is_free = kind in Name and (kind not in Name.Builtin or kind in Name.Builtin.Pseudo) and shown[-1:] != ["."]
            shown.append("_" if is_free else _QUOTES.get(value, value))
    return shown


def _tokens(code: str) -> Iterator[tuple[object, str]]:
    """The tokens but for comments and docstrings."""
    # Pygments needs quadratic time for empty lines that hold spaces.
    for kind, value in _LEXER.get_tokens(_filled(code)):
        if kind not in Comment and kind not in String.Doc:
            yield kind, value


def _filled(code: str) -> str:
    """The lines that hold anything, without spaces at their ends."""
    return "\n".join(stripped for line in code.splitlines() if (stripped := line.rstrip()))
