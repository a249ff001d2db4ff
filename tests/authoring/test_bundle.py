from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.assignment import AssignmentError
from autograder.bundle import make_bundle, read_bundle
from autograder.candidate.cells import digest
from autograder.checking import loading


def test_a_bundle_holds_what_grading_needs_and_no_more(tiny: Path, tmp_path: Path) -> None:
    make_bundle(tiny, "tiny", tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == [
        "assignment.toml",
        "checks/test_widest.py",
        "checks/test_wingspan.py",
        "data/wings.csv",
        "demonstrations.json",
        "misconceptions/widest.py",
        "misconceptions/wingspan.py",
        "reference.py",
    ]


def test_caches_and_hidden_files_stay_behind(course: Path, tmp_path: Path) -> None:
    checks = course / "solutions" / "tiny" / "checks"
    (checks / "__pycache__").mkdir()
    (checks / "__pycache__" / "left.pyc").touch()
    (checks / ".left").touch()
    make_bundle(course, "tiny", tmp_path / "bundle")
    assert not list((tmp_path / "bundle").rglob("*left*"))


def test_a_bundle_keeps_the_assignments_name_in_any_folder(tiny: Path, tmp_path: Path) -> None:
    assert make_bundle(tiny, "tiny", tmp_path / "other").assignment.name == "tiny"


def test_reading_a_bundle_gives_what_making_it_gave(tiny: Path, tmp_path: Path) -> None:
    assert make_bundle(tiny, "tiny", tmp_path) == read_bundle(tmp_path)


def test_the_hash_is_the_same_in_another_folder(tiny: Path, tmp_path: Path) -> None:
    assert make_bundle(tiny, "tiny", tmp_path / "a").hash == make_bundle(tiny, "tiny", tmp_path / "b").hash


def test_the_hash_tells_another_content(tiny: Path, tmp_path: Path) -> None:
    first = make_bundle(tiny, "tiny", tmp_path)
    (tmp_path / "data" / "wings.csv").write_text("left,right\n")
    assert read_bundle(tmp_path).hash != first.hash


def test_the_hash_does_not_mind_a_cache(tiny: Path, tmp_path: Path) -> None:
    first = make_bundle(tiny, "tiny", tmp_path)
    (tmp_path / "checks" / "__pycache__").mkdir()
    (tmp_path / "checks" / "__pycache__" / "a.pyc").touch()
    assert read_bundle(tmp_path).hash == first.hash


def test_the_reference_answers(tiny: Path, tmp_path: Path) -> None:
    make_bundle(tiny, "tiny", tmp_path)
    assert list(loading.load_module(tmp_path / "reference.py").wingspan([1], [2])) == [4.5]


def test_demonstrations_are_known_as_the_candidate_tells_them_apart(
    tiny: Path, tmp_path: Path, built: dict[str, bytes]
) -> None:
    make_bundle(tiny, "tiny", tmp_path)
    cells = json.loads(built["tiny.ipynb"])["cells"]
    released = [cell for cell in cells if "demonstration" in cell["metadata"].get("tags", [])]
    assert json.loads((tmp_path / "demonstrations.json").read_text()) == [digest("".join(released[0]["source"]))]


def test_a_missing_data_file_is_named(course: Path, tmp_path: Path) -> None:
    (course / "data" / "wings.csv").unlink()
    with pytest.raises(AssignmentError, match=r"wings\.csv, but there is no such file"):
        make_bundle(course, "tiny", tmp_path / "bundle")


def test_a_missing_folder_of_checks_is_named(course: Path, tmp_path: Path) -> None:
    (course / "solutions" / "tiny" / "checks").rename(course / "elsewhere")
    with pytest.raises(AssignmentError, match="checks is missing"):
        make_bundle(course, "tiny", tmp_path / "bundle")


def test_a_reference_that_is_no_python_is_refused(course: Path, tmp_path: Path) -> None:
    path = course / "solutions" / "tiny" / "tiny.ipynb"
    path.write_text(path.read_text().replace("import numpy as np\\n", "%pip install numpy\\n"))
    with pytest.raises(AssignmentError, match=r"no Python module.*%pip"):
        make_bundle(course, "tiny", tmp_path / "bundle")
