"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell


def write_text(path: Path, text: str) -> None:
    """Writes a text file that is the same to the byte on every system."""
    path.write_text(text, "utf-8", newline="\n")


def write_whole(path: Path, content: str | bytes) -> Path:
    """Writes a temporary file beside the path and renames it, so that no reader meets half a report."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        return unfinished.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # nobody has named the temporary one
        raise


def remove_whole(folder: Path, seconds: float = 10.0) -> None:
    """Removes a folder that a submission has filled: as deep as it likes, and perhaps still filling for a moment."""
    deadline = time.monotonic() + seconds
    with suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(subprocess.TimeoutExpired):
        while folder.exists() and (remaining := deadline - time.monotonic()) > 0:
            subprocess.run(["rm", "-rf", "--", str(folder)], stderr=subprocess.DEVNULL, timeout=remaining)
            time.sleep(0.02)


def zipped(files: Mapping[str, bytes], modes: Mapping[str, int]) -> bytes:
    """A zip of files by name, the same to the byte whenever and wherever it is made; 0o644 where no mode is given.

    Without times, and without compression, whose outcome differs between versions of its library.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # Unix: the modes are its
            entry.external_attr = (0o100000 | modes.get(name, 0o644)) << 16
            archive.writestr(entry, data)
    return written.getvalue()
