"""The platform, played: an image made from a zip on a Debian root file system, and a container for each submission."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..installing.interpreters import find

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "autograder-tests"
SUITE, PYTHON = "bookworm", "3.11"  # the distribution, and the Python that is its own
NOT_TAKEN = shutil.ignore_patterns("__pycache__", "site-packages", "test", "config-*")
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "AUTHENTICATION_TOKEN": "LEAK-token",
    "SUBMISSION_URL": "http://127.0.0.1/LEAK-submission",
}


def why_not() -> str:
    """What keeps this machine from playing the platform; nothing, if it can."""
    if os.geteuid() != 0:
        return "only root can make a root file system and run in it"
    if shutil.which("debootstrap") is None:
        return "debootstrap is not installed: .ci/run installs it"
    return ""


@dataclass(frozen=True)
class Uploaded:
    """What a container left: it ran for some seconds, and its last results.json was there after fewer."""

    seconds: float
    results_after: float
    exit: int
    early: str | None
    results: str
    stdout: str
    left: list[int]
    written: list[str]

    @property
    def shown(self) -> dict[str, Any]:
        """results.json, as the platform parses it."""
        content: dict[str, Any] = json.loads(self.results)
        return content


def base_image() -> Path:
    """A Debian root file system with Python, made once."""
    root = CACHE / f"{SUITE}-{platform.machine()}"
    if not root.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=CACHE))
        packages = "python3,python3-venv,ca-certificates"
        _run("debootstrap", "--variant=minbase", f"--include={packages}", SUITE, str(unfinished))
        unfinished.chmod(0o755)
        unfinished.rename(root)
    return root


def put_python(root: Path, version: str) -> None:
    """Put another Python into a root file system, which its `python3` is from then on, as in the platform's images."""
    asked = "import sys; print(sys.base_prefix)"
    prefix, local = Path(_run(str(find(version)), "-I", "-c", asked).strip()), root / "usr" / "local"
    shutil.copytree(prefix / f"lib/python{version}", local / f"lib/python{version}", ignore=NOT_TAKEN)
    for file in (*prefix.glob(f"lib/libpython{version}*.so*"), prefix / f"bin/python{version}"):
        shutil.copy2(file, local / file.relative_to(prefix))
    (local / "bin/python3").symlink_to(f"python{version}")
    _run("ldconfig", "-r", str(root))


def wheels(zipped: Path, version: str) -> Path:
    """The packages that a zip asks for, downloaded once."""
    folder = CACHE / f"wheels-{version}"
    python = sys.executable if version == PYTHON else str(find(version))  # whose markers hold
    with tempfile.TemporaryDirectory() as place:
        with zipfile.ZipFile(zipped) as archive:
            for name in ("requirements.txt", "constraints.txt"):
                archive.extract(name, place)
        wanted = ["--only-binary=:all:", f"--python-version={version}", "-r", f"{place}/requirements.txt"]
        _run(python, "-m", "pip", "download", "-q", "--find-links", str(folder), *wanted, "-d", str(folder))
    return folder


def build(zipped: Path, into: Path, version: str = PYTHON) -> Path:
    """The image that the platform makes of a zip; its set-up finds all packages at hand."""
    _run("cp", "-a", str(base_image()), str(into))
    if version != PYTHON:
        put_python(into, version)
    source = into / "autograder" / "source"
    source.mkdir(parents=True)
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(source)  # without permissions, as some tools do
    shutil.copyfile(source / "run_autograder", into / "autograder" / "run_autograder")
    for script in (into / "autograder" / "run_autograder", source / "setup.sh"):
        script.write_bytes(script.read_bytes().replace(b"\r\n", b"\n"))
    (into / "autograder" / "run_autograder").chmod(0o755)
    shutil.copytree(wheels(zipped, version), into / "wheels")
    _contained(into, "-", ["bash", "/autograder/source/setup.sh"], {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/wheels"})
    for folder in ("wheels", "tmp", "var/tmp"):
        shutil.rmtree(into / folder)
        (into / folder).mkdir(mode=0o1777)
    return into


def rehearse(image: Path) -> None:
    """The end of an image's set-up, once more."""
    python = "/opt/autograder/python/bin/python"
    _contained(image, "-", [python, "-I", "-m", "autograder.gradescope.rehearse"], {})


def grade(image: Path, files: Mapping[str, bytes], metadata: Any = None, timeout: float = 120) -> Uploaded:
    """Grade one submission in a container of its own."""
    with tempfile.TemporaryDirectory() as place:
        changes = Path(place, "changes")
        incoming = image / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        for name, data in files.items():
            path = incoming / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (incoming / "files").mkdir(parents=True, exist_ok=True)
        (incoming / "metadata.json").write_text(json.dumps(metadata or {}))
        shutil.copyfile(HERE / "harness.py", incoming / "harness.py")
        # The harness is not the container's first process, which alone could not be killed from inside.
        harness = ["sh", "-c", 'python3 /incoming/harness.py "$0"; exit $?', str(timeout)]
        said = _contained(image, str(changes), harness, {"TIMEOUT_SECONDS": str(timeout)})
        return Uploaded(**json.loads(said))


def run(image: Path, command: list[str]) -> str:
    """What a command says in a container of its own."""
    with tempfile.TemporaryDirectory() as place:
        return _contained(image, str(Path(place, "changes")), command, {})


def _contained(root: Path, upper: str, command: list[str], environment: Mapping[str, str]) -> str:
    """What a command says that runs in a container over this root file system."""
    inside = [sys.executable, str(HERE / "inside.py"), str(root), upper, *command]
    return _run("unshare", "--mount", "--pid", "--fork", "--kill-child", *inside, env={**ENVIRONMENT, **environment})


def _run(*command: str, env: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command[:6])} …: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}"
        )
    return done.stdout
