"""A proof as people read it: misconceptions down, checks across, in a terminal or as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment
from rich.console import Group
from rich.table import Table
from rich.text import Text

from autograder.authoring.verify import Proof, Row
from autograder.result import CheckResult

SYMBOLS = {"passed": "·", "skipped": "–", "failed": "✗", "error": "!", "missing": "?"}  # noqa: RUF001


@dataclass(frozen=True)
class Block:
    """One question of the matrix: its checks as columns, and a row a misconception."""

    question: str
    checks: tuple[CheckResult, ...]
    rows: tuple[Row, ...]


def render_matrix(proof: Proof) -> Group:
    """The proof for a terminal, a table a question."""
    parts: list[Table | Text] = []
    for block in _blocks(proof):
        table = Table(title=f"{proof.assignment} / {block.question}", title_justify="left", box=None, pad_edge=False)
        table.add_column("misconception", min_width=24)
        for number, _ in enumerate(block.checks, start=1):
            table.add_column(str(number), justify="center")
        table.add_column("named")
        for row in block.rows:
            marks = (SYMBOLS.get(check.outcome, "x") for check in row.result.checks)
            table.add_row(row.misconception, *marks, _names(row))
        legend = (f"{number} {check.id}" for number, check in enumerate(block.checks, start=1))
        parts += [table, Text("   ".join(legend) + "\n", style="dim")]
    parts += [Text(remark) for remark in proof.remarks]
    parts += [Text(fault, style="red") for fault in proof.faults]
    return Group(*parts, Text(_verdict(proof), style="bold"))


def write_page(proofs: Sequence[Proof], path: Path) -> Path:
    """Write the proofs as one page that works by itself."""
    source = files("autograder.authoring").joinpath("templates", "matrix.html").read_text("utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    shown = [(proof, list(_blocks(proof)), _verdict(proof)) for proof in proofs]
    path.write_text(template.render(proofs=shown, symbols=SYMBOLS, names=_names), "utf-8")
    return path


def _blocks(proof: Proof) -> Iterator[Block]:
    for question in dict.fromkeys(row.question for row in proof.rows):
        rows = tuple(row for row in proof.rows if row.question == question)
        yield Block(question, rows[0].result.checks, rows)


def _names(row: Row) -> str:
    return "its own" if row.misconception in row.named else ", ".join(sorted(row.named)) or "none"


def _verdict(proof: Proof) -> str:
    verdict = f"{len(proof.faults)} faults" if proof.faults else "proven"
    return f"{proof.assignment}: {len(proof.rows)} misconceptions, {verdict}"
