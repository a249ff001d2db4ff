"""The file of a submission, read with care: it may be anything."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from autograder.result import Status

FILE_CAP = 100 << 20


class Stopped(Exception):
    """The submission as a whole gets no verdict of its own; `message` is one sentence."""

    def __init__(self, status: Status, message: str) -> None:
        super().__init__(message)
        self.status: Status = status
        self.message = message


def read(file: Path) -> bytes:
    """The submission's bytes, if it is a plain file of bearable size.

    Raises:
        Stopped: It is something else.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Stopped("missing", "The file is not there.") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Stopped("unreadable", "This is a link, not a file: hand in the file itself.") from None
        if error.errno == errno.ENXIO:  # a socket
            raise Stopped("unreadable", "This is not a plain file.") from None
        raise Stopped("unreadable", f"The file cannot be opened ({error.strerror}).") from None
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise Stopped("unreadable", "This is not a plain file.")
        if about.st_size > FILE_CAP:
            raise Stopped("unreadable", f"The file is larger than {FILE_CAP >> 20} MB.")
        with open(descriptor, "rb", closefd=False) as opened:
            data = opened.read(FILE_CAP + 1)
    finally:
        os.close(descriptor)
    if not data.strip():
        raise Stopped("missing", "The file is empty.")
    return data


def readable_bytes(file: Path) -> bytes:
    """The submission's bytes; none where there is nothing that would be graded."""
    try:
        return read(file)
    except (Stopped, OSError):
        return b""
