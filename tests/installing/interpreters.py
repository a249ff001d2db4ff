"""The Pythons of this machine: those on the PATH, or under pyenv's root."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path


@cache
def find(version: str) -> Path | None:
    """A Python of this version, as 3.10; None if there is none here."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    on_path = shutil.which(f"python{version}")
    found = [*([Path(on_path)] if on_path else []), *sorted(root.glob(f"versions/{version}.*/bin/python"))]
    return next((python for python in found if _runs_as(python, version)), None)


def _runs_as(python: Path, version: str) -> bool:
    """Whether this is such a Python: what stands on the PATH may only say that it is not chosen."""
    asked = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([str(python), "-I", "-c", asked], capture_output=True, text=True)
    return done.stdout.strip() == version
