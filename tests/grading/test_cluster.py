"""Beyond one machine: the same results from a cluster, of which a worker may be lost at any time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from autograder.bundle import Bundle, make_bundle, read_bundle
from autograder.grading.cluster import WarmEngine, cluster
from autograder.grading.engine import ClusterError, engine
from autograder.grading.intake import Found, find_submissions
from autograder.grading.ledger import open_ledger
from autograder.grading.many import grade_all

TINY = Path(__file__).parents[1] / "course"
LIMITS = {"cell_seconds": 2.0, "call_seconds": 2.0}
LOOPBACK = ["--host", "127.0.0.1", "--no-dashboard"]


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers: processes of their own."""
    place = tmp_path_factory.mktemp("cluster")
    file = place / "scheduler.json"

    def start(stack: ExitStack, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--scheduler-file", str(file), *LOOPBACK]
        process = stack.enter_context(subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL))
        stack.callback(process.kill)
        return process

    with ExitStack() as stack:
        start(stack, "scheduler", "--port", "0")
        workers = [start(stack, "worker", "--no-nanny", "--nthreads", "1") for _ in range(2)]
        with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address, workers


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The assignment as it is: it needs little, and so its engines are warm soon."""
    return make_bundle(TINY, "tiny", tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="module")
def submissions(notebook: Callable[..., bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[Found, ...]:
    """A class that takes a while, and files that cannot travel or need not."""
    folder = tmp_path_factory.mktemp("class")
    for number in range(8):
        cells = ("setup", "import time; time.sleep(0.15)", "wingspan", *(["widest"] if number % 3 else []))
        (folder / f"student {number:02}.ipynb").write_bytes(notebook(*cells, f"# {number}"))
    (folder / "empty.ipynb").touch()
    (folder / "link.ipynb").symlink_to(folder / "student 00.ipynb")
    (folder / "nothing").mkdir()
    (folder / "script.py").write_text("def wingspan(left, right):\n    return wings\n")
    return find_submissions([folder], "tiny", folder.parent).submissions


def files(out: Path) -> dict[str, Any]:
    """What lies in an output folder, but for the times."""
    found = {str(path.relative_to(out)): json.loads(path.read_text()) for path in out.glob("*/*.json")}
    return {name: {key: value for key, value in text.items() if key != "seconds"} for name, text in found.items()}


def test_a_worker_killed_in_the_middle_loses_nothing_and_the_files_are_those_of_one_machine(
    processes: tuple[str, list[subprocess.Popen[bytes]]],
    submissions: tuple[Found, ...],
    bundle: Bundle,
    tmp_path: Path,
) -> None:
    address, workers = processes
    here = open_ledger(tmp_path / "here", bundle, {}, False)
    assert len(list(grade_all(bundle, submissions, here, engine(bundle), 2, LIMITS))) == len(submissions)
    there = open_ledger(tmp_path / "there", bundle, {}, False)
    done = 0
    for result, _ in grade_all(bundle, submissions, there, cluster(bundle, address), 200, LIMITS):
        done += result.status == "graded"
        if done == 3:
            workers[0].kill()
    assert workers[0].wait(10) != 0
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_an_assignment_without_data_is_graded_by_a_worker(bundle: Bundle, tmp_path: Path) -> None:
    plain = shutil.copytree(bundle.path, tmp_path / "bundle", ignore=shutil.ignore_patterns("*.csv"))
    worker = WarmEngine(read_bundle(plain), allow_unconfined=False)
    worker.setup(None)
    try:
        graded = worker.grade(b"def wingspan(left, right):\n    return left + right + 1.5\n", "ada.py", "ada", LIMITS)
    finally:
        worker.teardown(None)
    assert (graded.result.status, graded.result.message) == ("graded", "")


def test_a_scheduler_that_does_not_answer_is_told(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.grading.cluster.CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(ClusterError, match="No Dask scheduler answers at tcp:"),
        cluster(bundle, "tcp://127.0.0.1:1"),
    ):
        pass
