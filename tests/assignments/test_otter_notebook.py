"""A student's notebook with `otter.Notebook` in a real kernel, in each setting that students open it in."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder import notebook
from autograder.authoring.answers import read_answers

COURSE = Path(__file__).parents[2]
NAME = "hw0_warmup"
EXPORT = "grader.export(pdf=False)"

# Colab's kernel is Jupyter's with a shell of another name, which is how Otter knows it.
COLAB_KERNEL = """
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from traitlets import Type

Shell = type("Shell", (ZMQInteractiveShell,), {"__module__": "google.colab._shell"})

class Kernel(IPythonKernel):
    shell_class = Type(Shell)
"""


@dataclass(frozen=True)
class Setting:
    """Where a notebook is opened: what that does to its file, where its tests are, and with what kernel it runs."""

    where: str
    are_tests_beside: bool
    save: Callable[[NotebookNode], None] = lambda opened: None
    kernel: str = ""
    can_export: bool = True

    def __str__(self) -> str:
        return f"{self.where}, tests {'beside it' if self.are_tests_beside else 'in its metadata'}"


def as_vs_code(opened: NotebookNode) -> None:
    """As VS Code opens a notebook: it sets a name of its own in the kernel, and marks cells."""
    opened.cells.insert(0, new_code_cell(f'__vsc_ipynb_file__ = "{NAME}.ipynb"'))
    for cell in opened.cells:
        cell.metadata["vscode"] = {"languageId": "python"}


def as_colab(opened: NotebookNode) -> None:
    """As Colab saves a notebook."""
    opened.metadata["colab"] = {"provenance": [], "toc_visible": True}
    opened.metadata["accelerator"] = "GPU"
    for count, cell in enumerate(opened.cells):
        cell.metadata["id"] = f"x_{count}"


SETTINGS = [
    Setting("JupyterLab", are_tests_beside=True),
    Setting("JupyterLab", are_tests_beside=False),
    Setting("VS Code", are_tests_beside=True, save=as_vs_code),
    Setting("VS Code", are_tests_beside=False, save=as_vs_code),
    Setting("Colab", True, as_colab, "google.colab._kernel.Kernel", can_export=False),
]


@dataclass(frozen=True)
class Executed:
    setting: Setting
    place: Path
    shown: dict[str, str]


@pytest.fixture(scope="module", params=SETTINGS, ids=str)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Executed:
    """The solved notebook, run in its folder to an export at its end; what each cell showed, by its source."""
    from nbclient import NotebookClient

    setting: Setting = request.param
    place = tmp_path_factory.mktemp("student") / NAME
    shutil.copytree(COURSE / "assignments" / NAME, place)
    answers = read_answers(COURSE, NAME)
    opened = notebook.fill(answers.blank, answers.reference)
    opened.cells.append(new_code_cell(EXPORT, metadata={"tags": ["raises-exception"]}))
    if not setting.are_tests_beside:
        tests = {path.stem: path.read_text("utf-8") for path in (place / "tests").glob("*.py")}
        shutil.rmtree(place / "tests")
        opened.metadata["otter"] = {"OK_FORMAT": False, "tests": tests}
    setting.save(opened)
    notebook.write(opened, place / f"{NAME}.ipynb")
    kernel = [f"--IPKernelApp.kernel_class={setting.kernel}"] if setting.kernel else []
    with colab_at_hand(tmp_path_factory.mktemp("colab")):
        client = NotebookClient(opened, timeout=120, resources={"metadata": {"path": str(place)}})
        client.extra_arguments = kernel
        client.execute()
    code = [cell for cell in opened.cells if notebook.is_code(cell)]
    return Executed(setting, place, {cell.source: str(cell.outputs) for cell in code})


@contextmanager
def colab_at_hand(folder: Path) -> Iterator[None]:
    """Let kernels that are started meanwhile import Colab's."""
    (folder / "google" / "colab").mkdir(parents=True)
    (folder / "google" / "colab" / "_kernel.py").write_text(COLAB_KERNEL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))
        yield


def test_a_check_is_green_on_a_right_answer(executed: Executed) -> None:
    assert "total_toes results: All test cases passed!" in executed.shown['grader.check("total_toes")']


def test_all_checks_at_once_are_green(executed: Executed) -> None:
    assert "total_toes results: All test cases passed!" in executed.shown["grader.check_all()"]


def test_the_export_is_a_zip_with_the_notebook_but_where_otter_says_that_it_cannot(executed: Executed) -> None:
    exported = [zipfile.ZipFile(file).namelist() for file in executed.place.glob("*.zip")]
    is_refused = "This method is not compatible with Google Colab" in executed.shown[EXPORT]
    assert [f"{NAME}.ipynb" in names for names in exported] == [True] * executed.setting.can_export
    assert is_refused is not executed.setting.can_export
