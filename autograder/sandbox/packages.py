"""Name what a candidate may import: a folder of links to the named distributions and what they need, and no more."""

from __future__ import annotations

import importlib.metadata
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

from autograder.errors import WrongUse

# Cells are understood with IPython, and values travel as NumPy arrays: both are always there.
ALWAYS = ("ipython", "numpy")

# Packages that are not installed with ours unless the extra of their name is asked for.
EXTRAS = frozenset({"torch"})


class PackageMissing(WrongUse):
    """A distribution that an assignment names is not installed; the text is one sentence for a person."""


def package_missing(name: str) -> PackageMissing:
    """That a distribution is not there, and how to get it."""
    wanted = f"'dragon-autograder[{name}]'" if name in EXTRAS else name
    return PackageMissing(f"The package {name} is needed and not installed: pip install {wanted}.")


def require_installed(distributions: Iterable[str]) -> None:
    """Make sure that they are there, before any work is done.

    Raises:
        PackageMissing: One of them is not installed.
    """
    for name in distributions:
        _installed(name)


def link_packages(distributions: Iterable[str], into: Path) -> None:
    """Fill the folder `into` with links to the distributions' packages, and those of what they require.

    Raises:
        PackageMissing: One of them is not installed.
    """
    for distribution in _with_requirements([*ALWAYS, *distributions]):
        root = Path(str(distribution.locate_file("")))
        for entry in sorted(_top_level(distribution)):
            target, link = root / entry, into / entry
            if target.exists() and not link.is_symlink():
                link.symlink_to(target)


def readable_paths(links: Path) -> list[Path]:
    """All that a candidate may read beside its scratch folder: what `links` names, the standard library, the system's.

    Folders for installed packages stand inside the standard library's own in some installations; they are left out.
    """
    library = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    inside = {path for folder in library for path in folder.iterdir() if path.name not in _FOREIGN}
    targets = {link.resolve() for link in links.iterdir()}
    return [Path(path) for path in _SYSTEM] + [links, *sorted(inside), *sorted(targets)]


_FOREIGN = {"site-packages", "dist-packages"}

# Programs and their libraries, the clock, and what numeric libraries ask of the processor. Of other processes nothing.
_SYSTEM = (
    *("/bin", "/lib", "/lib64", "/usr/bin", "/usr/lib"),
    *("/dev/null", "/dev/random", "/dev/urandom", "/dev/zero"),
    *("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system", "/sys/fs/cgroup"),
)


def _with_requirements(names: list[str]) -> list[importlib.metadata.Distribution]:
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [(name, True) for name in names]
    while waiting:
        name, is_asked_for = waiting.pop()
        key = name.lower().replace("_", "-").replace(".", "-")
        if key in found:
            continue
        try:
            found[key] = _installed(name)
        except PackageMissing:
            if is_asked_for:
                raise
            continue
        for line in found[key].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append((requirement.name, False))
    return list(found.values())


def _installed(name: str) -> importlib.metadata.Distribution:
    try:
        return importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        raise package_missing(name) from None


def _top_level(distribution: importlib.metadata.Distribution) -> set[str]:
    """The names a distribution puts at the top of site-packages."""
    record = distribution.read_text("RECORD")  # as it is: to make paths of torch's 10,000 lines takes 0.1 s
    files = record.splitlines() if record else map(str, distribution.files or [])
    names = {file.partition("/")[0].partition(",")[0].strip('"') for file in files}
    return {name for name in names if name not in ("", "..", "__pycache__") and not name.endswith(".pth")}
