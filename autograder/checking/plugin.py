"""The pytest plugin: makes checks of tests, and gives them their fixtures.

`pytest solutions/<name>` runs the checks against the reference, and with `--submission FILE` against a notebook. When
an assignment is graded, an examiner runs the same tests and provides the fixtures itself (see `autograder.grading`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest

from autograder.checking.check import Check


class Source(Protocol):
    """Where the fixtures of one assignment's checks come from."""

    reference: Any

    def submission(self, check: Check) -> Any:
        """The submission, fresh for this check."""

    def rng(self, check: Check) -> np.random.Generator:
        """Random numbers for this submission and check."""


SOURCE = pytest.StashKey[Source]()  # set by an examiner
_STANDALONE = pytest.StashKey[dict[Path, Source]]()  # by assignment folder, where pytest is run by hand


def check_of(item: pytest.Item) -> Check | None:
    """The check that a test is, or None for a test of another kind."""
    found = getattr(getattr(item, "function", None), "check", None)
    return found if isinstance(found, Check) else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--submission FILE`."""
    group = parser.getgroup("autograder")
    group.addoption("--submission", metavar="FILE", help="run an assignment's checks against this notebook")


def _source(request: pytest.FixtureRequest) -> Source:
    stash = request.config.stash
    if SOURCE in stash:
        return stash[SOURCE]
    sources = stash.setdefault(_STANDALONE, {})
    folder = Path(request.path).parent.parent
    if folder not in sources:
        from autograder.grading import standalone

        notebook = request.config.getoption("--submission")
        opened = standalone.source(folder, Path(notebook) if notebook else None)
        request.session.addfinalizer(opened.close)
        sources[folder] = opened
    return sources[folder]


def _check(request: pytest.FixtureRequest) -> Check:
    found = check_of(request.node)
    if found is None:
        raise pytest.UsageError(f"{request.node.name} asks for a submission but is no check: decorate it with @check.")
    return found


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Any:
    """The student's names; calling one runs it in the candidate and gives plain data back."""
    return _source(request).submission(_check(request))


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Any:
    """The same names, from the solution."""
    return _source(request).reference


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Random numbers, the same at every grading of the same submission."""
    return _source(request).rng(_check(request))


@pytest.fixture
def dragons() -> Any:
    """The published table."""
    import dragon_data

    return dragon_data.load()


@pytest.fixture
def fresh_dragons(rng: np.random.Generator) -> Any:
    """A table nobody has seen, drawn for this submission and check."""
    import dragon_data

    return dragon_data.draw(int(rng.integers(2**31)))
