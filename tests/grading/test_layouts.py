"""What was handed in is what is found, in every layout: whose it is, which file counts, when it came."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grading.intake import Found, Intake, IntakeError, Layout, find_submissions

from .layouts import CLASS, LAYOUTS, Tree, as_canvas, as_gradescope, as_moodle, as_seen, one, put, tarred, zipped

Find = Callable[..., Intake]

FORMS: dict[str, Callable[[Tree, Path], Path]] = {
    "folder": lambda tree, place: put(tree, place / "download"),
    "zip": lambda tree, place: _file(place / "Download (1).ZIP", zipped(tree)),
    "tar": lambda tree, place: _file(place / "download.tgz", tarred(tree)),
}


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """What is found in a tree of files, written in some form."""
    (tmp_path / "scratch").mkdir()

    def run(tree: Tree, form: str = "folder", layout: Layout | None = None) -> Intake:
        return find_submissions([FORMS[form](tree, tmp_path)], "tiny", tmp_path / "scratch", layout)

    return run


def by_name(intake: Intake) -> dict[str, Found]:
    return {found.name: found for found in intake.submissions}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_was_handed_in_is_found(layout: str, form: str, find: Find) -> None:
    tree, expected = LAYOUTS[layout](CLASS)
    found = as_seen(find(tree, form).submissions)
    assert sorted(found, key=lambda one: one.name) == sorted(expected, key=lambda one: one.name)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_a_system_leaves_around_it_makes_no_difference(layout: str, find: Find) -> None:
    tree, expected = LAYOUTS[layout](CLASS)
    around = {f"__MACOSX/._{name}": b"" for name in tree}
    found = find({**{f"download/{name}": data for name, data in tree.items()}, **around, ".DS_Store": b""}, "tar")
    assert sorted(one.name for one in found.submissions) == sorted(one.name for one in expected)


@pytest.mark.parametrize("layout", [kind for kind in Layout if kind is not Layout.plain])
def test_a_layout_that_is_named_and_not_there_is_refused(layout: Layout, find: Find) -> None:
    with pytest.raises(IntakeError, match=r"download: There is no .+\.$"):
        find({"ada.ipynb": b"{}"}, layout=layout)


def test_a_layout_that_is_named_is_taken(find: Find) -> None:
    tree, _ = as_canvas(CLASS)
    assert {found.file.name for found in find(tree, layout=Layout.plain).submissions if found.file} >= {
        name for name in tree if name.endswith("ipynb")
    }


# ---------------------------------------------------------------- what is said of those without a file


def test_what_was_typed_in_is_told(find: Find) -> None:
    found = by_name(find(as_canvas([one("A B", "", "", typed="link"), *CLASS])[0]))
    assert found["ba"].message == "The submission holds no notebook and no .py file, but a link was given."
    assert found["turingalan"].message.endswith("but a text was typed in.")


def test_what_was_typed_in_moodle_is_told(find: Find) -> None:
    found = by_name(find(as_moodle(CLASS)[0]))
    assert found["Alan_Turing"].message.endswith("but a text was typed in.")


def test_of_several_files_none_of_which_is_named_right_all_are_listed_as_the_student_called_them(find: Find) -> None:
    found = by_name(find(as_canvas(CLASS)[0]))["gödelkurt"]
    assert found.message.endswith("2 candidates, and none is named tiny.ipynb: first.ipynb, second.ipynb.")


def test_a_folder_that_the_export_tells_of_and_lacks_is_a_row(find: Find) -> None:
    tree, _ = as_gradescope(CLASS)
    found = by_name(find({name: data for name, data in tree.items() if "submission_200/" not in name}))
    assert found["submission_200"].message == "The export tells of this submission, but its folder is not there."


def test_a_folder_that_the_export_does_not_tell_of_is_a_row(find: Find) -> None:
    tree, expected = as_gradescope(CLASS)
    found = find({**tree, "assignment_77_export/submission_7/tiny.ipynb": b"{}"})
    assert len(found.submissions) == len(expected) + 1
    assert by_name(found)["submission_7"].file is not None


def test_a_submission_that_is_a_pdf_is_a_row(find: Find) -> None:
    told = b"7.pdf:\n  :submitters:\n  - :name: Ada\n  :original_filename: essay.pdf\n"
    (found,) = find({"submission_metadata.yml": told, "7.pdf": b"%PDF"}).submissions
    assert (found.students[0].name, found.file, found.message) == (
        "Ada",
        None,
        "The submission is a PDF, not a notebook.",
    )


@pytest.mark.parametrize(
    "text",
    ["", "[1]", "- a", "a: [", "\0", "x: " + "[" * 3000, b"\xff\xfe\xfa", "? [a]\n: 1", "!!python/name:os.system"],
)
def test_metadata_that_cannot_be_read_are_told(text: str | bytes, find: Find) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(IntakeError, match=r"submission_metadata\.yml cannot be read: export"):
        find({"submission_metadata.yml": data, "submission_1/tiny.ipynb": b"{}"})


@pytest.mark.parametrize(
    "about", ["", "3", "[]", "{':submitters': 3}", "{':submitters': [3]}", "{':created_at': soon}"]
)
def test_metadata_that_say_nothing_of_a_submission_leave_it_without_a_name(about: str, find: Find) -> None:
    (found,) = find(
        {"submission_metadata.yml": f"submission_1: {about}".encode(), "submission_1/a.py": b""}
    ).submissions
    assert (found.students[0].name, found.handed_in) == ("", None)
    assert found.file is not None


def test_ids_stay_the_text_they_are(find: Find) -> None:
    told = b"submission_1:\n  :submitters:\n  - :name: null\n    :sid: 06750000\n    :email: yes@no.org\n"
    (found,) = find({"submission_metadata.yml": told, "submission_1/tiny.ipynb": b"{}"}).submissions
    assert (found.students[0].name, found.students[0].id) == ("", "06750000")


def test_nbgraders_student_without_the_assignment_is_a_row(find: Find) -> None:
    tree = {"submitted/ada/tiny/a.ipynb": b"{}", "submitted/bob/hw1/a.ipynb": b"{}", "submitted/bob/hw2/a.ipynb": b"{}"}
    found = by_name(find(tree))["bob"]
    assert (found.file, found.message) == (None, "There is no folder tiny, only hw1, hw2.")


@pytest.mark.parametrize("time", ["", "soon", "2026-11-20 14:00:00 Mars/Olympus", "2026-11-20 14:00:00 ../../x"])
def test_a_time_that_cannot_be_read_is_none(time: str, find: Find) -> None:
    (found,) = find(
        {"submitted/ada/tiny/a.ipynb": b"{}", "submitted/ada/tiny/timestamp.txt": time.encode()}
    ).submissions
    assert found.handed_in is None


def test_a_time_without_a_zone_is_utc(find: Find) -> None:
    tree = {"submitted/ada/tiny/a.ipynb": b"{}", "submitted/ada/tiny/timestamp.txt": b"2026-11-20 14:00:00"}
    (found,) = find(tree).submissions
    assert found.handed_in is not None
    assert found.handed_in.isoformat() == "2026-11-20T14:00:00+00:00"


# ---------------------------------------------------------------- what is not to be mistaken


@pytest.mark.parametrize(
    "names",
    [
        ["hw_2026_11_ada.ipynb", "hw_2026_11_bob.ipynb"],  # dates are no numbers of files
        ["2026_11_20_ada.ipynb"],
        ["ada_1_2_x.ipynb", "bob.ipynb", "carl.ipynb"],
        ["submitted.ipynb", "other.ipynb"],
    ],
)
def test_files_of_a_plain_folder_are_a_submission_each(names: list[str], find: Find) -> None:
    assert [found.file.name for found in find(dict.fromkeys(names, b"{}")).submissions if found.file] == sorted(names)


def test_a_students_folders_are_no_tree_of_nbgraders(find: Find) -> None:
    tree = {"ada/tiny/tiny.ipynb": b"{}", "bob/tiny.ipynb": b"{}", "carl/src/tiny.ipynb": b"{}"}
    assert all(found.file and found.students[0].id == "" for found in find(tree).submissions)


def test_two_anonymous_students_are_never_taken_for_users(find: Find) -> None:
    found = find({"anon_17_1_tiny.ipynb": b"1", "LATE_anon_18_2_tiny.ipynb": b"2"}).submissions
    assert [(one.name, one.students[0].id, one.is_late) for one in found] == [("17", "", False), ("18", "", True)]


def test_letters_that_macos_takes_apart_are_one_again(find: Find) -> None:
    (found,) = find({unicodedata.normalize("NFD", "émilie_17_204_tiny.ipynb"): b"{}"}, layout=Layout.canvas).submissions
    assert (found.name, found.students[0].name) == ("émilie", "émilie")


def test_two_of_one_name_keep_their_names_when_one_hands_in_again(find: Find) -> None:
    before = find({"liwei_9_1_tiny.ipynb": b"{}", "liwei_10_2_tiny.ipynb": b"{}"})
    (before.submissions[0].file or Path()).rename(before.submissions[0].file.with_name("liwei_LATE_9_3_tiny-1.ipynb"))  # type: ignore[union-attr]
    after = find({})
    assert [one.students[0].id for one in after.submissions] == [one.students[0].id for one in before.submissions]


def test_who_hands_in_later_takes_no_name_away_from_another_of_that_name(find: Find) -> None:
    tree = {f"Li Wei_{number}_assignsubmission_file/tiny.ipynb": b"{}" for number in (10, 9)}
    assert [(one.name, one.students[0].id) for one in find(tree).submissions] == [("Li_Wei", "9"), ("Li_Wei-2", "10")]


def test_a_notebook_of_another_name_in_a_download_is_a_row(find: Find) -> None:
    tree, _ = as_canvas(CLASS)
    assert by_name(find({**tree, "mailed.ipynb": b"{}", "notes.txt": b""}))["mailed"].file is not None
