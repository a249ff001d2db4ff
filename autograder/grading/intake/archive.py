"""Unpack an archive that anybody may have made: into one folder, plain files alone, and no more than is bearable."""

from __future__ import annotations

import errno
import lzma
import os
import re
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_READ = (".ipynb", ".py", ".yml", ".txt", ".zip")  # nobody reads the bytes of anything else
_PIECE = 1 << 20
_DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, ValueError, NotImplementedError, IndexError, OverflowError),
)


class ArchiveError(ValueError):
    """The archive cannot be unpacked; the text is the end of a sentence that begins with its name."""


@dataclass(frozen=True)
class Caps:
    """How much may come out of an archive, in bytes and in files.

    A file that is larger than `one` ends there, a byte above what is graded: it is told to be too large, as any other.
    A tar's headers may claim any size and are read into memory as a whole: no tar of a student's is opened.
    """

    total: int
    count: int
    one: int = (100 << 20) + 1
    only_zip: bool = False


OF_A_CLASS = Caps(total=8 << 30, count=500_000)
OF_A_STUDENT = Caps(total=300 << 20, count=20_000, only_zip=True)


@dataclass(frozen=True)
class _Member:
    """One entry; `open` is None for a folder, and for what is no plain file."""

    name: str
    size: int
    open: Callable[[], IO[bytes]] | None
    is_folder: bool = False


def is_archive(path: Path) -> bool:
    """Whether its name says that it is an archive, in any case."""
    return path.name.lower().endswith((".zip", *_TARS))


def bare_name(path: Path) -> str:
    """The archive's name without what says so."""
    ending = next(ending for ending in (".zip", *_TARS[::-1]) if path.name.lower().endswith(ending))
    return path.name[: -len(ending)]


def unpack(archive: Path, scratch: Path, caps: Caps) -> Path:
    """A new folder in `scratch` with the archive's files; those that nobody reads are there, and empty.

    A link or a device stands there as a link that leads nowhere, so that it is told and not followed.

    Raises:
        ArchiveError: The archive is damaged, encrypted or too large, or has a name that leads out of it.
    """
    folder = Path(tempfile.mkdtemp(dir=scratch))
    try:
        with _members(archive, caps) as members:
            _put_all(members, folder, caps)
    except ArchiveError:
        raise
    except _DAMAGE:
        raise ArchiveError("is damaged or cut short: download it again") from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise ArchiveError(f"cannot be unpacked ({error.strerror or 'it is damaged'})") from None
    return folder


def _put_all(members: Iterator[_Member], folder: Path, caps: Caps) -> None:
    left = caps.total
    for count, member in enumerate(members):
        if count >= caps.count:
            raise ArchiveError(f"holds more than {caps.count} files")
        place = folder.joinpath(*_parts(member.name))
        if member.is_folder:
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            left -= _put(member, place, min(left + 1, caps.one))
        except FileExistsError:
            raise ArchiveError(f"holds {member.name!r} twice") from None
        if left < 0:
            raise ArchiveError(f"unpacks to more than {caps.total >> 20} MB")


def _put(member: _Member, place: Path, most: int) -> int:
    """Write at most so many bytes of a member, and tell how many."""
    if member.open is None:
        place.symlink_to(place.name)
        return 0
    written = 0
    with place.open("xb") as file:
        if not place.name.lower().endswith(_READ):
            return 0
        with member.open() as source:
            while piece := source.read(min(_PIECE, most - written)):
                written += file.write(piece)
    return written


def _parts(name: str) -> list[str]:
    """The folders and the file of a name, also of one that Windows wrote."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".")]
    if ".." in parts or re.match(r"(?:[A-Za-z]:)?[/\\]", name) or not parts:
        raise ArchiveError(f"holds the name {name!r}, which leads out of it: it is not unpacked")
    return [_that_fits(part) for part in parts]


def _that_fits(part: str) -> str:
    """A name that is too long for a file, short enough, with its ending."""
    if len(os.fsencode(part)) <= 255:
        return part
    stem, ending = os.path.splitext(part)
    return os.fsdecode(os.fsencode(stem)[: 250 - len(os.fsencode(ending[:20]))]) + ending[:20]


@contextmanager
def _members(archive: Path, caps: Caps) -> Iterator[Iterator[_Member]]:
    if archive.name.lower().endswith(".zip"):
        with zipfile.ZipFile(archive) as opened_zip:
            yield (_zip_member(opened_zip, entry) for entry in opened_zip.infolist())
    elif caps.only_zip:
        raise ArchiveError("is not looked into: of a student's archives only .zip is")
    else:
        with tarfile.open(archive) as opened_tar:
            yield (_tar_member(opened_tar, entry) for entry in opened_tar)
            _refuse_cut(opened_tar)


def _refuse_cut(archive: tarfile.TarFile) -> None:
    """A tar without its end may have lost its last members, and nothing else would tell."""
    file = archive.fileobj
    if file is None or file.tell() <= archive.offset:
        raise EOFError
    while file.read(_PIECE):  # what is left proves a compressed file whole
        pass


def _zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _Member:
    if entry.flag_bits & 1:
        raise ArchiveError("is encrypted: unpack it yourself, and name the folder")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError("is compressed in a way not known here: unpack it yourself, and name the folder")
    kind = entry.external_attr >> 16 & 0o170000
    is_plain = kind in (0, 0o100000) or entry.create_system != 3  # only Unix tells
    name = _zip_name(entry)
    return _Member(name, entry.file_size, (lambda: archive.open(entry)) if is_plain else None, entry.is_dir())


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; some programs write UTF-8 without saying so."""
    try:
        return entry.filename if entry.flag_bits & 0x800 else entry.filename.encode("cp437").decode()
    except UnicodeError:
        return entry.filename


def _tar_member(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> _Member:
    def opened() -> IO[bytes]:
        file = archive.extractfile(entry)
        assert file is not None
        return file

    return _Member(entry.name, entry.size, opened if entry.isreg() else None, entry.isdir())
