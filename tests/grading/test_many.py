"""Many submissions side by side: resumed, never lost, and a fault of ours is never a zero."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest

from autograder.bundle import Bundle, read_bundle
from autograder.errors import GraderFault
from autograder.grading.engine import Engine, engine
from autograder.grading.intake import Found, find_submissions
from autograder.grading.ledger import open_ledger
from autograder.grading.many import grade_all
from autograder.result import Result, Student, read_results

Notebook = Callable[..., bytes]
LIMITS = {"cell_seconds": 2.0, "call_seconds": 2.0}


@dataclasses.dataclass
class Classroom:
    """A folder of submissions and one of results; `run` grades, and tells which results were there already."""

    bundle: Bundle
    folder: Path
    out: Path
    engine: Callable[[Bundle], AbstractContextManager[Engine]]

    def hand_in(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def run(self, jobs: int = 2, fresh: bool = False, hash: str = "") -> tuple[list[Result], list[str]]:
        bundle = dataclasses.replace(self.bundle, hash=hash or self.bundle.hash)
        found = find_submissions([self.folder], "tiny", self.folder.parent).submissions
        ledger = open_ledger(self.out, bundle, {}, fresh)
        graded = list(grade_all(bundle, found, ledger, self.engine(bundle), jobs, LIMITS))
        return read_results(self.out), [result.submission for result, was_there in graded if was_there]


@pytest.fixture
def classroom(bundle: Bundle, warm: Engine, right: bytes, notebook: Notebook, tmp_path: Path) -> Classroom:
    """Ada has all points, Alan those of one question, and Grace handed in no notebook."""
    (tmp_path / "class").mkdir()
    room = Classroom(bundle, tmp_path / "class", tmp_path / "out", lambda _: nullcontext(warm))
    room.hand_in("ada.ipynb", right)
    room.hand_in("alan.ipynb", notebook("setup", "wingspan"))
    room.hand_in("grace.ipynb", b"wings")
    return room


@pytest.fixture
def endless(notebook: Notebook) -> bytes:
    """A notebook that takes until its cell is interrupted."""
    return notebook("setup", "while True:\n    pass", "wingspan", "widest")


def scores(results: list[Result]) -> dict[str, Any]:
    return {result.submission: (result.status, result.score) for result in results}


EXPECTED = {"ada": ("graded", 5), "alan": ("graded", 3), "grace": ("unreadable", 0)}


def test_each_gets_a_result(classroom: Classroom) -> None:
    results, _ = classroom.run()
    assert scores(results) == EXPECTED


def test_a_result_lies_in_the_folder_before_it_is_told(classroom: Classroom) -> None:
    found = find_submissions([classroom.folder], "tiny", classroom.folder.parent).submissions
    ledger = open_ledger(classroom.out, classroom.bundle, {}, False)
    told = []
    for result, _ in grade_all(classroom.bundle, found, ledger, classroom.engine(classroom.bundle), 1, LIMITS):
        told.append(result)
        assert scores(read_results(classroom.out)) == scores(told)
    assert len(told) == 3


@pytest.mark.parametrize("jobs", [1, 8])
def test_the_number_of_jobs_makes_no_difference(classroom: Classroom, jobs: int) -> None:
    assert scores(classroom.run(jobs)[0]) == EXPECTED


def test_a_second_run_uses_what_is_done(classroom: Classroom) -> None:
    first, _ = classroom.run()
    again, kept = classroom.run()
    assert again == first
    assert kept == ["ada", "alan", "grace"]


def test_a_second_run_with_all_done_starts_no_engine(classroom: Classroom) -> None:
    classroom.run()
    classroom.engine = lambda _: closing(cast(Any, None))  # fails where it is entered and left
    assert len(classroom.run()[1]) == 3


def test_a_changed_submission_alone_is_graded_again(classroom: Classroom, right: bytes) -> None:
    classroom.run()
    classroom.hand_in("alan.ipynb", right + b"\n")
    results, kept = classroom.run()
    assert kept == ["ada", "grace"]
    assert scores(results)["alan"] == ("graded", 5)


def test_a_submission_that_came_later_is_added(classroom: Classroom, right: bytes) -> None:
    classroom.run()
    classroom.hand_in("kurt.ipynb", right)
    results, kept = classroom.run()
    assert kept == ["ada", "alan", "grace"]
    assert [result.submission for result in results] == ["ada", "alan", "grace", "kurt"]


def test_a_changed_bundle_has_all_graded_again(classroom: Classroom) -> None:
    classroom.run()
    _, kept = classroom.run(hash="another")
    assert kept == []


def test_what_is_asked_for_afresh_is_all_graded_again(classroom: Classroom) -> None:
    classroom.run()
    _, kept = classroom.run(fresh=True)
    assert kept == []


def test_the_same_submission_gets_the_same_verdict(classroom: Classroom) -> None:
    first, _ = classroom.run()
    again, _ = classroom.run(fresh=True)
    assert [without_time(result) for result in first] == [without_time(result) for result in again]


def test_what_has_no_file_is_a_row_with_its_message_and_every_question(classroom: Classroom) -> None:
    (classroom.folder / "emmy").mkdir()
    results, _ = classroom.run()
    emmy = {result.submission: result for result in results}["emmy"]
    assert (emmy.status, emmy.score, emmy.max_score) == ("missing", 0, 5)
    assert [question.id for question in emmy.questions] == ["wingspan", "widest"]
    assert "no notebook" in emmy.message


def test_a_result_says_whose_it_is(classroom: Classroom, bundle: Bundle) -> None:
    ada = Student("Ada Lovelace", "ada@example.org", "17")
    found = [Found("ada", classroom.folder / "ada.ipynb", students=(ada,))]
    ledger = open_ledger(classroom.out, bundle, {}, False)
    ((result, _),) = grade_all(bundle, found, ledger, classroom.engine(bundle), 1, LIMITS)
    assert result.students == (ada,)


def test_what_is_done_already_learns_whose_it_is_and_that_it_is_late(classroom: Classroom, bundle: Bundle) -> None:
    first, _ = classroom.run()
    ada = Student("Ada Lovelace", "ada@example.org", "17")
    found = Found("ada", classroom.folder / "ada.ipynb", students=(ada,), is_late=True, late_seconds=60.0)
    ledger = open_ledger(classroom.out, bundle, {}, False)
    ((told, was_there),) = grade_all(bundle, [found], ledger, classroom.engine(bundle), 1, LIMITS)
    assert (was_there, told.students, told.flags, told.late_seconds) == (True, (ada,), ("late",), 60)
    assert read_results(classroom.out)[0] == told
    assert classroom.run()[0] == first


def test_a_scratch_folder_is_there_only_while_it_is_needed(warm: Engine, endless: bytes, tmp_path: Path) -> None:
    name = uuid4().hex
    (tmp_path / f"{name}.ipynb").write_bytes(endless)
    graded = warm.submit(tmp_path / f"{name}.ipynb", name, {"cell_seconds": 1})
    assert becomes_true(lambda: bool(scratch_folders(name)))
    graded.result()
    assert not scratch_folders(name)


def test_no_scratch_folder_remains_of_candidates_that_were_lost(classroom: Classroom, notebook: Notebook) -> None:
    name = uuid4().hex
    classroom.hand_in(f"{name}.ipynb", notebook("setup", "import os\nos.mkdir('kept')\nos._exit(0)"))
    classroom.run()
    assert not scratch_folders(name)


def test_the_bundle_is_not_written_to(classroom: Classroom, bundle: Bundle) -> None:
    before = {path: path.stat().st_mtime_ns for path in bundle.path.rglob("*")}
    classroom.run()
    assert {path: path.stat().st_mtime_ns for path in bundle.path.rglob("*")} == before


def test_a_host_killed_on_the_way_is_a_fault_of_ours_and_never_a_zero(classroom: Classroom, endless: bytes) -> None:
    classroom.hand_in("slow.ipynb", endless)
    classroom.engine = dying_engine
    results, _ = classroom.run(jobs=8)
    slow = {result.submission: result for result in results}["slow"]
    assert (slow.status, slow.score, slow.max_score) == ("grader_error", None, 5)
    assert "The grader failed" in slow.message


def test_after_a_fault_of_ours_the_same_command_goes_on(classroom: Classroom, endless: bytes) -> None:
    classroom.hand_in("slow.ipynb", endless)
    dataclasses.replace(classroom, engine=dying_engine).run(jobs=8)
    results, kept = classroom.run()
    assert {name: said for name, said in scores(results).items() if name != "slow"} == EXPECTED
    assert "slow" not in kept


def test_nothing_is_left_of_a_host_that_was_killed(classroom: Classroom, endless: bytes) -> None:
    name = uuid4().hex
    classroom.hand_in(f"{name}.ipynb", endless)
    classroom.engine = dying_engine
    classroom.run(jobs=8)
    assert becomes_true(lambda: not scratch_folders(name))


def test_an_engine_that_has_ended_says_so(bundle: Bundle, classroom: Classroom) -> None:
    with engine(bundle) as dead:
        dead._process.kill()
        dead._process.wait()
        with pytest.raises(GraderFault, match="has ended"):
            dead.grade(classroom.folder / "ada.ipynb")


def test_nothing_is_left_of_an_engine(bundle: Bundle, right: bytes, tmp_path: Path) -> None:
    (tmp_path / "tiny.ipynb").write_bytes(right)
    with engine(bundle) as running:
        running.grade(tmp_path / "tiny.ipynb")
        group = running._process.pid
        assert members(group)
    assert becomes_true(lambda: not members(group))


@contextmanager
def dying_engine(bundle: Bundle) -> Iterator[Engine]:
    """An engine whose host is killed soon after it is warm."""
    with engine(bundle) as running:
        killer = threading.Timer(0.5, running._process.kill)
        killer.start()
        yield running
        killer.cancel()


def without_time(result: Result) -> Result:
    return dataclasses.replace(result, seconds=0)


def scratch_folders(name: str) -> list[Path]:
    """The scratch folders that hold the submission of that name."""
    return list(Path(tempfile.gettempdir()).glob(f"autograder-*/scratch/*/{name}.ipynb"))


def members(group: int) -> list[str]:
    """The processes of a group that are still running."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, process_group = path.read_text().rpartition(")")[2].split()[:3]
            found += [path.parent.name] * (int(process_group) == group and state != "Z")
    return found


