"""Grade the same notebooks with our engine and with Otter, and say where they differ."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.bundle import Bundle
from autograder.grading.engine import engine
from autograder.result import Result

Marks = dict[str, tuple[float, int]]  # of each question: its score, and how many of its checks passed


def disagreements(bundle: Bundle, autograder: Path, notebooks: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each question of a notebook to which our engine and the Otter autograder give different marks."""
    with engine(bundle) as warm, tempfile.TemporaryDirectory(prefix="autograder-agreement-") as folder:
        for name, text in notebooks.items():
            file = Path(folder, f"{bundle.assignment.name}.ipynb")
            file.write_text(text, "utf-8")
            ours, theirs = _our_marks(warm.grade(file).result), otter_marks(file, autograder)
            for question in ours.keys() | theirs.keys():
                if not _same(ours.get(question), theirs.get(question)):
                    yield f"{name}: {question}: ours {ours.get(question)}, Otter {theirs.get(question)}"


def otter_marks(file: Path, autograder: Path) -> Marks:
    """What `otter run` gives a notebook, by its own programming interface."""
    from otter.api import grade_submission

    results = grade_submission(str(file), str(autograder), quiet=True).results
    return {
        question: (float(test.score), sum(one.passed for one in test.test_case_results))
        for question, test in results.items()
    }


def _our_marks(result: Result) -> Marks:
    return {one.id: (one.score, sum(check.outcome == "passed" for check in one.checks)) for one in result.questions}


def _same(ours: tuple[float, int] | None, theirs: tuple[float, int] | None) -> bool:
    return bool(ours and theirs and abs(ours[0] - theirs[0]) < 1e-4 and ours[1] == theirs[1])
