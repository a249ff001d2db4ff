"""Run a notebook as grading would, with the reference filled in and the demonstration cells left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

import autograder
from autograder.assignment import AssignmentError
from autograder.notebook import has_tag, is_code

SECONDS = 600

# Runs where it may change what it likes: the working folder, `__main__`, the modules that are there.
_SCRIPT = """
import json, sys
from autograder.candidate.shell import Session
cells = json.load(sys.stdin)
sys.stdout, told = sys.stderr, sys.stdout
session = Session()
for index, source in cells:
    outcome = session.run(source, f"cell {index}")
    if outcome["status"] != "ok":
        json.dump([index, outcome["error"]], told)
        break
"""


def dry_run(notebook: NotebookNode, data: Mapping[str, bytes]) -> None:
    """Run the code cells but the demonstrations, in a process and a folder of their own, with the data beside them.

    Raises:
        AssignmentError: A cell fails: it is wrong, or it needs a demonstration cell.
    """
    cells = [
        (index, cell.source)
        for index, cell in enumerate(notebook.cells)
        if is_code(cell) and not has_tag(cell, "demonstration")
    ]
    with tempfile.TemporaryDirectory(prefix="autograder-dry-run-") as folder:
        for name, content in data.items():
            Path(folder, name).write_bytes(content)
        done = _run(cells, folder)
    if done.returncode:
        raise AssignmentError(
            f"The notebook with the reference filled in ends its process: {done.stderr[-500:].strip()}"
        )
    if done.stdout:
        index, error = json.loads(done.stdout)
        first = notebook.cells[index].source.strip().splitlines()[0]
        raise AssignmentError(
            f"With the reference filled in and the demonstration cells left out, cell {index} ({first}) fails: {error}."
        )


def _run(cells: list[tuple[int, str]], folder: str) -> subprocess.CompletedProcess[str]:
    home = str(Path(autograder.__file__).parents[1])
    paths = os.pathsep.join(path for path in (home, os.environ.get("PYTHONPATH", "")) if path)
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            input=json.dumps(cells),
            cwd=folder,
            env=environment,
            timeout=SECONDS,
            text=True,
            capture_output=True,
        )
    except subprocess.TimeoutExpired:
        raise AssignmentError(
            f"The notebook with the reference filled in takes longer than {SECONDS} seconds."
        ) from None
