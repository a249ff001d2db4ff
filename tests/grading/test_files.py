"""Files of every age and condition, in one class: read if they can be, else refused in one sentence, and none stops another.

The tables are the files as they stand in the class folder: a case's name with its ending is the file's name.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.bundle import Bundle
from autograder.grading.engine import Engine, engine
from autograder.grading.intake import Found, find_submissions
from autograder.grading.ledger import open_ledger
from autograder.grading.many import grade_all
from autograder.result import Result

Grade = Callable[..., Result]
Notebook = Callable[..., bytes]
Edit = Callable[[dict[str, Any]], object]
Make = Callable[[bytes], bytes]  # from the bytes of a right notebook

LIMITS = {"cell_seconds": 2.0, "call_seconds": 2.0, "submission_seconds": 20.0, "memory_mb": 300}
SLACK_SECONDS = 5.0  # to start, to interrupt and to clean up on a busy machine

SCRIPT = """\
import numpy as np
def wingspan(left, right):
    return np.asarray(left) + np.asarray(right) + 1.5
def widest(spans):
    place = int(np.argmax(spans))
    return place, float(spans[place])
"""

# ---------------------------------------------------------------- how a file is made of a right notebook


def edited(edit: Edit) -> Make:
    def make(right: bytes) -> bytes:
        notebook = json.loads(right)
        edit(notebook)
        return json.dumps(notebook).encode()

    return make


def encoded(encoding: str, begin: bytes = b"") -> Make:
    return lambda right: begin + right.decode().encode(encoding)


def replaced(old: str, new: str) -> Make:
    """Every `old` replaced, in the notebook as text."""

    def make(right: bytes) -> bytes:
        assert old.encode() in right
        return right.replace(old.encode(), new.encode())

    return make


def with_outputs(outputs: str) -> Make:
    """What the first cell has put out, as JSON."""
    return lambda right: right.replace(b'"outputs": []', f'"outputs": {outputs}'.encode(), 1)


def fixed(data: bytes) -> Make:
    return lambda right: data


def script(source: str = SCRIPT, encoding: str = "utf-8", begin: str = "") -> Make:
    return fixed((begin + source).encode(encoding))


def as_lines(cell: dict[str, Any], **ends: bool) -> list[str]:
    lines: list[str] = cell["source"].splitlines(**ends)
    return lines


def of_format_4(minor: int) -> Edit:
    """Format 4.`minor`, as it is written: ids since 4.5, and sources as lists of lines."""

    def edit(notebook: dict[str, Any]) -> None:
        notebook["nbformat_minor"] = minor
        for count, cell in enumerate(notebook["cells"]):
            cell["source"] = as_lines(cell, keepends=True)
            if minor >= 5:
                cell["id"] = f"cell-{count}"

    return edit


def of_old_format(version: int, source: Callable[[dict[str, Any]], object]) -> Edit:
    """Formats 2 and 3: cells in worksheets, and their source called input."""

    def edit(notebook: dict[str, Any]) -> None:
        cells = [
            {"cell_type": "code", "language": "python", "collapsed": False, "input": source(cell)}
            for cell in notebook.pop("cells")
        ]
        notebook.update(nbformat=version, nbformat_minor=0, worksheets=[{"cells": cells[:1]}, {"cells": cells[1:]}])

    return edit


def inserted(*cells: Any) -> Make:
    """Cells that are none, before the last of the good ones."""
    return edited(lambda notebook: notebook["cells"].__setitem__(slice(-1, -1), cells))


def code(source: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}


def of_colab(notebook: dict[str, Any]) -> None:
    """As Colab saves a notebook, with forms, ids and accelerators."""
    notebook.update(nbformat_minor=0)
    notebook["metadata"] = {
        "colab": {"provenance": [{"file_id": "1x", "timestamp": 1}], "gpuType": "T4", "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "accelerator": "GPU",
        "widgets": {"application/vnd.jupyter.widget-state+json": {"0": {"model_module": "@jupyter-widgets/base"}}},
    }
    for count, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"id": f"x_{count}", "colab": {"base_uri": "https://localhost:8080/"}, "cellView": "form"}
        cell["source"] = [f"#@title Wings {count}\n", *as_lines(cell, keepends=True)]


# The line that is no Python is left alone only where the marks around its cell are understood.
MARKED = SCRIPT.replace("def widest", "# %%\n%%bash\nls wings\n# %% widest\ndef widest")

# ---------------------------------------------------------------- what is read: full marks, and these flags

JAPANESE = "# -*- coding: shift_jis -*-\nwing = '表'\n"  # the second byte of the letter is a backslash
READ: dict[str, tuple[Make, str]] = {
    **{f"format 4.{minor}.ipynb": (edited(of_format_4(minor)), "") for minor in range(6)},
    "format 5.ipynb": (replaced('"nbformat": 4', '"nbformat": 5'), ""),
    "format 3.ipynb": (edited(of_old_format(3, lambda cell: cell["source"])), "an old notebook format"),
    "format 3 in lines.ipynb": (edited(of_old_format(3, as_lines)), "an old notebook format"),
    "format 2.ipynb": (
        edited(of_old_format(2, lambda cell: as_lines(cell, keepends=True))),
        "an old notebook format",
    ),
    "Colab.ipynb": (edited(of_colab), ""),
    "a byte order mark.ipynb": (encoded("utf-8-sig"), "byte order mark"),
    "UTF-16.ipynb": (encoded("utf-16"), "UTF-16"),
    "UTF-16, the big end first.ipynb": (encoded("utf-16-be", b"\xfe\xff"), "UTF-16"),
    "UTF-16 without its mark.ipynb": (encoded("utf-16-le"), "UTF-16"),
    "UTF-16 without its mark, the big end first.ipynb": (encoded("utf-16-be"), "UTF-16"),
    "UTF-32.ipynb": (encoded("utf-32"), "UTF-32"),
    "Latin-1.ipynb": (
        lambda right: right.replace(b'"metadata": {}', b'"metadata": {"title": "Fl\xfcgel"}'),
        "not UTF-8",
    ),
    "Windows lines.ipynb": (replaced(r"\n", r"\r\n"), ""),
    "old Mac lines.ipynb": (replaced(r"\n", r"\r"), ""),
    "blank lines around it.ipynb": (lambda right: b"\n\n " + right + b"\n\n", ""),
    "a number of 5000 digits.ipynb": (with_outputs("[" + "7" * 5000 + "]"), ""),
    "no numbers.ipynb": (with_outputs("[NaN, Infinity, -Infinity]"), ""),
    "outputs 100 deep.ipynb": (with_outputs("[" * 100 + "]" * 100), ""),
    "outputs of 30 MB.ipynb": (with_outputs('["' + "wings " * (5 << 20) + '"]'), ""),
    "keys twice, the last counts.ipynb": (replaced('{"cells": ', '{"cells": 3, "cells": '), ""),
    "metadata that is none.ipynb": (replaced('"metadata": {}', '"metadata": [[]]'), ""),
    "outputs that are none.ipynb": (with_outputs("{}"), ""),
    "a cell that is a number.ipynb": (inserted(17), "cell 2 is malformed"),
    "a cell that is null.ipynb": (inserted(None), "cell 2 is malformed"),
    "a cell that is a list.ipynb": (inserted(["code"]), "cell 2 is malformed"),
    "a cell without a type.ipynb": (inserted({"source": "x = 1"}), "cell 2 is malformed"),
    "a cell whose type is a list.ipynb": (inserted({"cell_type": ["code"]}), "cell 2 is malformed"),
    "a cell of an unknown type.ipynb": (inserted({"cell_type": "wings", "source": "1 / 0"}), ""),
    "a cell without a source.ipynb": (inserted({"cell_type": "code"}), "cell 2 has no source"),
    "a source that is a number.ipynb": (inserted(code(3)), "cell 2 has no source"),
    "a source that is an object.ipynb": (inserted(code({"0": "x = 1"})), "cell 2 has no source"),
    "a source of nested lists.ipynb": (inserted(code([["x = 1"]])), "cell 2 has no source"),
    "a script.py": (script(), ""),
    "a script with tabs.py": (script(SCRIPT.replace("    ", "\t")), ""),
    "a script with Windows lines.py": (script(SCRIPT.replace("\n", "\r\n")), ""),
    "a script with old Mac lines.py": (script(SCRIPT.replace("\n", "\r")), ""),
    "a script in cells.py": (script(MARKED), ""),
    "a script in cells with Windows lines.py": (script(MARKED.replace("\n", "\r\n")), ""),
    "a script in cells with old Mac lines.py": (script(MARKED.replace("\n", "\r")), ""),
    "a script with a form feed.py": (script(begin="\f\n"), ""),
    "a script with a byte order mark.py": (script(encoding="utf-8-sig"), "byte order mark"),
    "a script in UTF-16.py": (script(encoding="utf-16"), "UTF-16"),
    "a script in Latin-1.py": (script(encoding="latin-1", begin="wing = 'Flügel'\n"), "not UTF-8"),
    "a script that says Latin-1.py": (
        script(encoding="latin-1", begin="# coding: latin-1\nassert len('Flügel') == 6\n"),
        "not UTF-8",
    ),
    "a script that says Shift JIS.py": (script(encoding="shift_jis", begin=JAPANESE), "not UTF-8"),
    "a script that says what there is not.py": (script(begin="# coding: wings\n"), ""),
    "a script that says rot13.py": (script(encoding="latin-1", begin="# coding: rot13\nwing = 'ü'\n"), "not UTF-8"),
    "a notebook named as a script.py": (lambda right: right, "a notebook named .py"),
}

# ---------------------------------------------------------------- a cell that cannot be run: it alone is lost

ODD_CELLS: dict[str, str] = {
    "a null byte": "x = 'a\0b'",
    "half a surrogate pair": "x = '\ud800'",
    "a million minus signs": "-" * 10**6 + "1",
    "a chain of attributes": "np" + ".a" * 10**5,
    "a chain of sums": "x = 0" + " + 1" * 10**5,
    "a chain of branches": "if 0: pass\n" + "elif 0: pass\n" * 20_000,
    "open brackets": "(" * 10**5,
    "too many blocks": "\n".join(" " * depth + "if 1:" for depth in range(200)),
    "an integer of 5000 digits": "x = " + "7" * 5000,
    "a string that does not end": "x = '''" + "\n" * 10**5,
    "a space that is none": "x =\u00a01",
}

# ---------------------------------------------------------------- scripts that do not compile: graded, the line named

UNCOMPILED: dict[str, tuple[Make, str]] = {
    "tabs and spaces.py": (script(SCRIPT.replace("    place", "\tplace")), "line 6: IndentationError"),
    "a bracket missing.py": (script(f"# In[1]:\n\n\n{SCRIPT}\n# In[2]:\n\n\nx = (1\n"), "line 14: SyntaxError"),
    "a zero byte.py": (script(f"{SCRIPT}\0"), "null bytes"),
    "a conflict.py": (script(f"<<<<<<< HEAD\n{SCRIPT}=======\n>>>>>>> wings\n"), "line 1: SyntaxError"),
    "a name of 2 MB.py": (script(f"def f({'a' * (2 << 20)}): global {'a' * (2 << 20)}"), "line 1: SyntaxError"),
}

# ---------------------------------------------------------------- what is refused: status, and words of the sentence


def zipped(*names: str, data: bytes = b"wings") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(kind: bytes) -> bytes:
    """A tar with one member of this kind, that would lead out of the folder."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        member = tarfile.TarInfo("../../tiny.ipynb")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    return packed.getvalue()


