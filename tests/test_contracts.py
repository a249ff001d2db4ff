"""The borders between the rooms of the package, as pyproject.toml draws them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_every_import_contract_is_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_the_command_line_names_its_commands_without_importing_what_they_work_with() -> None:
    slow = (
        "numpy",
        "pandas",
        "torch",
        "sklearn",
        "matplotlib",
        "IPython",
        "nbformat",
        "otter",
        "pytest",
        "jinja2",
        "pydantic",
    )
    program = f"import sys, autograder.cli; print([name for name in {slow} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
