"""Name what a candidate may import: a folder of links to the named distributions and what they need, and no more."""

from __future__ import annotations

import importlib.metadata
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

# Cells are understood with IPython's own rules, and notebooks import it; so it is always there.
ALWAYS = ("ipython",)


class PackageMissing(ValueError):
    """A distribution that an assignment names is not installed; the text is one sentence for a person."""


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


def readable_folders(links: Path) -> list[Path]:
    """The folders and files a candidate must be able to read to import what `links` names, and the standard library."""
    library = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    inside = {path for folder in library for path in folder.iterdir() if path.name not in _FOREIGN}
    return [links, *sorted(inside), *sorted({link.resolve() for link in links.iterdir()})]


# Folders for installed packages that stand inside the standard library's own.
_FOREIGN = {"site-packages", "dist-packages"}


def _with_requirements(names: list[str]) -> list[importlib.metadata.Distribution]:
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [(name, True) for name in names]
    while waiting:
        name, is_asked_for = waiting.pop()
        key = name.lower().replace("_", "-").replace(".", "-")
        if key in found:
            continue
        try:
            found[key] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            if is_asked_for:
                raise PackageMissing(f"The package {name} is needed and not installed: pip install {name}.") from None
            continue
        for line in found[key].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append((requirement.name, False))
    return list(found.values())


def _top_level(distribution: importlib.metadata.Distribution) -> set[str]:
    """The names a distribution puts at the top of site-packages."""
    names = {file.parts[0] for file in distribution.files or []}
    return {name for name in names if name not in ("..", "__pycache__") and not name.endswith(".pth")}
