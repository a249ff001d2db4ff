"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> Path:
    """Writes a temporary file beside the path and renames it, so that no reader meets half a report."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
    return unfinished.replace(path)


def remove_whole(folder: Path, seconds: float = 10.0) -> None:
    """Removes a folder that a submission has filled: as deep as it likes, and perhaps still filling for a moment."""
    deadline = time.monotonic() + seconds
    with suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(subprocess.TimeoutExpired):
        while folder.exists() and (remaining := deadline - time.monotonic()) > 0:
            subprocess.run(["rm", "-rf", "--", str(folder)], stderr=subprocess.DEVNULL, timeout=remaining)
            time.sleep(0.02)
