"""What this machine has: Python, the packages, and each layer of the sandbox."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
import tempfile
from collections.abc import Iterator

import autograder
from autograder.assignment import Assignment, Limits
from autograder.sandbox import spawn
from autograder.sandbox.confine import Confinement
from autograder.sandbox.link import Link

PACKAGES = ("numpy", "pandas", "scikit-learn", "matplotlib", "torch", "pytest", "ipython", "nbformat", "otter-grader")


def examine_machine() -> Iterator[str]:
    """One line a finding."""
    yield f"autograder {autograder.__version__}, Python {platform.python_version()} ({sys.executable})"
    for name in PACKAGES:
        try:
            yield f"  {name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"  {name}: not installed"
    yield "sandbox"
    for layer, state in sandbox_layers().items():
        yield f"  {layer}: {state}"


def sandbox_layers() -> dict[str, str]:
    """Each layer of a real candidate on this machine: "on", or "off: why"."""
    limits = Limits()
    with (
        spawn.fork_server(Assignment("doctor", "Doctor", 0, questions=())) as server,
        tempfile.TemporaryDirectory() as scratch,
        Link(server, Confinement(scratch, limits.memory_mb, 10, limits.files_mb, limits.processes)) as link,
    ):
        return link.layers
