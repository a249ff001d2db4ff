"""A course of the cheapest assignment, with a class in two downloads, graded once; and the pages played in copies of it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from otter.generate import main as generate

from autograder.authoring.answers import Answers, read_answers

from .blocks import ROOT, Block

NAME = "hw0_warmup"
# By last and first name: the misconception or variant that each has handed in, and whether too late.
CLASS = {
    ("lovelace", "ada"): ("", False),
    ("turing", "alan"): ("one_grand_total", False),
    ("hopper", "grace"): ("joined_lists", True),
    ("noether", "emmy"): ("comprehension", False),
}


@dataclass
class Reader:
    """Somebody who does what a page says, block by block, in a folder of their own."""

    place: Path
    folder: Path
    names: dict[str, Any] = field(default_factory=dict)
    said: str = ""

    def do(self, block: Block) -> None:
        """Write the file that the block is, or run it and keep what it says."""
        if block.title:
            self._write(block)
        elif block.kind == "sh":
            self._shell(block.text)
        else:
            self._python(block.text)

    def _write(self, block: Block) -> None:
        path = self.place / block.title.removeprefix("add to ")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if block.title.startswith("add to ") else "w", encoding="utf-8") as file:
            file.write(block.text)

    def _shell(self, text: str) -> None:
        """A block leaves its folder to the next; what it has started in the background goes with it."""
        environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "120",
        }
        shell = subprocess.Popen(
            ["bash", "-e", "-c", f"{text}\npwd > '{self.place}.now'"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            self.said, _ = shell.communicate(timeout=600)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(shell.pid, signal.SIGKILL)
        assert shell.returncode == 0, self.said
        self.folder = Path(Path(f"{self.place}.now").read_text("utf-8").strip())

    def _python(self, text: str) -> None:
        with contextlib.chdir(self.place), contextlib.redirect_stdout(io.StringIO()) as said:
            exec(compile(text, "<block>", "exec", dont_inherit=True), self.names)
        self.said = said.getvalue()


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course folder, with downloads from Canvas and Gradescope, a gradebook, and the grades."""
    place = tmp_path_factory.mktemp("course")
    for folder in ("solutions", "assignments"):
        shutil.copytree(ROOT / folder / NAME, place / folder / NAME, ignore=shutil.ignore_patterns("__pycache__"))
    answers = read_answers(place, NAME)
    notebooks = [_notebook(answers, answer) for answer, _ in CLASS.values()]
    _canvas(place, notebooks)
    _gradescope(place, notebooks)
    Reader(place, place).do(Block(0, "sh", "", "", f"autograder grade {NAME} submissions.zip -o grades/ --quiet"))
    return place


@pytest.fixture
def reader(graded: Path, tmp_path: Path) -> Callable[[str], Reader]:
    """A reader of a page. Who writes an assignment begins with nothing, all others with the course."""

    def begin(page: str) -> Reader:
        place = tmp_path / "reader"
        if page == "authoring":
            place.mkdir()
        else:
            shutil.copytree(graded, place)
        if page == "otter":
            _of_otter(place)
        return Reader(place, place)

    return begin


def _of_otter(place: Path) -> None:
    """An autograder that Otter made, and submissions to it."""
    source = ROOT / "tests" / "otter_assignments" / "functions"
    generate(
        tests_dir=str(source / "tests"),
        output_path=str(place / "autograder.zip"),
        no_requirements=True,
        no_environment=True,
    )
    shutil.copytree(source / "submissions", place / "submissions")


def _notebook(answers: Answers, name: str) -> str:
    known = {**answers.misconceptions["total_toes"], **answers.variants["total_toes"]}
    return answers.notebook({"total_toes": known[name]} if name else {})


def _canvas(place: Path, notebooks: list[str]) -> None:
    rows = ["Student,ID,SIS User ID,SIS Login ID,Section,How checks work (77)", "    Points Possible,,,,,4.00"]
    with zipfile.ZipFile(place / "submissions.zip", "w") as archive:
        for number, ((last, first), (_, is_late)) in enumerate(CLASS.items(), 101):
            late = "LATE_" if is_late else ""
            archive.writestr(f"{last}{first}_{late}{number}_9{number}_{NAME}.ipynb", notebooks[number - 101])
            rows.append(f'"{last.title()}, {first.title()}",{number},,{first}@example.org,Monday,')
    (place / "gradebook.csv").write_text("\n".join(rows) + "\n")


def _gradescope(place: Path, notebooks: list[str]) -> None:
    told = ["---"]
    with zipfile.ZipFile(place / "export.zip", "w") as archive:
        for number, ((last, first), (_, is_late)) in enumerate(CLASS.items(), 1):
            archive.writestr(f"assignment_77_export/submission_{number}/{NAME}.ipynb", notebooks[number - 1])
            told += [f"submission_{number}:", "  :submitters:", f"  - :name: {first.title()} {last.title()}"]
            told += [f"    :email: {first}@example.org", f"    :sid: '{number}'"]
            told += [f"  :created_at: 2026-11-{22 if is_late else 19} 12:00:00.000000000 Z"]
        archive.writestr("assignment_77_export/submission_metadata.yml", "\n".join(told) + "\n")
