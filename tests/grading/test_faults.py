"""Whatever is killed while a class is graded: the same command finishes the run, and the grades are those of a calm one.

This is a sample: `python tests/grading/test_faults.py 100` does it at a hundred moments.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from autograder.authoring.answers import read_answers

TINY = Path(__file__).parents[1] / "course"
STUDENTS = 40
VICTIMS = ("candidate", "examiner", "fork-server", "host", "everything")
SAMPLE = [(victim, seed) for victim in VICTIMS for seed in (1, 2)]


def write_class(folder: Path) -> Path:
    """Forty notebooks: right ones, and some without the last function."""
    folder.mkdir()
    answers = read_answers(TINY, "tiny")
    for number in range(STUDENTS):
        given = {} if number % 4 else {"widest": "# nothing yet\n"}
        (folder / f"student{number:02}.ipynb").write_text(answers.notebook(given, copy=number))
    return folder


def command(submissions: Path, out: Path) -> list[str]:
    words = ["grade", "tiny", str(submissions), "-o", str(out), "--course", str(TINY), "-j", "2"]
    return [sys.executable, "-c", "from autograder.cli import main; main()", *words]


def start(submissions: Path, out: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command(submissions, out), stdout=quiet, stderr=quiet, start_new_session=True)


def grades(out: Path) -> list[str]:
    """grades.csv without the seconds that each submission took."""
    header, *rows = (out / "grades.csv").read_text().splitlines()
    place = header.split(",").index("seconds")
    return [",".join(cell for k, cell in enumerate(row.split(",")) if k != place) for row in rows]


def kin(pid: int) -> list[int]:
    """The children of a process."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def below(pid: int) -> list[int]:
    return [one for child in kin(pid) for one in (child, *below(child))]


def victims(grading: int, victim: str) -> list[int]:
    """The processes of that kind: of the host's children, the first is (or leads to) the fork-server."""
    (host, *_) = kin(grading) or [0]
    first, *examiners = kin(host) or [0]
    inner = kin(first)
    fork_servers = inner if len(inner) == 1 and not examiners else inner[:1]
    # Where namespaces are on, a process that only waits stands between the host and the fork-server.
    server = fork_servers[0] if fork_servers and kin(fork_servers[0]) else first
    return {
        "host": [host],
        "fork-server": [server],
        "examiner": examiners,
        "candidate": kin(server),
        "everything": [grading, host, *below(host)],
    }[victim]


def disturb(grading: subprocess.Popen[bytes], victim: str, has_come: Callable[[], bool]) -> bool:
    """Kill a process of that kind at the first chance after a moment that `has_come`; whether there was one."""
    while grading.poll() is None:
        found = [pid for pid in victims(grading.pid, victim) if pid] if has_come() else []
        if found:
            for pid in found if victim == "everything" else found[:1]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return True
        time.sleep(0.002)
    return False


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_class(tmp_path_factory.mktemp("class") / "submissions")


@pytest.fixture(scope="module")
def calm(submissions: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    out = tmp_path_factory.mktemp("calm") / "out"
    assert start(submissions, out).wait(120) == 0
    return grades(out)


def finished(submissions: Path, out: Path, victim: str, has_come: Callable[[], bool]) -> bool:
    """Grade, disturbed once, and again until it is done; whether anything was killed."""
    grading = start(submissions, out)
    was_disturbed = disturb(grading, victim, has_come)
    code = grading.wait(120)
    assert code in (0, 1, -signal.SIGKILL)
    assert code == 0 or start(submissions, out).wait(120) == 0
    return was_disturbed


@pytest.mark.parametrize(("victim", "seed"), SAMPLE)
def test_the_same_command_finishes_the_run(
    victim: str, seed: int, submissions: Path, calm: list[str], tmp_path: Path
) -> None:
    # A moment by the clock would come too late on a fast machine, and before the first result on a busy one.
    results, out = random.Random(f"{victim} {seed}").randrange(1, STUDENTS * 3 // 4), tmp_path / "out"
    assert finished(submissions, out, victim, lambda: len(list(out.glob("results/*.json"))) >= results)
    assert grades(tmp_path / "out") == calm


FULL_DISK = """
mount -t tmpfs -o size=100k none "$OUT"
"$@"
echo "exit $?"
mount -o remount,size=100m "$OUT"
"$@"
echo "exit $?"
cp "$OUT/grades.csv" "$KEPT"
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder a disk of its own")
def test_a_full_disk_is_one_sentence_and_the_same_command_finishes_the_run(
    submissions: Path, calm: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    run = ["unshare", "--mount", "sh", "-c", FULL_DISK, "sh", *command(submissions, out)]
    places = {"OUT": str(out), "KEPT": str(tmp_path / "grades.csv")}
    done = subprocess.run(run, capture_output=True, text=True, env={**os.environ, **places})
    assert [line for line in done.stdout.splitlines() if line.startswith("exit")] == ["exit 1", "exit 0"]
    assert "make room and run the same command again" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert grades(tmp_path) == calm


def after(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds have passed from now."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def main(moments: int) -> None:
    """The full run; what it prints is the result to keep."""
    with tempfile.TemporaryDirectory() as folder:
        submissions = write_class(Path(folder, "class"))
        assert start(submissions, Path(folder, "calm")).wait(120) == 0
        calm, draw, counts = grades(Path(folder, "calm")), random.Random(1), dict.fromkeys(VICTIMS, 0)
        for number in range(moments):
            victim, moment, out = draw.choice(VICTIMS), draw.uniform(0.2, 4), Path(folder, f"out{number}")
            counts[victim] += finished(submissions, out, victim, after(moment))
            if grades(out) != calm:
                sys.exit(f"moment {number}: {victim} killed after {moment:.2f} s, and the grades differ")
        print(
            f"{moments} moments, {sum(counts.values())} of them in time: {counts}; the grades are the same every time"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
