"""The code blocks of a page, and what a reader would do with each."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

_BLOCK = re.compile(
    r"""(?:^[ ]*<!--\ not\ run:\ (?P<reason>.+?)\ -->\n)?
        ^(?P<indent>[ ]*)```(?P<kind>\w*)(?:[ ]title="(?P<title>[^"]+)")?\n
        (?P<text>.*?)
        ^(?P=indent)```$""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file that it is, if it has a title, and why it is not run, if it is not."""

    line: int
    kind: str
    title: str
    reason: str
    text: str


def blocks_in(page: Path) -> Iterator[Block]:
    """The blocks of a page, in order."""
    source = page.read_text("utf-8")
    for found in _BLOCK.finditer(source):
        line = source.count("\n", 0, found.start("kind")) + 1
        told = (found[part] or "" for part in ("kind", "title", "reason"))
        yield Block(line, *told, textwrap.dedent(found["text"]))


def inline_code(page: Path) -> Iterator[str]:
    """What stands between single backticks outside of the blocks."""
    return (" ".join(code.split()) for code in re.findall(r"`([^`]+)`", _BLOCK.sub("", page.read_text("utf-8"))))
