"""Where submissions are found, and what they are called. Nothing is skipped silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grading.intake import Intake, IntakeError, clean_name, find_submissions

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A folder of these files, each empty; a name that ends in / is a folder."""

    def files(*names: str) -> Path:
        folder = tmp_path / "class"
        folder.mkdir()
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.mkdir() if name.endswith("/") else path.touch()
        return folder

    return files


def names(intake: Intake) -> list[str]:
    return [found.name for found in intake.submissions]


def find(*paths: Path) -> Intake:
    return find_submissions(paths, "tiny", paths[0].parent)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ada_lovelace", "ada_lovelace"),
        ("Ada Lovelace", "Ada_Lovelace"),
        ("Émilie-2.v3", "Émilie-2.v3"),
        ("李雷", "李雷"),
        ("-rf", "_rf"),
        (".hidden", "_hidden"),
        ("..", "_."),
        ("a/b\\c", "a_b_c"),
        ("a\nb\0c\u202ed", "a_b_c_d"),
        ("=1+1", "_1_1"),
        ("<b>", "_b_"),
        ("wing\udcff", "wing_"),
        ("", "_"),
    ],
)
def test_a_name_holds_letters_digits_and_three_marks(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize("letter", ["a", "ü", "李"])
def test_a_long_name_still_is_a_files_name(letter: str) -> None:
    assert len(clean_name(letter * 80 + "." + letter * 80).encode()) <= 150


def test_a_flat_folder_gives_a_submission_for_each_notebook_and_script(make: Make) -> None:
    assert names(find(make("b.ipynb", "a.py", "C.IPYNB"))) == ["C", "a", "b"]


def test_a_notebook_and_a_script_of_one_name_are_two_rows(make: Make) -> None:
    assert names(find(make("same.ipynb", "same.py"))) == ["same", "same-2"]


def test_names_that_collide_get_numbers(make: Make) -> None:
    assert names(find(make("a b.ipynb", "a+b.ipynb", "a_b-2.ipynb", "a_b.ipynb"))) == [
        "a_b",
        "a_b-2",
        "a_b-2-2",
        "a_b-3",
    ]


def test_names_that_differ_in_case_alone_are_told_apart(make: Make) -> None:
    assert names(find(make("Ada.ipynb", "ada.ipynb"))) == ["Ada", "ada-2"]


def test_names_of_two_paths_are_told_apart(make: Make) -> None:
    folder = make("one/ada.ipynb", "two/ada.ipynb")
    assert names(find(folder / "one", folder / "two")) == ["ada", "ada-2"]


def test_other_files_in_a_flat_folder_are_named(make: Make) -> None:
    found = find(make("a.ipynb", "notes.txt", "scan.pdf"))
    assert [path.name for path in found.other_files] == ["notes.txt", "scan.pdf"]


@pytest.mark.parametrize(
    "junk", ["__MACOSX/._a.ipynb", "._a.ipynb", ".DS_Store", ".ipynb_checkpoints/a-checkpoint.ipynb"]
)
def test_junk_is_neither_a_submission_nor_another_file(junk: str, make: Make) -> None:
    found = find(make("a.ipynb", junk))
    assert names(found) == ["a"]
    assert found.other_files == ()


def test_junk_in_a_students_folder_is_no_candidate(make: Make) -> None:
    (found,) = find(make("ada/tiny.ipynb", "ada/.ipynb_checkpoints/tiny.ipynb", "ada/__MACOSX/tiny.ipynb")).submissions
    assert found.file is not None


def test_a_file_is_named_by_its_stem(make: Make) -> None:
    assert names(find(make("ada.ipynb") / "ada.ipynb")) == ["ada"]


def test_a_file_of_another_ending_that_was_named_is_a_row(make: Make) -> None:
    assert names(find(make("ada.txt") / "ada.txt")) == ["ada"]


def test_folders_of_students_are_named_by_the_folder(make: Make) -> None:
    folder = make("Ada Lovelace/tiny.ipynb", "Alan/other.ipynb", "Grace/below/tiny.py")
    assert names(find(folder)) == ["Ada_Lovelace", "Alan", "Grace"]
    assert all(found.file for found in find(folder).submissions)


@pytest.mark.parametrize(
    "right",
    [
        *("tiny.ipynb", "tiny.py", "tiny-1.ipynb", "tiny-2.ipynb"),
        "tiny-0f8fad5b-d9cb-469f-a165-70867728950e.ipynb",
        "tiny_0f8fad5b-d9cb-469f-a165-70867728950e.ipynb",
    ],
)
def test_of_several_notebooks_the_one_named_right_counts(right: str, make: Make) -> None:
    (found,) = find(make(f"ada/{right}", "ada/draft.ipynb", "ada/tiny_old.ipynb")).submissions
    assert found.file is not None
    assert found.file.name == right


def test_of_several_notebooks_and_none_named_right_all_are_listed(make: Make) -> None:
    (found,) = find(make("ada/draft.ipynb", "ada/below/final.ipynb")).submissions
    assert found.file is None
    assert found.message == "There are 2 candidates, and none is named tiny.ipynb: draft.ipynb, below/final.ipynb."


def test_candidates_of_odd_names_are_listed_on_one_line(make: Make) -> None:
    (found,) = find(make("ada/two\nlines.ipynb", "ada/wing\udcff.ipynb", "ada/\u202egnp.ipynb")).submissions
    assert found.message.endswith(": two?lines.ipynb, wing?.ipynb, ?gnp.ipynb.")


def test_of_several_notebooks_named_right_all_are_listed(make: Make) -> None:
    (found,) = find(make("ada/tiny.ipynb", "ada/tiny-1.ipynb")).submissions
    assert found.file is None
    assert "more than one is named tiny.ipynb: tiny-1.ipynb, tiny.ipynb" in found.message


@pytest.mark.parametrize("inside", ["ada/", "ada/notes.txt"])
def test_a_students_folder_without_a_notebook_is_a_row(inside: str, make: Make) -> None:
    (found,) = find(make(inside)).submissions
    assert (found.name, found.file, found.message) == ("ada", None, "The folder holds no notebook and no .py file.")


def test_what_stands_for_a_submission_and_is_no_file_is_a_row(make: Make) -> None:
    folder = make("ada.ipynb")
    (folder / "dangling.ipynb").symlink_to(folder / "nowhere")
    assert names(find(folder)) == ["ada", "dangling"]


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="is not there"):
        find(tmp_path / "nowhere")


def test_an_empty_folder_is_refused(make: Make) -> None:
    with pytest.raises(IntakeError, match="is an empty folder"):
        find(make())


def test_a_folder_of_junk_is_an_empty_folder(make: Make) -> None:
    with pytest.raises(IntakeError, match="is an empty folder"):
        find(make(".DS_Store", "__MACOSX/._a.ipynb"))


def test_a_folder_of_other_files_alone_is_refused(make: Make) -> None:
    with pytest.raises(IntakeError, match="holds no notebook"):
        find(make("notes.txt"))


def test_the_order_is_the_same_every_time(make: Make) -> None:
    folder = make("b.ipynb", "a.ipynb", "c/tiny.ipynb", "B.py")
    assert names(find(folder)) == names(find(folder)) == ["B", "a", "b-2", "c"]
