"""An Otter autograder of the course's own assignments, graded by Otter itself: the marks are those of our engine.

Some notebooks of two assignments here; `benchmarks/agreement.py` has Otter grade all known answers of all.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.assignment import AssignmentError
from autograder.authoring.agreement import disagreements, otter_marks
from autograder.authoring.answers import Answers, read_answers
from autograder.authoring.otter_zip import otter_zip
from autograder.authoring.verify import sheet_text, sheets
from autograder.bundle import Bundle, make_bundle

COURSE = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("ignore")  # Otter's own


@dataclass(frozen=True)
class Made:
    bundle: Bundle
    answers: Answers
    autograder: Path


def make(name: str, folder: Path) -> Made:
    bundle = make_bundle(COURSE, name, folder / "bundle")
    return Made(bundle, read_answers(COURSE, name), otter_zip(bundle, folder / "autograder.zip"))


@pytest.fixture(scope="module")
def warmup(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make("hw0_warmup", tmp_path_factory.mktemp("hw0"))


@pytest.fixture(scope="module")
def perceptron(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make("hw1_perceptron", tmp_path_factory.mktemp("hw1"))


def test_otter_gives_the_reference_full_marks(warmup: Made, tmp_path: Path) -> None:
    file = tmp_path / "hw0_warmup.ipynb"
    file.write_text(warmup.answers.notebook({}), "utf-8")
    assert otter_marks(file, warmup.autograder) == {"total_toes": (4.0, 4)}


def test_otter_gives_the_marks_of_our_engine_to_a_blank_notebook_and_to_wrong_answers(warmup: Made) -> None:
    known = [sheet for sheet in sheets(warmup.answers, 0) if sheet.kind in ("blank", "misconceptions")][:2]
    notebooks = {str(sheet): sheet_text(warmup.answers, sheet, 0) for sheet in known}
    assert list(disagreements(warmup.bundle, warmup.autograder, notebooks)) == []


def test_otter_gives_the_marks_of_our_engine_where_right_and_wrong_answers_stand_side_by_side(perceptron: Made) -> None:
    *_, sheet = sheets(perceptron.answers, 0)
    notebooks = {str(sheet): sheet_text(perceptron.answers, sheet, 0)}
    assert list(disagreements(perceptron.bundle, perceptron.autograder, notebooks)) == []


def test_the_zip_is_what_otter_generates(warmup: Made) -> None:
    with zipfile.ZipFile(warmup.autograder) as archive:
        assert {"run_autograder", "run_otter.py", "setup.sh", "otter_config.json"} <= set(archive.namelist())
        assert "- numpy==" in archive.read("environment.yml").decode()


def test_no_check_of_the_zip_needs_anything_of_ours_that_is_not_in_it(perceptron: Made, tmp_path: Path) -> None:
    """The modules in the zip are the ones that ran: one that is missing would have been looked for in vain."""
    with zipfile.ZipFile(perceptron.autograder) as archive:
        archive.extractall(tmp_path / "source")
    (tmp_path / "submission").mkdir()
    ours = "{name for name, one in sys.modules.items() if name.startswith(('autograder', 'dragon_data', 'pydantic'))}"
    program = f"""
import os, sys
os.chdir({str(tmp_path / "submission")!r})
sys.path[:] = [one for one in sys.path if not os.path.isdir(os.path.join(one, 'autograder'))]
for file in sorted(os.listdir("../source/tests")):
    exec(open("../source/tests/" + file).read(), {{}})
print([name for name in {ours} if not sys.modules[name].__file__.startswith({str(tmp_path)!r})])
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, env={})
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "[]\n", "")


def test_a_check_that_uses_what_otter_does_not_have_is_refused(warmup: Made, tmp_path: Path) -> None:
    bundle = make_bundle(COURSE, "hw0_warmup", tmp_path / "bundle")
    checks = bundle.path / "checks" / "test_total_toes.py"
    checks.write_text(
        checks.read_text("utf-8").replace("submission, reference, rng", "submission, fresh_dragons"), "utf-8"
    )
    with pytest.raises(AssignmentError, match="check other_herds of total_toes uses fresh_dragons"):
        otter_zip(bundle, tmp_path / "autograder.zip")
