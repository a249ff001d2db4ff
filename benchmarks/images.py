"""What a Gradescope image of each assignment costs, in containers as the tests make them.

    python -m benchmarks.images [NAME...] [--runs 5] [--torch-index URL]

as root, with debootstrap. For each assignment: how long its set-up takes with all packages at hand, how much the image
grows, how long from a cold start to results.json against the imports of the assignment alone (medians, taken in turn),
and the most memory that all processes of the container held together (proportional set size).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(COURSE))

from autograder.assignment import assignment_names, find_assignment, read_assignment  # noqa: E402
from autograder.authoring.answers import read_answers  # noqa: E402
from autograder.gradescope.settings import TORCH_INDEX  # noqa: E402
from autograder.sandbox.family import children  # noqa: E402
from benchmarks.memory import proportional  # noqa: E402
from tests.gradescope import containers  # noqa: E402

PYTHON = "/opt/autograder/python/bin/python"
TIMED = "import subprocess, time; t = time.monotonic(); subprocess.run({command!r}); print(time.monotonic() - t)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=assignment_names(COURSE))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--torch-index", default=TORCH_INDEX, help="where pip finds torch, as of `autograder zip`")
    asked = parser.parse_args()
    print("| assignment | set-up | image grows | imports alone | start to results | ratio | peak memory |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in asked.names:
        print(measured(name, asked.runs, asked.torch_index), flush=True)


def measured(name: str, runs: int, torch_index: str) -> str:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        program = [sys.executable, "-c", "from autograder.cli import main; main()"]
        command = [*program, "zip", name, "-o", str(place / "up.zip"), "--torch-index", torch_index]
        subprocess.run(command, check=True, cwd=COURSE, capture_output=True)
        containers.wheels(place / "up.zip", containers.PYTHON)
        begin = time.monotonic()
        image = containers.build(place / "up.zip", place / "image")
        setup = time.monotonic() - begin
        grown = size(image) - size(containers.base_image())
        reference = {f"{name}.ipynb": read_answers(COURSE, name).notebook({}).encode()}
        alone, whole = [], []
        for _ in range(runs):
            alone.append(imports_alone(image, name))
            whole.append(containers.grade(image, reference).results_after)
        with peak_memory() as peak:  # in a run of its own, which the looking slows down
            containers.grade(image, reference)
        shutil.rmtree(image)
    first, second = statistics.median(alone), statistics.median(whole)
    costs = f"{setup:.0f} s | {grown:.0f} MB | {first:.2f} s | {second:.2f} s | {second / first:.2f}"
    return f"| {name} | {costs} | {peak[0]:.0f} MB |"


def imports_alone(image: Path, name: str) -> float:
    """Seconds that a bare interpreter takes for the assignment's imports, in a container of its own."""
    preloads = read_assignment(find_assignment(COURSE, name)).preloads
    command = [PYTHON, "-I", "-c", "import " + ", ".join(preloads)]
    return float(containers.run(image, ["python3", "-c", TIMED.format(command=command)]))


def size(folder: Path) -> float:
    """Megabytes on the disk."""
    return int(subprocess.run(["du", "-sk", folder], capture_output=True, text=True).stdout.split()[0]) / 1024


class peak_memory:
    """The most megabytes that all that this process starts held together, looked at all the time."""

    def __enter__(self) -> list[float]:
        self.peak, self.is_over = [0.0], threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self.peak

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.is_over.wait(0.02):
            pids = children(os.getpid())
            for pid in pids:
                pids += children(pid)
            self.peak[0] = max(self.peak[0], sum(map(proportional, pids)) / 1024)


if __name__ == "__main__":
    main()
