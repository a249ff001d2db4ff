"""What the site has beside the pages of this folder: the commands, from the program itself, and other papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from mkdocs.structure.files import File, Files
from typer.cli import get_docs_for_click

from autograder.cli import app

ROOT = Path(__file__).parents[1]
PAPERS = {
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "example.md": "examples/kmeans/README.md",
    "measured.md": "benchmarks/README.md",
}


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are not written here."""
    pages = {name: _as_in_docs((ROOT / path).read_text("utf-8")) for name, path in PAPERS.items()}
    for name, text in {**pages, "commands.md": commands()}.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Let links to papers from elsewhere lead to their pages."""
    for name, path in PAPERS.items():
        markdown = markdown.replace(f"](../{path})", f"]({name})")
    return markdown


def commands() -> str:
    """Every command with its arguments and options, as the program describes them."""
    group = typer.main.get_command(app)
    context = typer.Context(group)
    parts = [
        get_docs_for_click(obj=command, ctx=context, indent=1, call_prefix="autograder")
        for command in group.commands.values()  # type: ignore[attr-defined]
    ]
    return "\n".join(["# Commands\n", f"{group.help}\n", *parts])


def _as_in_docs(text: str) -> str:
    """A paper with its links as they have to be from this folder."""
    return text.replace("](docs/", "](").replace("](../docs/", "](")
