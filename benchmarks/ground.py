"""What all contenders are given: an assignment's bundle, the Otter autograder of it, and the same submissions."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.classroom import draw_class
from autograder.authoring.otter_zip import otter_zip
from autograder.bundle import Bundle, make_bundle

COURSE = Path(__file__).resolve().parent.parent
WHOLE = 9  # of a drawn class every tenth has handed in something broken


@dataclass(frozen=True)
class Ground:
    """An assignment made ready for every contender, and a class of it."""

    bundle: Bundle
    autograder: Path
    submissions: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The assignment's name."""
        return self.bundle.assignment.name


def prepare(name: str, students: int, place: Path) -> Ground:
    """Make the bundle, the zip and the class of an assignment in the folder `place`."""
    bundle = make_bundle(COURSE, name, place / "bundle")
    autograder = otter_zip(bundle, place / "autograder.zip")
    return Ground(bundle, autograder, tuple(draw(name, students, place / "class")))


def draw(name: str, students: int, into: Path) -> list[Path]:
    """Submissions with right, wrong and missing answers, each a whole notebook that comes to its end.

    Neither Otter nor a process without isolation would come back from a loop that never ends. So the classes drawn
    are so small that nobody in them hands in such a thing.
    """
    into.mkdir()
    found: list[Path] = []
    for seed in range(-(-students // WHOLE)):
        with tempfile.TemporaryDirectory() as folder:
            draw_class(COURSE, name, min(WHOLE, students - len(found)), seed, Path(folder))
            found += [file.rename(into / f"{seed}_{file.name}") for file in sorted(Path(folder).iterdir())]
    return found
