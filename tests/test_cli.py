"""The command line, as a process of its own: what it says, what it leaves behind, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import notebook

TINY = Path(__file__).parent / "course"
HW0 = Path(__file__).parents[1] / "assignments" / "hw0_warmup"
COMMAND = [sys.executable, "-c", "from autograder.cli import main; main()"]
OUTPUTS = ["details", "grades.csv", "report.html", "results", "run.json", "students"]
SOLVED = """
BODY_WIDTH = 1.5


def wingspan(left, right):
    return left + right + BODY_WIDTH
"""


def autograder(*arguments: object, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    environment = {**os.environ, "COLUMNS": "100"}
    words = [*COMMAND, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, env=environment, preexec_fn=before, timeout=120)


def grade(
    submissions: Path, out: Path, *options: object, **how: Callable[[], None]
) -> subprocess.CompletedProcess[str]:
    """Grade with the tiny course."""
    return autograder("grade", "tiny", submissions, "-o", out, "--course", TINY, "-j", 2, *options, **how)


def write_class(folder: Path, count: int, source: str = SOLVED) -> Path:
    """A folder of notebooks, each with bytes of its own."""
    folder.mkdir()
    for number in range(count):
        opened = notebook.nbformat.v4.new_notebook(cells=[notebook.nbformat.v4.new_code_cell(f"{source}# {number}")])
        notebook.write(opened, folder / f"student_{number:02}.ipynb")
    return folder


def rows(out: Path) -> list[dict[str, str]]:
    """The rows of grades.csv, but for the seconds, which differ."""
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return [{key: value for key, value in row.items() if key != "seconds"} for row in csv.DictReader(file)]


def complaint(run: subprocess.CompletedProcess[str]) -> str:
    """The one sentence on standard error of a run that was wrong use."""
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    return run.stderr.strip()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """A class of four, graded."""
    place = tmp_path_factory.mktemp("graded")
    return grade(write_class(place / "class", 4), place / "out"), place / "out"


def test_a_grading_succeeds_and_says_where_the_grades_are(
    graded: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    run, out = graded
    assert run.returncode == 0, run.stderr
    assert f"wrote {out / 'grades.csv'}" in run.stdout
    assert f"wrote {out / 'report.html'}" in run.stdout


def test_a_grading_leaves_its_outputs(graded: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    assert sorted(path.name for path in graded[1].iterdir()) == OUTPUTS


def test_grades_have_a_row_for_each_submission(graded: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    assert [row["submission"] for row in rows(graded[1])] == [f"student_{number:02}" for number in range(4)]


def test_grades_and_results_agree(graded: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    for row in rows(graded[1]):
        result = json.loads((graded[1] / "results" / f"{row['submission']}.json").read_text())
        assert float(row["score"]) == result["score"]
        assert {q["id"]: q["score"] for q in result["questions"]} == {q: float(row[q]) for q in ("wingspan", "widest")}


def test_the_run_is_described(graded: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    run = json.loads((graded[1] / "run.json").read_text())
    assert run["assignment"] == "tiny"
    assert run["counts"] == {"graded": 4}
    assert run["sandbox"]["process"] == "on"


@pytest.fixture
def copied(graded: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path) -> tuple[Path, Path]:
    """The class of four with its grades, to be changed."""
    for part in ("class", "out"):
        shutil.copytree(graded[1].parent / part, tmp_path / part)
    return tmp_path / "class", tmp_path / "out"


def stamps(out: Path) -> dict[str, int]:
    """When each result was written."""
    return {path.stem: path.stat().st_mtime_ns for path in out.glob("results/*.json")}


@pytest.mark.parametrize("options", [["--fresh"], ["--timeout", "50"]])
def test_only_leaves_the_results_of_all_others_and_their_rows(options: list[str], copied: tuple[Path, Path]) -> None:
    submissions, out = copied
    before, table = stamps(out), rows(out)
    run = grade(submissions, out, "--only", "student_01", *options)
    changed = [name for name, stamp in stamps(out).items() if stamp != before[name]]
    assert changed == ["student_01"]
    assert (run.returncode, rows(out)) == (0, table)


def test_a_submission_that_was_withdrawn_leaves_no_row_and_the_run_says_so(copied: tuple[Path, Path]) -> None:
    submissions, out = copied
    (submissions / "student_02.ipynb").unlink()
    run = grade(submissions, out)
    assert "student_02" in run.stdout
    assert [row["submission"] for row in rows(out)] == ["student_00", "student_01", "student_03"]


def test_a_grading_without_a_terminal_tells_how_far_it_is_in_plain_lines(
    graded: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    lines = [line for line in graded[0].stdout.splitlines() if " of 4 · " in line]
    assert [line.partition(" ")[0] for line in lines] == ["1", "2", "3", "4"]
    assert "\x1b" not in graded[0].stdout


def test_a_quiet_grading_says_nothing(copied: tuple[Path, Path]) -> None:
    submissions, out = copied
    run = grade(submissions, out, "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_list_shows_questions_and_points() -> None:
    told = autograder("list", "--course", TINY).stdout
    assert "wingspan" in told
    assert "tiny" in told


def test_doctor_says_of_each_layer_whether_it_is_on() -> None:
    told = autograder("doctor").stdout
    assert all(f"{layer}: o" in told for layer in ("process", "limits", "watchdog", "landlock"))


def test_an_unknown_assignment_names_the_nearest(tmp_path: Path) -> None:
    run = autograder("grade", "tyni", tmp_path, "-o", tmp_path / "out", "--course", TINY)
    assert "did you mean tiny?" in complaint(run)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "nobody is not there" in complaint(grade(tmp_path / "nobody", tmp_path / "out"))


def test_an_empty_folder_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "is an empty folder" in complaint(grade(tmp_path / "empty", tmp_path / "out"))


def test_a_folder_of_another_assignment_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text('{"assignment": "huge"}')
    assert "holds results of huge" in complaint(grade(write_class(tmp_path / "class", 1), tmp_path / "out"))


def test_odd_names_are_graded_and_shown_where_the_terminal_lacks_their_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["-rf", "two\nlines", "李雷", "🐉", "[red]", "\u202egnp", "fl\udcfcgel"]
    folder = write_class(tmp_path / "class", len(names))
    for path, name in zip(sorted(folder.iterdir()), names, strict=True):
        path.rename(folder / f"{name}.ipynb")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    run = grade(folder, tmp_path / "out")
    assert (run.returncode, run.stderr) == (0, "")
    assert [row["status"] for row in rows(tmp_path / "out")] == ["graded"] * len(names)


@pytest.fixture
def without_packages(tmp_path: Path) -> Path:
    """A course whose assignment names a package that nobody has."""
    course = shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__", "conftest.py"))
    settings = course / "solutions" / "tiny" / "assignment.toml"
    settings.write_text(settings.read_text("utf-8").replace('"numpy"]\ndata', '"numpy", "torchlight"]\ndata'), "utf-8")
    return course


@pytest.mark.parametrize("command", ["verify", "zip", "build", "grade"])
def test_a_package_that_is_not_installed_is_named_before_any_work(command: str, without_packages: Path) -> None:
    submissions = write_class(without_packages / "class", 1) if command == "grade" else without_packages
    words = [submissions, "-o", without_packages / "out"] if command == "grade" else []
    run = autograder(command, "tiny", *words, "--course", without_packages)
    assert "The package torchlight is needed and not installed: pip install torchlight." in complaint(run)


def test_submissions_are_listed_without_the_packages_that_grading_needs(without_packages: Path) -> None:
    submissions, out = write_class(without_packages / "class", 1), without_packages / "out"
    run = autograder("grade", "tiny", submissions, "-o", out, "--list", "--course", without_packages)
    assert (run.returncode, run.stderr) == (0, "")
    assert "student_00" in run.stdout


def test_checks_that_import_what_is_not_there_are_told_in_a_sentence_alone(tmp_path: Path) -> None:
    notebook_file = next(write_class(tmp_path / "class", 1).iterdir())
    (tmp_path / "class" / "tests").mkdir()
    (tmp_path / "class" / "tests" / "wingspan.py").write_text("import torchlight.lamps\n")
    assert "The package torchlight is needed" in complaint(autograder("check", notebook_file))


def test_an_unknown_option_is_wrong_use() -> None:
    assert "--sideways" in complaint(autograder("grade", "--sideways"))


def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(tmp_path: Path) -> None:
    slow = SOLVED + "\nimport time\ntime.sleep(0.3)\n"
    submissions, out = write_class(tmp_path / "class", 12, slow), tmp_path / "out"
    words = [*COMMAND, "grade", "tiny", str(submissions), "-o", str(out), "--course", str(TINY), "-j", "1"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        deadline = time.monotonic() + 60
        while len(list(out.glob("results/*.json"))) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "the same command goes on from there" in told
    assert "Traceback" not in told
    done = len(list(out.glob("results/*.json")))
    assert 3 <= done < 12
    again = grade(submissions, out)
    assert f"{done} of 12 were done already." in again.stdout
    grade(submissions, tmp_path / "undisturbed")
    assert rows(out) == rows(tmp_path / "undisturbed")


def test_a_disk_that_is_full_is_told_in_one_sentence(tmp_path: Path) -> None:
    # A file that may not grow stands in for a disk without room: both end as an OSError of the same kind.
    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))

    run = grade(write_class(tmp_path / "class", 3), tmp_path / "out", before=no_room)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert run.stderr.strip()


def test_explain_tells_staff_what_a_check_asked(copied: tuple[Path, Path]) -> None:
    run = autograder("explain", copied[1], "student_01", "-q", "wingspan")
    assert run.returncode == 0, run.stderr
    assert "asked    wingspan([4.5, 6., 3.5]" in run.stdout
    assert "return left + right + BODY_WIDTH" in run.stdout


def test_an_unknown_submission_is_told_with_near_ones(copied: tuple[Path, Path]) -> None:
    assert "did you mean student_01" in complaint(autograder("explain", copied[1], "Student_1"))


def test_compare_tells_whose_score_moved(graded: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path) -> None:
    submissions = write_class(tmp_path / "class", 4)
    write = submissions / "student_03.ipynb"
    write.write_text(write.read_text().replace("left + right + BODY", "left - right + BODY"))
    grade(submissions, tmp_path / "out")
    run = autograder("compare", graded[1], tmp_path / "out")
    assert run.returncode == 0
    assert "wingspan.three_dragons: passed → failed (-1)" in run.stdout
    assert "0 up, 1 down, 3 with the same score" in run.stdout


def test_a_folder_without_results_is_wrong_use(tmp_path: Path) -> None:
    assert "holds no results" in complaint(autograder("compare", tmp_path, tmp_path))


def test_export_fills_a_copy_of_a_gradebook_and_tells_what_goes_nowhere(
    graded: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path
) -> None:
    shutil.copytree(graded[1], tmp_path / "out")
    for number in (1, 2):
        path = tmp_path / "out" / "results" / f"student_0{number}.json"
        path.write_text(path.read_text().replace('"id": ""', f'"id": "{number}"'))
    book, new = tmp_path / "book.csv", tmp_path / "new.csv"
    book.write_text("Student,ID,SIS Login ID,Section,Wings (9)\nAda,1,,Monday,\nAlan,3,,Monday,\n")
    run = autograder("export", tmp_path / "out", "--canvas", book, "-o", new, "--course", TINY)
    assert run.returncode == 0, run.stderr
    assert new.read_text() == "Student,ID,SIS Login ID,Section,Wings (9)\nAda,1,,Monday,3\n"
    assert "without a grade here: Alan" in run.stdout
    assert "wrote 1 grades" in run.stdout


@pytest.mark.parametrize(
    "words", [("zip", "tiny", "-o"), ("verify", "tiny", "--html"), ("export", "out", "--csv", "-o")]
)
def test_a_file_without_a_folder_is_wrong_use_and_named(words: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "new"
    assert f"there is no folder {file.parent}" in complaint(autograder(*words, file, "--course", TINY))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("zip", "tiny", "-o", "folder", "--course", TINY), "folder cannot be read or written (Is a directory)"),
        (("grade", "tiny", "file", "-o", "file", "--course", TINY), "name another folder with -o"),
        (
            ("grade", "gone.zip", "file", "-o", "out"),
            "gone.zip is not there: name an assignment, or an Otter autograder",
        ),
        (("zip", "no.zip", "-o", "new.zip"), "no.zip is damaged or cut short: download it again"),
        (("check", "folder"), "folder is a folder: name the notebook in it"),
        (("list", "--course", "nowhere"), "'nowhere' does not exist"),
        (("grade", "tiny", "", "-o", "out", "--course", TINY), "One of the arguments is empty"),
    ],
    ids=lambda part: part[0] if isinstance(part, tuple) else "",
)
def test_what_is_not_what_it_should_be_is_wrong_use_and_named(
    words: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    for file in ("file", "no.zip"):
        Path(file).write_text("neither notebook nor archive")
    assert sentence in complaint(autograder(*words))


def test_a_notebook_without_cell_ids_is_checked_without_a_word_of_that(tmp_path: Path) -> None:
    shutil.copytree(HW0 / "tests", tmp_path / "tests")
    content = json.loads((HW0 / "hw0_warmup.ipynb").read_text("utf-8"))
    content["nbformat_minor"] = 5
    for cell in content["cells"]:
        cell.pop("id", None)
    (tmp_path / "hw0_warmup.ipynb").write_text(json.dumps(content))
    run = autograder("check", tmp_path / "hw0_warmup.ipynb")
    assert (run.returncode, run.stderr) == (0, "")


def test_export_names_the_gradebooks_there_are(copied: tuple[Path, Path]) -> None:
    assert "Name one of --canvas FILE" in complaint(autograder("export", copied[1], "-o", copied[1] / "new.csv"))


# ---------------------------------------------------------------- a download, lateness and overrides


@pytest.fixture(scope="module")
def download(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A download from Canvas of three, one of them late by a day and a half, and the folder of its grades."""
    place = tmp_path_factory.mktemp("download")
    data = [file.read_bytes() for file in sorted(write_class(place / "class", 2).iterdir())]
    with zipfile.ZipFile(place / "submissions.zip", "w") as archive:
        archive.writestr("lovelaceada_17_101_tiny.ipynb", data[0])
        archive.writestr("hopper_LATE_18_102_tiny-1.ipynb", data[1])
        archive.writestr("turingalan_19_text.html", "my answer")
    (place / "late.csv").write_text("submission,late\nhopper,36:00:00\n")
    return place / "submissions.zip", place / "out"