def in_the_middle(text: str) -> Make:
    """A notebook as Jupyter writes it, with lines of `text` in it."""

    def make(right: bytes) -> bytes:
        lines = json.dumps(json.loads(right), indent=1).splitlines(keepends=True)
        return "".join([*lines[:3], text, *lines[3:]]).encode()

    return make


def cut(part: float) -> Make:
    return lambda right: right[: int(len(right) * part)]


CONFLICT = '<<<<<<< HEAD\n   "metadata": {},\n=======\n   "metadata": {"x": 1},\n>>>>>>> wings\n'
NO_CELLS = b'{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": %s}'
REFUSED: dict[str, tuple[Make, str, str]] = {
    "empty.ipynb": (fixed(b""), "missing", "The file is empty."),
    "empty.py": (fixed(b""), "missing", "The file is empty."),
    "blank.ipynb": (fixed(b"  \n\t\r\n"), "missing", "The file is empty."),
    "blank.py": (fixed(b"  \n"), "missing", "The file is empty."),
    "a byte order mark alone.ipynb": (fixed(b"\xef\xbb\xbf"), "missing", "no code"),
    "blank in UTF-16.ipynb": (fixed(" \n".encode("utf-16")), "missing", "no code"),
    "a list of no cells.ipynb": (fixed(NO_CELLS % b"[]"), "missing", "no code"),
    "comments alone.py": (fixed(b"# wings\n\n# and tails\n"), "missing", "no code"),
    "a docstring alone.py": (fixed(b'"""Wings."""\n'), "missing", "no code"),
    "only text.ipynb": (
        fixed(NO_CELLS % b'[{"cell_type": "markdown", "metadata": {}, "source": ["# Wings"]}]'),
        "missing",
        "no code",
    ),
    "zeros.ipynb": (fixed(bytes(5000)), "unreadable", "nothing but zeros, not a notebook"),
    "zeros.py": (fixed(bytes(5000)), "unreadable", "nothing but zeros, not a script"),
    "words.ipynb": (fixed(b"wings"), "unreadable", "cannot be read as a notebook"),
    "a script named as a notebook.ipynb": (script(), "unreadable", "cannot be read as a notebook"),
    "cut off early.ipynb": (fixed(b'{"cells": ['), "unreadable", "cut off"),
    "cut off in the middle.ipynb": (cut(0.5), "unreadable", "cut off"),
    "cut off late.ipynb": (lambda right: right[:-1], "unreadable", "cut off"),
    "two in one.ipynb": (lambda right: right + right, "unreadable", "damaged, or something else (Extra data"),
    "a comma too many.ipynb": (lambda right: right[:-1] + b",}", "unreadable", "cannot be read as a notebook"),
    "a conflict.ipynb": (in_the_middle(CONFLICT), "unreadable", "a merge conflict that was not resolved: line 4 "),
    "a list.ipynb": (fixed(b'["wings"]'), "unreadable", "holds no cells"),
    "a number.ipynb": (fixed(b"7" * 5000), "unreadable", "holds no cells"),
    "null.ipynb": (fixed(b"null"), "unreadable", "holds no cells"),
    "no cells.ipynb": (fixed(b'{"nbformat": 4}'), "unreadable", "holds no cells"),
    "cells that are an object.ipynb": (fixed(NO_CELLS % b'{"0": {}}'), "unreadable", "holds no cells"),
    "worksheets that are an object.ipynb": (fixed(b'{"worksheets": {}}'), "unreadable", "holds no cells"),
    "brackets 100 kB deep.ipynb": (fixed(b"[" * 100_000), "unreadable", ""),
    "a notebook that ends in brackets.ipynb": (fixed(b'{"cells": ' + b"[" * 100_000), "unreadable", ""),
    "outputs 100 kB deep.ipynb": (with_outputs("[" * 100_000 + "]" * 100_000), "unreadable", ""),
    "seven million lists.ipynb": (
        fixed(NO_CELLS % b"[%s[]]" % (b"[]," * (7 << 20))),
        "unreadable",
        "within the limits of time and memory",
    ),
    "a web page.ipynb": (fixed(b"\n<!DOCTYPE html>\n<html></html>"), "unreadable", "is a web page, not a notebook"),
    "a web page in UTF-16.ipynb": (fixed("<html></html>".encode("utf-16")), "unreadable", "is a web page"),
    "a PDF.ipynb": (fixed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), "unreadable", "is a PDF, not a notebook"),
    "a PDF.py": (fixed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nwings"), "unreadable", "is a PDF, not a script"),
    "a Word document.ipynb": (
        fixed(zipped("[Content_Types].xml", "word/document.xml")),
        "unreadable",
        "is an Office document",
    ),
    "an old Word document.ipynb": (fixed(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)), "unreadable", "old Office"),
    "a picture.ipynb": (fixed(b"\x89PNG\r\n\x1a\n" + bytes(20)), "unreadable", "is a picture"),
    "a zip.ipynb": (fixed(zipped("tiny.ipynb")), "unreadable", "is a zip archive, not a notebook"),
    "a zip.py": (fixed(zipped("tiny.py")), "unreadable", "is a zip archive, not a script"),
    "an empty zip.ipynb": (fixed(zipped()), "unreadable", "is a zip archive"),
    "a zip that leads out.ipynb": (fixed(zipped("../../tiny.ipynb", "/tmp/tiny.ipynb")), "unreadable", "zip archive"),
    "a zip of 50 MB in 50 kB.ipynb": (fixed(zipped("tiny.ipynb", data=bytes(50 << 20))), "unreadable", "zip archive"),
    "a tar of a link that leads out.ipynb": (fixed(tarred(tarfile.SYMTYPE)), "unreadable", "is a tar archive"),
    "a tar of a device.ipynb": (fixed(tarred(tarfile.CHRTYPE)), "unreadable", "is a tar archive"),
    "a tar in gzip.ipynb": (fixed(gzip.compress(tarred(tarfile.LNKTYPE))), "unreadable", "is a compressed archive"),
    "a pointer.ipynb": (
        fixed(b"version https://git-lfs.github.com/spec/v1\noid sha256:7\nsize 7\n"),
        "unreadable",
        "is a Git LFS pointer",
    ),
}


