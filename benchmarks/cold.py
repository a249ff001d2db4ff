"""How long commands take from a cold start, against an interpreter that does nothing but the notebook's own imports."""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder import notebook
from autograder.authoring.answers import read_answers
from benchmarks.contenders import BIN
from benchmarks.ground import COURSE

NAME = "hw1_perceptron"
BARE, IMPORTS, CHECK, HELP = "python -c pass", "the notebook's imports", "autograder check", "autograder --help"


@dataclass(frozen=True)
class Cold:
    """Seconds of each command, run after run."""

    assignment: str
    seconds: Mapping[str, list[float]]


def start_cold(times: int) -> Cold:
    """Run all commands in turn, `times` times, after once that does not count."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{NAME}.ipynb")
        file.write_text(read_answers(COURSE, NAME).notebook({}), "utf-8")
        for part in (COURSE / "assignments" / NAME).iterdir():
            if part.name != file.name:
                Path(folder, part.name).symlink_to(part)
        program = str(BIN / "autograder")
        commands = {
            BARE: [sys.executable, "-c", "pass"],
            IMPORTS: [sys.executable, "-c", "\n".join(imports(file))],
            CHECK: [program, "check", str(file)],
            HELP: [program, "--help"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(times + 1):
            for name, command in commands.items():
                begin = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                if number:
                    seconds[name].append(time.perf_counter() - begin)
    return Cold(NAME, seconds)


def imports(file: Path) -> list[str]:
    """The import statements of a notebook, without that of Otter, which nobody needs in order to grade."""
    sources = [cell.source for cell in notebook.read(file).cells if notebook.is_code(cell)]
    found = [
        one for source in sources for one in ast.parse(source).body if isinstance(one, (ast.Import, ast.ImportFrom))
    ]
    return [line for line in map(ast.unparse, found) if line != "import otter"]
