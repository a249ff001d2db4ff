"""Archives that anybody may have made: nothing leaves the folder, nothing grows without end, and each is one sentence."""

from __future__ import annotations

import io
import os
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grading.intake import IntakeError, find_submissions
from autograder.grading.intake.archive import OF_A_CLASS, ArchiveError, Caps, unpack

from .layouts import Tree, tarred, zipped

NOTEBOOK = b'{"cells": []}'
CLASS = {"ada.ipynb": NOTEBOOK, "bob.ipynb": NOTEBOOK * 500}
SMALL = Caps(total=10_000, count=10, one=5_000)

Unpack = Callable[..., Tree]


@pytest.fixture
def unpacked(tmp_path: Path) -> Unpack:
    """The files that come out of the bytes of an archive; nothing may appear beside the scratch folder."""
    (tmp_path / "scratch").mkdir()

    def run(data: bytes, name: str = "class.zip", caps: Caps = SMALL) -> Tree:
        (tmp_path / name).write_bytes(data)
        try:
            folder = unpack(tmp_path / name, tmp_path / "scratch", caps)
        finally:
            assert {path.name for path in tmp_path.iterdir()} == {"scratch", name}
            assert len(list((tmp_path / "scratch").iterdir())) == 1
        files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    return run


def zip_of(*names: str, edit: Callable[[zipfile.ZipInfo], object] = lambda _: None, data: bytes = NOTEBOOK) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            edit(info)
            opened.writestr(info, data)
    return packed.getvalue()


