"""The zip to upload."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.assignment import Assignment, assignment_names, find_assignment, read_assignment
from autograder.cli import app
from autograder.gradescope.container import late_seconds, memory_mb, room
from autograder.gradescope.pack import requirements

COURSE = Path(__file__).parents[2]
NEVER = ("otter", "jupyter", "nbconvert", "nbformat", "notebook", "playwright", "typer", "jinja2")
TORCH = {"hw3_network", "hw4_training", "hw5_convolution"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    def make(*options: str) -> bytes:
        file = tmp_path_factory.mktemp("zip") / "upload.zip"
        done = CliRunner().invoke(app, ["zip", "hw0_warmup", "-o", str(file), "--course", str(COURSE), *options])
        assert done.exit_code == 0, done.output
        return file.read_bytes()

    return make


def test_two_zips_of_one_assignment_are_the_same_to_the_byte(made: Callable[..., bytes]) -> None:
    assert made() == made()


def test_a_zip_tells_no_time_and_no_order_of_a_folder(made: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_the_platforms_two_files_are_at_the_top_and_programs(made: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        for name in ("setup.sh", "run_autograder"):
            assert archive.read(name).startswith(b"#!")
            assert b"\r" not in archive.read(name)
            assert archive.getinfo(name).external_attr >> 16 == 0o100755


def test_all_that_students_must_not_see_lies_in_one_folder(made: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        outside = [name for name in archive.namelist() if not name.startswith("secret/")]
        assert not [name for name in outside if b"total_toes" in archive.read(name)]


def test_what_is_asked_for_goes_along(made: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made("--hidden", "after_due_date"))) as archive:
        assert archive.read("secret/settings.json") == b'{"hidden": "after_due_date"}\n'


@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_only_what_the_assignment_needs_is_installed(name: str) -> None:
    asked = requirements(read_assignment(find_assignment(COURSE, name)), "https://mirror.example/cpu")
    assert not [package for package in NEVER if package in asked]
    assert ("torch==2.13.0+cpu\n" in asked) == (name in TORCH)
    assert ("--extra-index-url https://mirror.example/cpu\n" in asked) == (name in TORCH)


def test_nothing_is_asked_for_without_a_pin() -> None:
    pins = (COURSE / "autograder/constraints.txt").read_text().lower()
    asked = requirements(Assignment("all", "", 0, (), packages=("pandas", "matplotlib", "scikit-learn")), "")
    for line in asked.splitlines()[2:]:
        assert f"\n{line.partition(';')[0]}==" in pins


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({"memory.max": "805306368\n", "memory.stat": "anon 268435456\nfile 9\n"}, 512),
        ({"memory.max": "max\n", "memory.stat": "anon 1\n"}, None),
        ({"memory/memory.limit_in_bytes": "805306368\n", "memory/memory.stat": "cache 7\nrss 268435456\n"}, 512),
        ({"memory/memory.limit_in_bytes": "9223372036854771712\n", "memory/memory.stat": "rss 0\n"}, None),
        ({}, None),
    ],
    ids=["cgroup 2", "cgroup 2, no limit", "cgroup 1", "cgroup 1, no limit", "no cgroup"],
)
def test_a_container_knows_its_room(files: dict[str, str], left: int | None, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert room(tmp_path) == left


def test_a_submission_meets_its_own_limit_before_the_containers() -> None:
    assert (memory_mb(1500, None), memory_mb(1500, 512), memory_mb(300, 512), memory_mb(1500, 50)) == (
        1500,
        464,
        300,
        64,
    )


@pytest.mark.parametrize(
    ("created", "due", "late"),
    [
        ("2026-11-03T08:00:01.500000-08:00", "2026-11-03T08:00:00.000000-08:00", 1.5),
        ("2026-11-03T08:00:00.000000-08:00", "2026-11-03T17:00:00.000000+00:00", None),
        ("2026-11-03T08:00:00.000000-08:00", None, None),
        ("soon", "2026-11-03T08:00:00.000000-08:00", None),
    ],
)
def test_late_is_after_the_due_date_by_the_platforms_times(created: str, due: str | None, late: float | None) -> None:
    assert late_seconds({"created_at": created, "assignment": {"due_date": due}}) == late
