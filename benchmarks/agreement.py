"""Whether `otter run`, on an Otter autograder of the same checks, gives the scores that our engine gives.

    python benchmarks/agreement.py [NAME…]

grades by both the reference, the blank notebook, the variants and the misconceptions of every assignment (or those
named), dealt out to notebooks as `autograder verify` does it, and prints every question with different marks.
Otter takes some seconds a notebook: all six assignments take a quarter of an hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from autograder.assignment import assignment_names
from autograder.authoring.agreement import disagreements
from autograder.authoring.answers import read_answers
from autograder.authoring.otter_zip import otter_zip
from autograder.authoring.verify import sheet_text, sheets
from autograder.bundle import make_bundle

COURSE = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="assignments; all of them if none is named")
    found = sum(disagree(name) for name in parser.parse_args().names or assignment_names(COURSE))
    sys.exit(1 if found else 0)


def disagree(name: str) -> int:
    """How many questions of the assignment's known answers get different marks, each printed."""
    answers = read_answers(COURSE, name)
    notebooks = {str(sheet): sheet_text(answers, sheet, 0) for sheet in sheets(answers, 0)}
    with tempfile.TemporaryDirectory() as folder:
        bundle = make_bundle(COURSE, name, Path(folder, "bundle"))
        autograder = otter_zip(bundle, Path(folder, "autograder.zip"))
        found = list(disagreements(bundle, autograder, notebooks))
    for sentence in found:
        print(sentence)
    print(f"{name}: {len(notebooks)} notebooks, {len(found)} differences", flush=True)
    return len(found)


if __name__ == "__main__":
    main()
