"""A bundle: an assignment made ready to grade anywhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import Assignment, read_assignment


@dataclass(frozen=True)
class Bundle:
    """Checks, reference, data and settings in one folder, and the hash of all of it."""

    path: Path
    assignment: Assignment
    hash: str


def read_bundle(path: Path) -> Bundle:
    """The bundle that lies in `path`."""
    digest = hashlib.sha256()
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        digest.update(str(file.relative_to(path)).encode() + b"\0" + file.read_bytes() + b"\0")
    return Bundle(path, read_assignment(path), digest.hexdigest())
