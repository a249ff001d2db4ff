"""The borders between the rooms of the package, as pyproject.toml draws them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_every_import_contract_is_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