# ---------------------------------------------------------------- what is no file


def _too_large(path: Path) -> None:
    path.touch()
    os.truncate(path, (100 << 20) + 1)


def _closed(path: Path) -> None:
    path.write_bytes(b"{}")
    path.chmod(0)


def _too_deep(path: Path) -> None:
    """A folder whose one notebook lies deeper than a path can say."""
    path.mkdir()
    at = os.open(path, os.O_DIRECTORY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=at)
        below = os.open("d" * 250, os.O_DIRECTORY, dir_fd=at)
        os.close(at)
        at = below
    os.close(os.open("tiny.ipynb", os.O_CREAT | os.O_WRONLY, dir_fd=at))
    os.close(at)


NO_FILES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a pipe.ipynb": (os.mkfifo, "unreadable", "not a plain file"),
    "a socket.ipynb": (lambda path: os.mknod(path, stat.S_IFSOCK | 0o600), "unreadable", "not a plain file"),
    "a device.ipynb": (
        lambda path: os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5)),  # zeros without end
        "unreadable",
        "not a plain file",
    ),
    "a link to a right notebook.ipynb": (lambda path: path.symlink_to("honest.ipynb"), "unreadable", "is a link"),
    "a link to nowhere.ipynb": (lambda path: path.symlink_to("nowhere.ipynb"), "unreadable", "is a link"),
    "a link to itself.ipynb": (lambda path: path.symlink_to(path.name), "unreadable", "is a link"),
    "a link to a folder.ipynb": (lambda path: path.symlink_to("."), "unreadable", "is a link"),
    "a link to zeros.ipynb": (lambda path: path.symlink_to("/dev/zero"), "unreadable", "is a link"),
    "too large.ipynb": (_too_large, "unreadable", "larger than 100 MB"),
    "closed.ipynb": (_closed, "unreadable", "cannot be opened (Permission denied)"),
    "an empty folder.ipynb": (Path.mkdir, "missing", "holds no notebook"),
    "a deep folder": (_too_deep, "missing", "that can be reached (File name too long)"),
}