def tar_of(name: str, kind: bytes = tarfile.REGTYPE, link: str = "/etc/passwd", **more: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as opened:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, link
        opened.addfile(member, io.BytesIO())
        for other, data in more.items():
            member = tarfile.TarInfo(other.replace("__", "/"))
            member.size = len(data)
            opened.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def flagged(data: bytes, flag: int) -> bytes:
    """The zip with a flag set in each header, there and in its directory."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + at] |= flag
            place = changed.find(mark, place + 1)
    return bytes(changed)


def compressed_by(method: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as opened:
        opened.writestr("ada.ipynb", NOTEBOOK)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("class.zip", zipped(CLASS)),
        ("CLASS.ZIP", zipped(CLASS)),
        ("class.tar", tarred(CLASS, "w")),
        ("class.tgz", tarred(CLASS, "w:gz")),
        ("class.tar.bz2", tarred(CLASS, "w:bz2")),
        ("class.tar.xz", tarred(CLASS, "w:xz")),
    ],
)
def test_the_files_come_out_as_they_went_in(name: str, data: bytes, unpacked: Unpack) -> None:
    assert unpacked(data, name, OF_A_CLASS) == CLASS


def test_a_zip_from_windows_has_folders(unpacked: Unpack) -> None:
    data = zip_of("ada/tiny.ipynb").replace(b"ada/tiny", b"ada\\tiny")
    assert set(unpacked(data)) == {"ada/tiny.ipynb"}


def test_letters_of_a_zip_that_does_not_say_how_they_are_written(unpacked: Unpack) -> None:
    data = zip_of("Emilie.ipynb").replace(b"Emilie", "Émile".encode())
    assert set(unpacked(data)) == {"Émile.ipynb"}


def test_a_name_too_long_for_a_file_keeps_its_beginning_and_its_ending(unpacked: Unpack) -> None:
    (name,) = unpacked(zip_of(f"li_17_204_{'李' * 120}.ipynb"))
    assert name.startswith("li_17_204_李")
    assert name.endswith(".ipynb")


def test_what_nobody_reads_is_there_and_empty(unpacked: Unpack) -> None:
    assert unpacked(zipped({"a.ipynb": NOTEBOOK, "data.csv": b"1,2", "weights.pt": bytes(20_000)})) == {
        "a.ipynb": NOTEBOOK,
        "data.csv": b"",
        "weights.pt": b"",
    }


def test_a_file_that_is_too_large_ends_a_byte_above_what_is_graded(unpacked: Unpack) -> None:
    assert len(unpacked(zipped({"a.ipynb": bytes(8_000)}))["a.ipynb"]) == SMALL.one


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        *(
            ("class.zip", zip_of(name), "which leads out of it")
            for name in (
                "../x.ipynb",
                "a/../../x.ipynb",
                "/tmp/x.ipynb",
                "C:\\x.ipynb",
                "..\\x.ipynb",
                "\\\\host\\x.py",
                "..",
            )
        ),
        ("class.tar", tar_of("../x.ipynb"), "which leads out of it"),
        ("class.tar", tar_of("/x.ipynb"), "which leads out of it"),
        ("class.zip", zip_of("a.ipynb", "./a.ipynb"), "holds './a.ipynb' twice"),
        ("class.zip", zip_of("a.ipynb", "a.ipynb/b.ipynb"), "cannot be unpacked"),
        ("class.zip", zip_of("a/" * 3000 + "b.ipynb"), "cannot be unpacked (File name too long)"),
        ("class.zip", zip_of(*(f"{count}.ipynb" for count in range(3)), data=bytes(4_000)), "unpacks to more than"),
        ("class.zip", zip_of(*(f"{count}.txt" for count in range(11)), data=b""), "holds more than 10 files"),
        ("class.tar", tarred({f"{count}.txt": b"" for count in range(11)}), "holds more than 10 files"),
        ("class.zip", flagged(zip_of("ada.ipynb"), 1), "is encrypted"),
        ("class.zip", compressed_by(zipfile.ZIP_LZMA), "is compressed in a way not known here"),
        ("class.zip", b"", "is damaged or cut short"),
        ("class.zip", b"<html>Please log in</html>", "is damaged or cut short"),
        ("class.zip", zipped(CLASS)[:-10], "is damaged or cut short"),
        ("class.zip", zip_of("ada.ipynb").replace(b"ada.ipynb", b"bob.ipynb", 1), "is damaged or cut short"),
        ("class.tar", b"", "is damaged or cut short"),
        ("class.tar", tarred(CLASS, "w")[:2000], "is damaged or cut short"),
        ("class.tar", tarred({"ada.ipynb": NOTEBOOK}, "w")[:1024], "is damaged or cut short"),
        ("class.tgz", tarred(CLASS)[:-10], "is damaged or cut short"),
        ("class.tar.xz", tarred(CLASS, "w:xz")[:-20], "is damaged or cut short"),
        ("class.tar.bz2", b"BZh9" + b"wings" * 20, "is damaged"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_what_is_not_to_be_unpacked_is_told(name: str, data: bytes, sentence: str, unpacked: Unpack) -> None:
    with pytest.raises(ArchiveError) as caught:
        unpacked(data, name)
    assert sentence in str(caught.value)


def link(info: zipfile.ZipInfo) -> None:
    info.create_system, info.external_attr = 3, 0o120777 << 16


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("class.zip", zip_of("x.ipynb", edit=link, data=b"/etc/passwd")),
        *(
            ("class.tar", tar_of("x.ipynb", kind))
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE)
        ),
    ],
    ids=["a link in a zip", "a link", "a hard link", "a pipe", "a device"],
)
def test_what_is_no_plain_file_stands_there_and_leads_nowhere(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    folder = unpack(tmp_path / name, tmp_path, SMALL)
    assert os.readlink(folder / "x.ipynb") == "x.ipynb"


def test_nothing_is_written_through_a_link(unpacked: Unpack) -> None:
    with pytest.raises(ArchiveError, match="cannot be unpacked"):
        unpacked(tar_of("out", tarfile.SYMTYPE, "/tmp", out__x_py=b"1"), "class.tar")


@pytest.mark.parametrize("name", ["class.zip", "class.tar", "class.tgz"])
def test_damage_of_any_kind_is_an_archive_or_a_sentence(name: str, tmp_path: Path) -> None:
    right = {"class.zip": zipped(CLASS), "class.tar": tarred(CLASS, "w"), "class.tgz": tarred(CLASS)}[name]
    draw = random.Random(7)
    for count in range(60):
        data = bytearray(right[: draw.choice([len(right), draw.randrange(len(right))])])
        for _ in range(draw.randrange(4)):
            data[draw.randrange(len(data)) if data else 0 :][:1] = bytes([draw.randrange(256)])
        (tmp_path / name).write_bytes(data)
        (tmp_path / str(count)).mkdir()
        try:
            unpack(tmp_path / name, tmp_path / str(count), SMALL)
        except ArchiveError as error:
            assert str(error).isprintable()
    assert len(list(tmp_path.iterdir())) == 61


# ---------------------------------------------------------------- of a class, and of a student in it


@pytest.fixture
def find(tmp_path: Path) -> Callable[[Tree], dict[str, tuple[bytes | None, str]]]:
    """Content and message of each submission in a folder of these files."""

    def run(tree: Tree) -> dict[str, tuple[bytes | None, str]]:
        for name, data in tree.items():
            (tmp_path / "class" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "class" / name).write_bytes(data)
        found = find_submissions([tmp_path / "class"], "tiny", tmp_path).submissions
        return {one.name: (one.file.read_bytes() if one.file else None, one.message) for one in found}

    return run


def test_an_archive_that_was_named_and_is_damaged_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(b"PK")
    with pytest.raises(IntakeError, match=r"class.zip is damaged or cut short: download it again\.$"):
        find_submissions([tmp_path / "class.zip"], "tiny", tmp_path)


@pytest.mark.parametrize("tree", [{}, {"__MACOSX/._a": b""}])
def test_an_archive_of_nothing_is_wrong_use(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(zipped(tree))
    with pytest.raises(IntakeError, match=r"class.zip is an empty archive: there is nothing to grade\.$"):
        find_submissions([tmp_path / "class.zip"], "tiny", tmp_path)


def test_a_folder_of_the_archives_name_in_it_is_the_archive_itself(tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(zipped({"class/ada.ipynb": b"1", "class/bob.ipynb": b"2"}))
    found = find_submissions([tmp_path / "class.zip"], "tiny", tmp_path).submissions
    assert [one.name for one in found] == ["ada", "bob"]


def test_a_students_archive_is_looked_into(find: Callable[[Tree], object]) -> None:
    tree = {"ada.zip": zipped({"work/tiny.ipynb": b"1", "work/old.ipynb": b"2"}), "bob/all.zip": zipped({"x.py": b"3"})}
    assert find(tree) == {"ada": (b"1", ""), "bob": (b"3", "")}


def test_an_archive_beside_a_notebook_is_left_alone(find: Callable[[Tree], object]) -> None:
    assert find({"ada/draft.ipynb": b"1", "ada/all.zip": zipped({"tiny.ipynb": b"2"})}) == {"ada": (b"1", "")}


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.zip", b"PK", "a.zip is damaged or cut short: download it again."),
        ("a.zip", zipped({"b.zip": zipped({"tiny.ipynb": NOTEBOOK})}), ""),
        ("a.tgz", tarred(CLASS), "a.tgz is not looked into: of a student's archives only .zip is."),
        (
            "a.zip",
            zip_of("../tiny.ipynb"),
            "a.zip holds the name '../tiny.ipynb', which leads out of it: it is not unpacked.",
        ),
    ],
)
def test_a_students_archive_without_a_notebook_is_a_row(
    name: str, data: bytes, why: str, find: Callable[[Tree], object]
) -> None:
    nothing = "The folder holds no notebook and no .py file."
    assert find({f"ada/{name}": data, "bob.ipynb": b"1"}) == {
        "ada": (None, f"{nothing} {why}".strip()),
        "bob": (b"1", ""),
    }
