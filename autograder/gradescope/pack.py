"""The zip to upload: our package, the bundle, pinned requirements, and the two scripts that the platform runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from autograder.assignment import Assignment
from autograder.bundle import Bundle, files_in
from autograder.files import zipped
from autograder.gradescope.settings import TORCH_INDEX, Visibility

PACKAGE = Path(__file__).resolve().parent.parent
IMAGE = Path(__file__).parent / "image"

# What grading one submission needs of our package, and from others beside what the assignment names.
_PARTS = ("assignment.py", "bundle.py", "candidate", "checking", "files.py", "gradescope", "grading", "result.py")
_ALSO = ("__init__.py", "errors.py", "sandbox", "wire", "reporting/__init__.py", "reporting/escape.py")
_NEEDED = ("ipython", "numpy", "packaging", "pydantic", "pytest", "pyyaml", "tomli; python_version < '3.11'")


def gradescope_zip(
    bundle: Bundle, rehearsal: Mapping[str, str], hidden: Visibility, torch_index: str = TORCH_INDEX
) -> bytes:
    """The zip for a bundle, the same to the byte whenever and wherever it is made.

    `rehearsal` are the notebooks `reference` and `blank`, which the image's set-up grades. `torch_index` is where pip
    finds torch without the packages for graphics cards.
    """
    files = {
        **{path.name: path.read_bytes() for path in IMAGE.iterdir() if path.is_file()},
        "requirements.txt": requirements(bundle.assignment, torch_index).encode(),
        "constraints.txt": (PACKAGE / "constraints.txt").read_bytes(),
        **{f"package/autograder/{name}": data for name, data in _package().items()},
        **{
            f"secret/bundle/{path.relative_to(bundle.path).as_posix()}": path.read_bytes()
            for path in files_in(bundle.path)
        },
        **{f"secret/rehearsal/{name}.ipynb": text.encode() for name, text in rehearsal.items()},
        "secret/settings.json": (json.dumps({"hidden": hidden}) + "\n").encode(),
    }
    return zipped(files, {"setup.sh": 0o755, "run_autograder": 0o755})


def requirements(assignment: Assignment, torch_index: str) -> str:
    """A requirements file with what grading this assignment needs, and no more."""
    names = sorted({*_NEEDED, *assignment.packages})
    lines = [f"# What grading {assignment.name} needs, in the versions of constraints.txt.", "-c constraints.txt"]
    if "torch" in names:
        lines.append(f"--extra-index-url {torch_index}")
        names[names.index("torch")] = f"torch=={_pinned('torch')}+cpu"
    return "\n".join([*lines, *names]) + "\n"


def _pinned(name: str) -> str:
    lines = (PACKAGE / "constraints.txt").read_text("utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith(f"{name}=="))


def _package() -> dict[str, bytes]:
    paths = [PACKAGE / part for part in (*_PARTS, *_ALSO)]
    files = [file for path in paths for file in (files_in(path) if path.is_dir() else (path,))]
    return {file.relative_to(PACKAGE).as_posix(): file.read_bytes() for file in files}