def becomes_true(question: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not question() and time.monotonic() < deadline:
        time.sleep(0.05)
    return question()


def test_a_host_that_dies_in_the_middle_of_an_answer_leaves_nobody_waiting(bundle: Bundle, tmp_path: Path) -> None:
    torn = 'print(\'{"ready": true}\', flush=True)\ninput()\ninput()\nprint(\'{"key": "1", "resu\', end="", flush=True)'
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", torn], **pipes) as host:
        running = Engine(host, bundle, is_apart=False)
        futures = [running.submit(tmp_path / "any.ipynb", "any", {})]
        host.wait(10)
        futures.append(running.submit(tmp_path / "any.ipynb", "later", {}))
        for future in futures:
            with pytest.raises(GraderFault, match="has ended"):
                future.result(timeout=10)


def test_what_lies_above_the_checks_is_not_read(bundle: Bundle, right: bytes, tmp_path: Path) -> None:
    """A bundle is often made in /tmp, where anybody may write a conftest.py."""
    copied = shutil.copytree(bundle.path, tmp_path / "bundle")
    (tmp_path / "conftest.py").write_text("raise RuntimeError('This is not ours.')")
    (tmp_path / "right.ipynb").write_bytes(right)
    with engine(read_bundle(copied)) as running:
        assert running.grade(tmp_path / "right.ipynb").result.score == 5