# ---------------------------------------------------------------- a right notebook under an odd name

ODD_NAMES = [
    "-rf.ipynb",
    "--help.ipynb",
    "two\nlines.ipynb",
    "tab\t.IPYNB",
    " .ipynb",
    "..ipynb",
    "a'b\"c$(d);e&f|g.ipynb",
    "=1+1.ipynb",
    "<b>wings.ipynb",
    "[red]wings.ipynb",
    "🐉👩‍👩‍👧.ipynb",
    "\u202egnp.ipynb",
    "李雷.ipynb",
    os.fsdecode(b"fl\xfcgel.ipynb"),
    "l" * 249 + ".ipynb",
    "wings.csv.ipynb",
    "numpy.py",
    "CON.ipynb",
]


@pytest.fixture(scope="module")
def folder(notebook: Callable[..., bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class: all of the above, and one who did nothing odd."""
    right = notebook("setup", "wingspan", "widest")
    folder = tmp_path_factory.mktemp("files") / "class"
    folder.mkdir()
    (folder / "honest.ipynb").write_bytes(right)
    for name, (make, *_) in {**READ, **UNCOMPILED, **REFUSED}.items():
        (folder / name).write_bytes(make(right))
    for name, source in ODD_CELLS.items():
        (folder / f"{name}.ipynb").write_bytes(notebook("setup", "wingspan", source, "widest"))
    for name in ODD_NAMES:
        (folder / name).write_bytes(right if name.lower().endswith(".ipynb") else SCRIPT.encode())
    for name, (put, *_) in NO_FILES.items():
        try:
            put(folder / name)
        except PermissionError:  # only root makes devices
            continue
    return folder


def grade_class(bundle: Bundle, folder: Path) -> tuple[dict[str, Result], list[bool]]:
    """The results by the names of the files, and of each whether it was there already."""
    found = find_submissions([folder], "tiny", folder.parent).submissions
    ledger = open_ledger(folder.parent / "out", bundle, {}, fresh=False)
    graded = list(grade_all(bundle, found, ledger, engine(bundle), 2, LIMITS))
    results = {result.submission: result for result, _ in graded}
    return {_name_of(one): results[one.name] for one in found}, [was_there for _, was_there in graded]


def _name_of(found: Found) -> str:
    return found.file.name if found.file is not None else found.name.replace("_", " ")


@pytest.fixture(scope="module")
def graded(bundle: Bundle, folder: Path) -> dict[str, Result]:
    return grade_class(bundle, folder)[0]


def test_each_file_has_a_result_of_its_own(graded: dict[str, Result], folder: Path) -> None:
    assert sorted(graded) == sorted(os.listdir(folder))
    assert len({result.submission for result in graded.values()}) == len(graded)


def test_the_honest_one_among_them_has_full_marks(graded: dict[str, Result]) -> None:
    honest = graded["honest.ipynb"]
    assert (honest.status, honest.score, honest.flags, honest.cells) == ("graded", 5, (), ())


def test_none_is_a_fault_of_ours(graded: dict[str, Result]) -> None:
    assert not [name for name, result in graded.items() if result.status == "grader_error"]


def test_none_takes_longer_than_it_may(graded: dict[str, Result]) -> None:
    budget = LIMITS["submission_seconds"] + SLACK_SECONDS
    assert not {name: result.seconds for name, result in graded.items() if result.seconds > budget}


def test_whoever_is_not_graded_reads_one_sentence_and_all_questions(graded: dict[str, Result]) -> None:
    for name, result in graded.items():
        if result.status != "graded":
            assert result.message.endswith("."), name
            assert result.message.isprintable(), name
            assert len(result.questions) == 2, name


def test_a_second_run_grades_none_again(graded: dict[str, Result], bundle: Bundle, folder: Path) -> None:
    again, kept = grade_class(bundle, folder)
    assert again == graded
    assert all(kept)


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_graded_and_flagged(name: str, graded: dict[str, Result]) -> None:
    flag = READ[name][1]
    result = graded[name]
    flags = (f"mended: {flag}",) if flag else ()
    assert (result.status, result.score, result.flags, result.cells) == ("graded", 5, flags, ()), result.message


@pytest.mark.parametrize("name", ODD_CELLS)
def test_a_cell_that_cannot_be_run_costs_itself_alone(name: str, graded: dict[str, Result]) -> None:
    result = graded[f"{name}.ipynb"]
    assert (result.status, result.score, [fault.index for fault in result.cells]) == ("graded", 5, [2])


@pytest.mark.parametrize("name", UNCOMPILED)
def test_a_script_that_does_not_compile_is_graded_and_told_why(name: str, graded: dict[str, Result]) -> None:
    result = graded[name]
    assert (result.status, result.score, len(result.cells)) == ("graded", 0, 1)
    assert UNCOMPILED[name][1] in result.cells[0].error
    assert "None" not in result.cells[0].error
    assert {question.checks[0].outcome for question in result.questions} == {"missing"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_notebook_is_refused(name: str, graded: dict[str, Result]) -> None:
    _, status, words = REFUSED[name]
    result = graded[name]
    assert (result.status, result.score) == (status, 0)
    assert words in result.message


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file_is_refused(name: str, graded: dict[str, Result], folder: Path) -> None:
    if name not in graded or (name == "closed.ipynb" and os.access(folder / name, os.R_OK)):
        pytest.skip("only root makes devices, and nothing is closed to root")
    _, status, words = NO_FILES[name]
    result = graded[name]
    assert (result.status, result.score) == (status, 0)
    assert words in result.message


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_costs_nothing(name: str, graded: dict[str, Result]) -> None:
    assert (graded[name].status, graded[name].score) == ("graded", 5)


def test_more_malformed_cells_than_can_be_told_are_left_out(grade: Grade, right: bytes) -> None:
    result = grade(inserted(*[None] * 50_000)(right))
    assert (result.score, len(result.flags)) == (5, 20)


def test_the_notebook_of_another_assignment_is_flagged(grade: Grade, notebook: Notebook) -> None:
    other = grade(notebook("def tail(length):\n    return 2 * length"))
    assert (other.status, other.score) == ("graded", 0)
    assert "another assignment" in " ".join(other.flags)


def test_one_with_a_single_answer_is_not(grade: Grade, notebook: Notebook) -> None:
    assert grade(notebook("def widest(spans):\n    return 0")).flags == ()


def test_a_file_that_takes_too_long_to_read_is_over_its_time(grade: Grade) -> None:
    result = grade(SCRIPT.encode() + b"-" * 10**6 + b"1", ".py", submission_seconds=0.3)
    assert (result.status, result.score) == ("timeout", 0)
    assert "before its file was read" in result.message
    assert result.seconds < 0.3 + SLACK_SECONDS


def test_a_file_that_has_gone_is_missing(warm: Engine, tmp_path: Path) -> None:
    assert warm.grade(tmp_path / "tiny.ipynb").result.status == "missing"
