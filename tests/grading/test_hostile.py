"""A hostile notebook costs itself at most its own points, and tells its student nothing that is hidden."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.checking.likeness import as_array
from autograder.files import remove_whole
from autograder.grading.engine import Engine
from autograder.result import Result

Grade = Callable[..., Result]
Notebook = Callable[..., bytes]

NUMBERS = {"t": "array", "dtype": "<f8", "shape": [2], "at": [0, 16]}
# What replaces every reply's value, and 16 bytes behind it.
FORGED: dict[str, Any] = {
    "a number too long to be written": {"t": "int", "v": "f" * 9999},
    "arrays among objects": {"t": "objects", "text": False, "shape": [2], "v": [NUMBERS, 1]},
    "a table with a dict as name": {"t": "frame", "index": NUMBERS, "names": [{"t": "dict", "v": []}], "v": [None]},
    "one array many times": {"t": "list", "v": [NUMBERS] * 99},
    "keys that collide": {"t": "dict", "v": [[k * (2**61 - 1), 0] for k in range(1, 30_000)]},
}
FORGE = """
import json, sys
head = {{"value": json.loads({!r})}}
sys.modules["autograder.candidate.answer"].encode = lambda value, kept: (head, bytes(16))
"""


@pytest.mark.parametrize("node", FORGED.values(), ids=FORGED.keys())
def test_a_forged_answer_gets_no_points_and_a_verdict(node: Any, grade: Grade, notebook: Notebook) -> None:
    result = grade(notebook("setup", "wingspan", "widest", FORGE.format(json.dumps(node))))
    assert (result.status, result.score) == ("graded", 0)
    assert result.seconds < 10


def test_a_long_text_among_many_makes_no_huge_array() -> None:
    assert as_array(["x" * 500_000] + [""] * 60) is None


def test_what_a_hidden_check_asked_is_not_told_in_a_visible_one(grade: Grade, notebook: Notebook) -> None:
    keeps = (
        "def wingspan(left, right):\n    print(left, file=open('seen', 'a'))\n"
        "    return np.asarray(left) + np.asarray(right) + 1.5"
    )
    tells = "def widest(spans):\n    raise RuntimeError(open('seen').read())"
    result = grade(notebook("setup", keeps, tells))
    wingspan, widest = result.questions
    assert wingspan.score == 3
    told = widest.checks[0].feedback
    assert "4.5" in told  # of a visible one: it does tell what it can
    assert "77" not in told


def test_the_name_of_an_exception_is_told_of_a_hidden_check_only_if_it_is_one(grade: Grade, notebook: Notebook) -> None:
    named = (
        "def widest(spans):\n    if spans[0] == spans[1]:\n        raise type('bytearray', (Exception,), {})\n"
        "    return int(np.argmax(spans)), max(spans)"
    )
    (_, hidden) = grade(notebook("setup", "wingspan", named)).questions[1].checks
    assert hidden.feedback == "Your code raised an error."


DEEP = """
import os
here = os.open(".", os.O_RDONLY)
for _ in range(1200):
    os.mkdir("d")
    os.chdir("d")
os.fchdir(here)
"""


def test_folders_however_deep_are_removed(warm: Engine, notebook: Notebook, tmp_path: Path) -> None:
    (tmp_path / "tiny.ipynb").write_bytes(notebook("setup", "wingspan", "widest", DEEP))
    assert warm.grade(tmp_path / "tiny.ipynb").result.score == 5


def test_nothing_is_left_of_a_deep_folder(tmp_path: Path) -> None:
    make = f"import os\nos.chdir({str(tmp_path)!r})\nos.mkdir('deep')\nos.chdir('deep'){DEEP}"
    subprocess.run([sys.executable, "-c", make], check=True)
    remove_whole(tmp_path / "deep")
    assert not (tmp_path / "deep").exists()


def test_a_folder_that_is_still_being_filled_for_a_moment_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "filling"
    folder.mkdir()
    fill = (
        "import time\nfor place in range(2000): open(str(place), 'w').close()\n"
        "end = time.time() + 0.7\nwhile time.time() < end: open(f'{time.time()}', 'w').close()"
    )
    with subprocess.Popen([sys.executable, "-c", fill], cwd=folder, stderr=subprocess.DEVNULL):
        while not (folder / "1999").exists():
            time.sleep(0.01)
        remove_whole(folder)
    assert not folder.exists()
