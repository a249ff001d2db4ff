"""How many submissions an hour, against `otter run` with the same checks on the same notebooks, in one run.

    python benchmarks/throughput.py [--ours 100] [--theirs 5]

grades correct `hw1_perceptron` notebooks, ours as a teaching assistant would (`autograder grade -j 2`, start-up and all
outputs included), Otter's one after another, and prints the ratio of the medians per submission.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.authoring.answers import read_answers
from autograder.authoring.otter_zip import otter_zip
from autograder.bundle import make_bundle

COURSE = Path(__file__).resolve().parent.parent
NAME = "hw1_perceptron"
BIN = Path(sys.executable).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", type=int, default=100)
    parser.add_argument("--theirs", type=int, default=5)
    counts = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        bundle = make_bundle(COURSE, NAME, place / "bundle")
        submissions = write_class(place / "class", max(counts.ours, counts.theirs))
        ours = time_ours(submissions[: counts.ours], place)
        grader = otter_zip(bundle, place / "autograder.zip")
        theirs = [time_otter(notebook, grader) for notebook in submissions[: counts.theirs]]
    median = statistics.median(theirs)
    print(f"ours:      {ours:.3f} s a submission ({counts.ours} of them, 2 at a time, start-up included)")
    print(f"otter run: {median:.3f} s a submission (median of {counts.theirs})")
    print(f"ratio:     {median / ours:.1f}")


def write_class(folder: Path, students: int) -> list[Path]:
    """Correct notebooks, each with bytes of its own, and so with inputs of its own."""
    folder.mkdir()
    text = read_answers(COURSE, NAME).notebook({})
    paths = [folder / f"student_{number}.ipynb" for number in range(students)]
    for path in paths:
        path.write_text(text.rstrip("\n") + "\n" * (1 + paths.index(path)), "utf-8")
    return paths


def time_ours(notebooks: list[Path], place: Path) -> float:
    """Seconds a submission of the whole command."""
    begin = time.perf_counter()
    command = [str(BIN / "autograder"), "grade", NAME, *map(str, notebooks), "-o", str(place / "out"), "-j", "2"]
    subprocess.run([*command, "--course", str(COURSE)], check=True, stdout=subprocess.DEVNULL)
    seconds = (time.perf_counter() - begin) / len(notebooks)
    scores = [json.loads(path.read_text())["score"] for path in (place / "out" / "results").iterdir()]
    assert scores == [24.0] * len(notebooks), "a correct notebook lost points"
    return seconds


def time_otter(notebook: Path, grader: Path) -> float:
    """Seconds of one `otter run`."""
    out = grader.parent / "results"
    out.mkdir(exist_ok=True)
    begin = time.perf_counter()
    command = [str(BIN / "otter"), "run", "-a", str(grader), "-o", str(out), str(notebook)]
    subprocess.run(command, check=True, cwd=grader.parent, capture_output=True)
    seconds = time.perf_counter() - begin
    results = json.loads((out / "results.json").read_text())
    score = sum(test.get("score", 0) for test in results["tests"])
    assert abs(score - 24) < 1e-6, f"Otter gives a correct notebook {score} points"
    return seconds


if __name__ == "__main__":
    main()
