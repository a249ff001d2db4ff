"""Whether a large class takes no more memory than a small one, and time in proportion, in one run.

    python benchmarks/scale.py 2000 [-j 2]

grades that many submissions of `hw1_perceptron`, drawn as `autograder demo` draws them, and prints for each tenth the
seconds it took and what the grading process holds; then how the reports fared, which read all results at once.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from autograder.authoring.classroom import draw_class
from autograder.bundle import make_bundle
from autograder.grading.engine import engine
from autograder.grading.intake import find_submissions
from autograder.grading.ledger import open_ledger
from autograder.grading.many import grade_all
from autograder.reporting.html import write_report
from autograder.reporting.table import write_grades
from autograder.result import read_results

COURSE = Path(__file__).resolve().parent.parent
NAME = "hw1_perceptron"
PARTS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("submissions", type=int)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "class").mkdir()
        draw_class(COURSE, NAME, asked.submissions, 1, place / "class")
        grade(place, asked.submissions, asked.jobs)
        report(place / "out")


def grade(place: Path, count: int, jobs: int) -> None:
    """Grade the class, and print time and memory of each tenth."""
    bundle = make_bundle(COURSE, NAME, place / "bundle")
    found = find_submissions([place / "class"], NAME, place).submissions
    ledger = open_ledger(place / "out", bundle, {}, fresh=False)
    begin, held = time.perf_counter(), []
    for done, _ in enumerate(grade_all(bundle, found, ledger, engine(bundle), jobs, {}), start=1):
        if done * PARTS // count > (done - 1) * PARTS // count:
            now = time.perf_counter()
            held.append(resident_mb())
            print(f"{done:6} graded: {now - begin:7.1f} s for this tenth, {held[-1]:6.1f} MB resident", flush=True)
            begin = now
    print(f"memory at the end over that after a tenth: {held[-1] / held[0]:.3f}")


def report(out: Path) -> None:
    """Write table and page, and print time and memory."""
    begin = time.perf_counter()
    results = read_results(out)
    write_grades(out, results)
    page = write_report(out, results, title=NAME)
    seconds, size = time.perf_counter() - begin, page.stat().st_size / 1e6
    print(f"table and report: {seconds:.1f} s, {size:.1f} MB, with all results at once {resident_mb():.1f} MB resident")


def resident_mb() -> float:
    """What this process holds in memory now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


if __name__ == "__main__":
    main()
