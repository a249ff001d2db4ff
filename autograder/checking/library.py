"""Load what a bundle's checks are judged with: the reference, and the misconceptions."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer: its id, the sentence a good teaching assistant would say, and the function itself."""

    id: str
    sentence: str
    function: Callable[..., Any]


def load_reference(path: Path) -> types.SimpleNamespace:
    """The names that a reference module defines."""
    return types.SimpleNamespace(**_run(path))


def load_misconceptions(path: Path) -> tuple[Misconception, ...]:
    """The public functions that a misconceptions file defines, in its order."""
    names = _run(path)
    return tuple(
        Misconception(name, " ".join((value.__doc__ or "").split()), value)
        for name, value in names.items()
        if callable(value) and not name.startswith("_") and getattr(value, "__module__", None) == path.stem
    )


def _run(path: Path) -> dict[str, Any]:
    module = types.ModuleType(path.stem)
    module.__file__ = str(path)
    exec(compile(path.read_text("utf-8"), str(path), "exec"), module.__dict__)
    return {name: value for name, value in module.__dict__.items() if not name.startswith("__")}
