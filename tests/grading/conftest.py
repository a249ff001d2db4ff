from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.bundle import Bundle, make_bundle
from autograder.grading.engine import Engine, engine
from autograder.result import Result

TINY = Path(__file__).parents[1] / "course"

# The cells of a right answer. In the tables of cases these names stand for them.
CELLS = {
    "setup": "import numpy as np",
    "wingspan": "def wingspan(left, right):\n    return np.asarray(left) + np.asarray(right) + 1.5",
    "widest": ("def widest(spans):\n    place = int(np.argmax(spans))\n    return place, float(spans[place])"),
    # What a student may do who knows how the candidate works: find the pipe of the replies, and the ids of the request
    # under way and of the fork that answers it, and write what frames they like.
    "wire": """
import json, os, struct, sys, time

def wire():
    frame, ids = sys._getframe(), []
    while frame:
        if "ident" in frame.f_locals:
            ids.append(frame.f_locals["ident"])
            pipe = getattr(frame.f_locals["self"], "replies").fileno()
        frame = frame.f_back
    return pipe, ids[0], ids[1]

def frame(ident, head, body=b"", claimed=None):
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    return struct.pack("<16sIQ", ident, *(claimed or (len(text), len(body)))) + text + body

def send(pipe, data):
    while data:
        data = data[os.write(pipe, data[:65536]):]

def right(left, right):
    return np.asarray(left) + np.asarray(right) + 1.5

def reply(ident, left, wing):
    values = right(left, wing)
    node = {"t": "array", "dtype": "<f8", "shape": [len(values)], "at": [0, 8 * len(values)]}
    return frame(ident, {"value": node}, values.tobytes())
""",
}


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The bundle of `tiny`, whose submissions may plot as well."""
    course = tmp_path_factory.mktemp("course") / "course"
    shutil.copytree(TINY, course, ignore=shutil.ignore_patterns("__pycache__", "conftest.py"))
    settings = course / "solutions" / "tiny" / "assignment.toml"
    text = settings.read_text("utf-8")
    text = text.replace('preloads = ["numpy"]', 'preloads = ["numpy", "matplotlib.pyplot"]')
    settings.write_text(text.replace('packages = ["numpy"]', 'packages = ["numpy", "matplotlib"]'), "utf-8")
    return make_bundle(course, "tiny", tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def warm(bundle: Bundle) -> Iterator[Engine]:
    """One warm engine for all tests."""
    with engine(bundle) as running:
        yield running


@pytest.fixture(scope="session")
def notebook() -> Callable[..., bytes]:
    """The bytes of a notebook with these code cells; a name in CELLS stands for that cell."""

    def make(*cells: str, **more: Any) -> bytes:
        sources = [CELLS.get(cell, cell) for cell in cells]
        listed = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
        return json.dumps({"cells": listed, "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **more}).encode()

    return make


@pytest.fixture
def right(notebook: Callable[..., bytes]) -> bytes:
    """A notebook of full marks."""
    return notebook("setup", "wingspan", "widest")


@pytest.fixture
def grade(warm: Engine, tmp_path: Path) -> Callable[..., Result]:
    """The result of a submission of these bytes, with small limits."""

    def run(data: bytes, ending: str = ".ipynb", **limits: float) -> Result:
        file = tmp_path / f"tiny{ending}"
        file.write_bytes(data)
        return warm.grade(file, **{"cell_seconds": 1, "call_seconds": 1, **limits}).result

    return run
