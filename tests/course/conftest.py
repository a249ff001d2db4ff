"""A course of one made-up assignment of two questions, for tests that need a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The assignment's checks are data to this suite; they are tests where somebody names their folder."""
    is_named = any(Path(arg.partition("::")[0]).resolve().is_relative_to(HERE) for arg in config.args)
    return None if is_named else True
