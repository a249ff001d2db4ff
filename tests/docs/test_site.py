"""The site is built without a warning, from the program as it is, and asks the network for nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
import yaml

from autograder.cli import app

from ..reporting.browser import browse
from .blocks import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return place


def test_the_reference_has_every_command_and_option(site: Path) -> None:
    page = (site / "commands.html").read_text("utf-8")
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"<code>autograder {name}</code>" in page
        options = [word for parameter in command.params for word in parameter.opts if word.startswith("-")]
        assert [word for word in options if word not in page] == []


@pytest.mark.parametrize("page", ["index.html", "architecture.html", "commands.html"])
def test_a_page_asks_for_nothing_but_files_of_the_site(page: str, site: Path) -> None:
    with browse(site / page) as seen:
        assert seen.page.title()
        assert [address for address in seen.requests if not address.startswith(site.as_uri())] == []


def test_the_citation_names_what_is_cited() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()


def test_hooks_before_a_commit_call_what_lint_calls() -> None:
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    lint = makefile.partition("\nlint:")[2].partition("\n\n")[0].replace("$(VENV)", ".venv").splitlines()[1:]
    assert [hook["entry"] for hook in local["hooks"]] == [line.strip() for line in lint]
