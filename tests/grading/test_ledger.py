"""What is done stays done, and is used again only while nothing has changed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import autograder
from autograder.bundle import Bundle
from autograder.grading.ledger import Ledger, WrongFolder, open_ledger, seed_of
from autograder.result import CheckResult, QuestionResult, Result, from_json

QUESTION = QuestionResult("widest", "The widest", (CheckResult("middle", "The middle", True, 2, "passed"),))
ADA = Result("tiny", "ada", "graded", (QUESTION,), seed=7)

Open = Callable[..., Ledger]


@pytest.fixture
def opened(bundle: Bundle, tmp_path: Path) -> Open:
    """The ledger of an output folder, opened as a run would; the bundle's hash can be another."""

    def run(hash: str = bundle.hash, fresh: bool = False, **options: Any) -> Ledger:
        return open_ledger(tmp_path / "out", dataclasses.replace(bundle, hash=hash), options, fresh)

    return run


@pytest.fixture
def facts(tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """What run.json says."""
    return lambda: json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))


def test_a_result_is_found_again(opened: Open) -> None:
    opened().write(ADA, {})
    assert opened().earlier("ada", 7) == ADA


def test_a_changed_submission_is_not_the_same(opened: Open) -> None:
    opened().write(ADA, {})
    assert opened().earlier("ada", 8) is None


def test_what_was_never_graded_is_not_found(opened: Open) -> None:
    assert opened().earlier("ada", 7) is None


def test_a_fault_of_ours_is_tried_again(opened: Open) -> None:
    opened().write(dataclasses.replace(ADA, status="grader_error"), {})
    assert opened().earlier("ada", 7) is None


@pytest.mark.parametrize("text", ["", "{", '{"schema": 1}', "[]"])
def test_half_a_result_is_none(text: str, opened: Open, tmp_path: Path) -> None:
    opened()
    (tmp_path / "out" / "results" / "ada.json").write_text(text)
    assert opened().earlier("ada", 7) is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"hash": "another"}, "the bundle changed"),
        ({"memory_mb": 300}, "the options changed"),
        ({"hash": "another", "memory_mb": 300}, "the bundle and the options changed"),
    ],
)
def test_another_bundle_or_other_options_make_all_results_stale_and_the_note_says_so(
    change: dict[str, Any], named: str, opened: Open
) -> None:
    opened().write(ADA, {})
    ledger = opened(**change)
    assert named in ledger.note
    assert ledger.earlier("ada", 7) is None


def test_a_result_made_with_other_options_stays_stale_in_later_runs(opened: Open) -> None:
    opened().write(ADA, {})
    opened(memory_mb=300).write(dataclasses.replace(ADA, submission="alan"), {})
    again = opened(memory_mb=300)
    assert again.note == ""
    assert again.earlier("ada", 7) is None
    assert again.earlier("alan", 7)


def test_a_result_whose_details_were_not_written_any_more_does_not_count(opened: Open, tmp_path: Path) -> None:
    opened().write(ADA, {})
    (tmp_path / "out" / "details" / "ada.json").unlink()
    assert opened().earlier("ada", 7) is None


def test_another_program_version_makes_all_results_stale(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened().write(ADA, {})
    monkeypatch.setattr(autograder, "__version__", "99")
    assert "the program changed" in opened().note


def test_what_is_asked_for_afresh_is_graded_again(opened: Open) -> None:
    opened().write(ADA, {})
    assert opened(fresh=True).earlier("ada", 7) is None


def test_a_first_run_has_nothing_to_note(opened: Open) -> None:
    assert opened().note == ""


def test_results_of_submissions_that_are_gone_are_removed(opened: Open, tmp_path: Path) -> None:
    ledger = opened()
    ledger.write(ADA, {})
    ledger.write(dataclasses.replace(ADA, submission="alan"), {})
    assert ledger.keep_only(["alan"]) == ["ada"]
    assert [path.name for path in sorted((tmp_path / "out").glob("*/*.json"))] == ["alan.json", "alan.json"]


def test_the_folder_of_another_assignment_is_refused_and_named(opened: Open, bundle: Bundle, tmp_path: Path) -> None:
    opened().write(ADA, {})
    other = dataclasses.replace(bundle, assignment=dataclasses.replace(bundle.assignment, name="hw9"))
    with pytest.raises(WrongFolder, match="holds results of tiny"):
        open_ledger(tmp_path / "out", other, {}, False)
    assert opened().earlier("ada", 7) == ADA


def test_a_folder_that_is_a_file_is_refused(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(WrongFolder, match="cannot be written"):
        open_ledger(tmp_path / "out", bundle, {}, False)


def test_what_is_written_is_the_result_and_nothing_half(opened: Open, tmp_path: Path) -> None:
    opened().write(ADA, {"checks": []})
    assert from_json((tmp_path / "out" / "results" / "ada.json").read_bytes()) == ADA
    assert json.loads((tmp_path / "out" / "details" / "ada.json").read_bytes())["checks"] == []
    assert not [path for path in (tmp_path / "out").rglob(".*") if path.is_file()]


def test_a_run_that_has_begun_says_so(opened: Open, bundle: Bundle, facts: Callable[[], dict[str, Any]]) -> None:
    opened(memory_mb=300)
    said = facts()
    assert (said["program"], said["assignment"], said["bundle"]) == (autograder.__version__, "tiny", bundle.hash)
    assert said["options"] == {"memory_mb": 300}
    assert {"machine", "start"} < set(said)
    assert "end" not in said


def test_a_run_that_has_ended_counts_by_status(opened: Open, facts: Callable[[], dict[str, Any]]) -> None:
    broken = dataclasses.replace(ADA, status="crashed")
    opened().close([ADA, broken, ADA], {"process": "on"})
    said = facts()
    assert (said["counts"], said["sandbox"]) == ({"crashed": 1, "graded": 2}, {"process": "on"})
    assert said["end"] >= said["start"]


def test_the_seed_is_that_of_the_bundle_and_the_submission() -> None:
    assert seed_of("a", b"x") == seed_of("a", b"x")
    assert len({seed_of("a", b"x"), seed_of("b", b"x"), seed_of("a", b"y")}) == 3


def test_the_seed_passes_through_any_json_reader() -> None:
    assert seed_of("a", b"x") < 2**53
