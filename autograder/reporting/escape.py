"""A student's text made harmless, one function an output format.

Pages need no function for markup, Jinja2 escapes it; `html_text` adds what Jinja2 lets through.
"""

from __future__ import annotations

import re

# Controls, invisible and direction marks, line separators and lone surrogates. The joiners stay: names and emoji
# need them.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

# What a spreadsheet would run, also in full width, where a spreadsheet may trim what stands before it.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")  # noqa: RUF001

# An opening bracket with the backslashes before it, and the rest where Rich would take it for a tag.
_BRACKET = re.compile(r"(\\*)\[([a-z#/@][^[]*?\])?")

# What has a meaning in some flavour of Markdown: anywhere, at a word's edge, in an address, at the start of a line.
_MARKDOWN = re.compile(
    r"""(?P<any>[\\`*\[\]<>&|~^${}@#] | (?<![^\W_])_ | _(?![^\W_]) | :(?=\S) | (?<=www)\. | (?<=[=+])[=+])
    | ^(?P<number>\d*)(?P<first>[-+=:!.)])""",
    re.VERBOSE | re.IGNORECASE,
)


def visible(text: str, *, keep: str = "") -> str:
    r"""The text with everything unseen spelt out, such as `\x1b` or `\u202e`, but for the characters to keep."""
    return _HIDDEN.sub(lambda hit: hit[0] if hit[0] in keep else ascii(hit[0])[1:-1], text)


def csv_cell(*values: str) -> str:
    """A cell of one or several values, joined by `;`, none of which a spreadsheet would run."""
    return ";".join(_csv_value(value) for value in values)


def terminal_line(text: str) -> str:
    """One line of Rich markup that prints as the text itself."""
    plain = visible(text)
    # A backslash at the end would escape a tag that the caller writes behind it.
    return _BRACKET.sub(_literal_bracket, plain + " " if plain.endswith("\\") else plain)


def html_text(value: object) -> object:
    """What a page may show of a value that Jinja2 is about to escape; markup of our own stays as it is."""
    return visible(value, keep="\n\t") if isinstance(value, str) and not hasattr(value, "__html__") else value


def markdown_line(text: str) -> str:
    """One line of Markdown that reads as the text itself and has no meaning of its own in any flavour.

    Marks are written as entities: no flavour takes one for a mark, whereas each has its own list of what a backslash
    escapes.
    """
    return _MARKDOWN.sub(_as_entity, " ".join(visible(text, keep="\n\t").split()))


def markdown_code(text: str) -> str:
    """The text as an indented block, with nothing in it that could end it; blank lines have to stand around it."""
    return "\n".join(f"    {line}".rstrip() for line in visible(text, keep="\n\t").strip("\n").split("\n"))


def _as_entity(hit: re.Match[str]) -> str:
    return f"{hit['number'] or ''}&#{ord(hit['first'] or hit['any'])};"


def _literal_bracket(hit: re.Match[str]) -> str:
    # Rich halves the backslashes before a tag and takes one away before any other bracket; its own `escape` knows
    # only the tags.
    backslashes, tag = hit.groups(default="")
    return backslashes * (2 if tag else 1) + "\\[" + tag


def _csv_value(value: str) -> str:
    # A `;` of the value's own would look like one more value, and some spreadsheets split the row at it.
    shown = visible(value).replace(";", ",")
    return "'" + shown if _FORMULA.match(value) else shown
