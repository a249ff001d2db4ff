"""The end of an image's set-up: grade the reference and a blank notebook, or fail.

`python -I -m autograder.gradescope.rehearse`. It also keeps the stubs as they were handed out, and warms what the first
grading would have to make.
"""

from __future__ import annotations

import json
import sys

from autograder.bundle import read_bundle
from autograder.files import write_whole
from autograder.gradescope.place import BUNDLE, REHEARSAL, STUBS
from autograder.grading.engine import engine


def main() -> None:
    """Exit 1, with one sentence, if this image would not grade."""
    bundle = read_bundle(BUNDLE)
    with engine(bundle) as warm:
        found = {path.stem: warm.grade(path).result for path in sorted(REHEARSAL.glob("*.ipynb"))}
    reference, blank = found.get("reference"), found["blank"]
    if blank.status != "graded":
        sys.exit(f"This image would not grade: the blank notebook is {blank.status}. {blank.message}")
    if reference is not None and reference.score != reference.max_score:
        lost = [
            f"{question.id}.{check.id} ({check.outcome})"
            for question in reference.questions
            for check in question.checks
            if check.outcome != "passed"
        ]
        sys.exit(f"This image would not grade: the reference got {reference.score} of {reference.max_score}: {lost}.")
    if reference is not None and blank.score != 0:
        sys.exit(f"This image would not grade: the blank notebook got {blank.score} points.")
    write_whole(STUBS, json.dumps({question.id: question.code for question in blank.questions}) + "\n")
    for name, result in found.items():
        print(f"{bundle.assignment.name}: {name} got {result.score:g} of {result.max_score:g} points.")
    for name, state in (blank.sandbox or {}).items():
        print(f"sandbox {name}: {state}")


if __name__ == "__main__":
    main()
