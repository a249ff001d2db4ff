"""The commands that read a grading's results: `report` and `similar`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.reporting.outputs import OutputError
from autograder.result import to_json

from .copies import disguised
from .made_up import make_question, make_result

OWN = "def predict(x, w):\n" + "".join(f"    part_{n} = x[{n}] * w + {n}\n" for n in range(9)) + "    return part_8"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A grading's folder with three submissions, one of them a copy."""
    (tmp_path / "results").mkdir()
    for name, code in (("ada", OWN), ("bob", disguised(OWN)), ("eve", "def predict(x, w):\n    return x @ w")):
        result = make_result(name, questions=(replace(make_question("predict"), code=code),))
        (tmp_path / "results" / f"{name}.json").write_text(to_json(result), "utf-8")
    return tmp_path


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_report_writes_the_class_and_a_page_for_each(out: Path) -> None:
    assert f"wrote {out / 'report.html'}" in run("report", out)
    assert sorted(path.name for path in (out / "students").iterdir()) == ["ada.html", "bob.html", "eve.html"]
    assert not (out / "feedback").exists()


def test_report_writes_what_students_get_back_if_asked(out: Path) -> None:
    assert f"wrote {out / 'feedback'}" in run("report", out, "--feedback")
    assert (out / "feedback" / "ada.md").is_file() and (out / "feedback" / "ada.html").is_file()


def test_similar_names_the_pair_and_its_page(out: Path) -> None:
    said = run("similar", out)
    assert "ada and bob: predict 100%" in said
    assert "1 pair to look at in 3 submissions" in said
    assert f"wrote {out / 'similar.html'}" in said and (out / "similar.html").is_file()


@pytest.mark.parametrize("command", ["report", "similar"])
def test_a_folder_without_results_is_wrong_use(command: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no results"):
        run(command, tmp_path)
