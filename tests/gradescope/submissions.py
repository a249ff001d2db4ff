"""What students hand in, honest or not, and what has to become of it in a container."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.authoring.answers import Answers

NAME = "hw1_perceptron"
ASSIGNMENT = {"due_date": "2026-11-02T23:00:00.000000-08:00", "title": "Perceptron", "total_points": "24.0"}
ADA = {"email": "ada@example.edu", "id": 1, "name": "Ada LEAK-name"}
BEN = {"email": "ben@example.edu", "id": 2, "name": "Ben LEAK-name"}
BEFORE = [{"submission_time": "2026-11-01T10:00:00-08:00", "score": 3.0, "results": {"output": "LEAK-earlier"}}]


@dataclass(frozen=True)
class Case:
    """The files of one submission, its score, and what its first block says; what the metadata says beside."""

    files: Callable[[Answers], dict[str, bytes]]
    score: float
    says: str
    metadata: dict[str, Any] = field(default_factory=dict)
    timeout: float = 120


def metadata(case: Case) -> dict[str, Any]:
    usual = {
        "id": 123456,
        "created_at": "2026-11-02T22:59:00.000000-08:00",
        "assignment": ASSIGNMENT,
        "submission_method": "upload",
        "users": [ADA],
        "previous_submissions": BEFORE,
    }
    return {**usual, **case.metadata}


def notebook(answers: Answers, chosen: dict[str, str] | None = None, *cells: str, is_blank: bool = False) -> bytes:
    """A notebook with these known answers, and cells of its own in front."""
    content = json.loads(answers.notebook(chosen or {}, is_blank=is_blank))
    added = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({**content, "cells": [*added, *content["cells"]]}).encode()


def own(data: bytes) -> dict[str, bytes]:
    return {f"{NAME}.ipynb": data}


def zipped(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def misconception(answers: Answers) -> dict[str, str]:
    return {"perceptron_predict": answers.misconceptions["perceptron_predict"]["tie_counts_as_fire"]}


def other_notebook(_: Answers) -> dict[str, bytes]:
    return {"hw0_warmup.ipynb": (Path(__file__).parents[2] / "assignments/hw0_warmup/hw0_warmup.ipynb").read_bytes()}


CASES = {
    "right": Case(lambda known: own(notebook(known)), 24, "10 of 10 visible checks passed."),
    "wrong in one place": Case(
        lambda known: own(notebook(known, misconception(known))), 23.75, "visible checks passed."
    ),
    "blank": Case(lambda known: own(notebook(known, is_blank=True)), 0, "your work is not in it. Save your notebook"),
    "another assignment's": Case(other_notebook, 0, "Is it the notebook of another assignment?"),
    "broken": Case(lambda _: own(b'{"cells": [{"cell_type": "co'), 0, "Open your notebook in Jupyter, save it"),
    "no notebook": Case(lambda _: {"report.pdf": b"%PDF-"}, 0, f"name it {NAME}.ipynb."),
    "two notebooks": Case(
        lambda known: {"a.ipynb": notebook(known), "b.ipynb": notebook(known)}, 0, "There are 2 candidates"
    ),
    "one of two is named right": Case(
        lambda known: {**own(notebook(known)), "scratch.ipynb": b"{}"}, 24, "10 of 10 visible checks passed."
    ),
    "in a folder": Case(lambda known: {f"homework/{NAME}.ipynb": notebook(known)}, 24, "10 of 10 visible checks"),
    "a zip": Case(lambda known: {"hw1.zip": zipped(own(notebook(known)))}, 24, "10 of 10 visible checks passed."),
    "a group": Case(lambda known: own(notebook(known)), 24, "10 of 10", {"users": [ADA, BEN]}),
    "late": Case(
        lambda known: own(notebook(known)),
        24,
        "after the due date.",
        {"created_at": "2026-11-03T00:00:00.000000-08:00"},
    ),
    "never ends": Case(
        lambda known: own(notebook(known, {}, *8 * ["while True:\n    pass"])), 0, "The time for the whole", timeout=26
    ),
}

_WALK = """
import glob, os
found = []
for pattern in {patterns!r}:
    for path in glob.glob(pattern, recursive=True):
        try:
            found.append(open(path, errors="replace").read())
        except OSError:
            pass
leaks = [text[text.index("LEAK"):][:30] for text in found if "LEAK" in text]
raise RuntimeError(" ".join(leaks))
"""
_REWRITE = """
import json, os
for path in ["/autograder/results/results.json", "/autograder/run_autograder", "/autograder/source/run_autograder"]:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "a").write('{"score": 999}')
    except OSError:
        pass
"""
_KILL = """
import os, signal
for pid in [-1, *range(1, 400)]:
    try:
        if pid != os.getpid():
            os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
"""
_DAEMON = """
import os, signal, time
if os.fork() == 0:
    os.setsid()
    for number in range(1, 60):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    if os.fork() == 0:
        while True:
            try:
                open("/autograder/results/results.json", "w").write('{"score": 999}')
            except OSError:
                time.sleep(0.01)
    os._exit(0)
"""

# Each runs in front of a right notebook, which keeps its points.
ATTACKS = {
    "reading the metadata and earlier results": _WALK.format(patterns=["/autograder/**", "/incoming/**"]),
    "rewriting the results": _REWRITE,
    "killing the harness": _KILL,
    "a process left behind": _DAEMON,
    "the tokens of the environment": _WALK.format(patterns=["/proc/*/environ", "/proc/*/task/*/environ"]),
    "the hidden bundle": _WALK.format(patterns=["/opt/autograder/**", "/autograder/source/**", "/tmp/**"]),
}
