"""The package as others get it: built once, and installed into an environment of each Python."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from .interpreters import find

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "autograder-tests"


@dataclass(frozen=True)
class Built:
    """The wheel, and the source distribution that it was made of, unpacked."""

    wheel: Path
    source: Path

    @property
    def requirements(self) -> list[str]:
        """What the wheel says that it needs, a line each."""
        with zipfile.ZipFile(self.wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            metadata = Parser().parsestr(archive.read(name).decode())
        return metadata.get_all("Requires-Dist") or []


def build(place: Path) -> Built:
    """Build from what the repository holds, with the build packages that are installed here."""
    clean = place / "clean"
    for name in tracked():
        (clean / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, clean / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(place / "dist"), str(clean), cwd=place)
    (archive,) = (place / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(place / "source", filter="data")
    return Built(next((place / "dist").glob("*.whl")), next((place / "source").iterdir()))


def tracked() -> list[str]:
    """The files that the repository holds, and that are there."""
    names = run("git", "-C", str(ROOT), "ls-files", "-z").split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


@contextmanager
def environment(version: str, built: Built) -> Iterator[Path]:
    """An environment of its own with the wheel and what it needs; what it needs is installed once and kept."""
    python = find(version)
    assert python is not None
    kept = CACHE / f"environment-{version}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="environment-") as place:
        own = Path(place, "environment")
        with open(CACHE / f"{kept.name}.lock", "w") as lock:  # several test runs may share it
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _is_current(kept, built):
                _make(kept, python, built)
            run("cp", "-al", str(kept), str(own))  # what is installed into the copy, or taken from it, is its own
        run(str(own / "bin/python"), "-m", "pip", *QUIET, "--no-deps", "--force-reinstall", str(built.wheel))
        yield own


QUIET = ("install", "--quiet", "--disable-pip-version-check")


def _make(kept: Path, python: Path, built: Built) -> None:
    """An environment in which nothing was, with the wheel and what it needs, in the pinned versions."""
    shutil.rmtree(kept, ignore_errors=True)
    run(str(python), "-m", "venv", str(kept))
    constraints = ["-c", str(ROOT / "autograder/constraints.txt")]
    run(str(kept / "bin/python"), "-m", "pip", *QUIET, "--only-binary=:all:", *constraints, str(built.wheel))
    (kept / "made-of").write_text(_made_of(built))


def _is_current(kept: Path, built: Built) -> bool:
    return (kept / "made-of").is_file() and (kept / "made-of").read_text() == _made_of(built)


def _made_of(built: Built) -> str:
    """What an environment depends on: the requirements and the pins."""
    said = "\n".join([*built.requirements, (ROOT / "autograder/constraints.txt").read_text()])
    return hashlib.sha256(said.encode()).hexdigest()


def run(*command: str, cwd: Path | None = None) -> str:
    """What a command says; an error, with all that it says, if it fails. It knows nothing of this repository."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:6])} …: exit {done.returncode}\n{done.stdout}\n{done.stderr[-3000:]}")
    return done.stdout


@contextmanager
def beside_ours(built: Built, extras: str) -> Iterator[Path]:
    """An environment of this Python with the wheel, in which all that is installed here is there as well, torch too."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as place:
        run(sys.executable, "-m", "venv", "--without-pip", place)
        (site,) = Path(place).glob("lib/python*/site-packages")
        (site / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n")
        pip = (sys.executable, "-m", "pip", "--python", f"{place}/bin/python", *QUIET, "--no-index")
        run(*pip, "--no-deps", str(built.wheel))
        run(*pip, f"{built.wheel}[{extras}]")  # all that it asks for is there
        yield Path(place)