def test_a_download_is_listed_without_being_graded(download: tuple[Path, Path]) -> None:
    told = grade(*download, "--list").stdout
    assert [told.count(word) for word in ("lovelaceada", "hopper", "turingalan", "yes")] == [3, 3, 2, 1]
    assert not download[1].exists()


@pytest.mark.parametrize(
    ("due", "status", "said"),
    [
        ("2026-11-20", 2, "does not match"),  # its first second would make everybody late on that day
        ("2026-11-20 23:59", 0, "--due says nothing of 2 submissions whose time nobody tells"),
        ("2026-11-20T23:59:00+01:00", 0, "--due says nothing of 2 submissions whose time nobody tells"),
    ],
)
def test_a_deadline_has_an_hour_and_says_whom_it_says_nothing_of(
    due: str, status: int, said: str, download: tuple[Path, Path]
) -> None:
    run = grade(*download, "--list", "--due", due)
    assert run.returncode == status
    assert said in " ".join((run.stdout + run.stderr).replace("│", " ").split())


def test_lateness_and_overrides_make_the_final_score_and_survive_a_fresh_run(
    download: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    out = download[1]
    options = ("--lateness", download[0].with_name("late.csv"), "--late-policy", "10%/day,cap=50%")
    assert grade(*download).returncode == 0
    (out / "overrides.toml").write_text(
        '[[override]]\nsubmission = "turingalan"\nscore = 2\nreason = "told in class"\n'
    )
    run = grade(*download, *options, "--fresh")
    assert run.returncode == 0, run.stderr
    found = {row["submission"]: row for row in rows(out)}
    score = float(found["hopper"]["score"])
    assert (found["hopper"]["student_id"], found["hopper"]["flags"], found["hopper"]["late"]) == (
        "18",
        "late",
        "36:00:00",
    )
    assert float(found["hopper"]["final_score"]) == pytest.approx(0.8 * score)
    assert found["lovelaceada"]["final_score"] == found["lovelaceada"]["score"]
    turing = found["turingalan"]
    assert (turing["status"], turing["score"], turing["final_score"], turing["flags"]) == (
        "missing",
        "0",
        "2",
        "override",
    )
    assert "told in class" in turing["reasons"]
    assert "→ 2*" in run.stdout
    assert list(tmp_path.glob("autograder-intake-*")) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--late-policy", "10%"), "The late policy '10%' is not understood"),
        (("--lateness", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("--layout", "gradescope"), "There is no submission_metadata.yml"),
    ],
)
def test_what_cannot_be_applied_is_told_before_anything_is_graded(
    options: tuple[str, str], sentence: str, download: tuple[Path, Path], tmp_path: Path
) -> None:
    assert sentence in complaint(grade(download[0], tmp_path / "out", *options))
    assert not (tmp_path / "out").exists()


def test_an_override_of_nobody_is_told_before_anything_is_graded(download: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text('[[override]]\nsubmission = "adda"\nscore = 2\nreason = "x"\n')
    assert "there is no submission 'adda'" in complaint(grade(download[0], tmp_path))
    assert not (tmp_path / "run.json").exists()


def test_a_download_cut_short_is_wrong_use(download: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(download[0].read_bytes()[:-30])
    assert "cut.zip is damaged or cut short: download it again." in complaint(
        grade(tmp_path / "cut.zip", tmp_path / "out")
    )
