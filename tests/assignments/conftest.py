"""The course's own assignments, each with one warm engine for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignment import assignment_names
from autograder.authoring.answers import Answers, read_answers
from autograder.bundle import Bundle, make_bundle
from autograder.grading.engine import Engine, engine

COURSE = Path(__file__).parents[2]


@pytest.fixture(scope="session", params=assignment_names(COURSE))
def name(request: pytest.FixtureRequest) -> str:
    """Each assignment in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def bundle(name: str, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return make_bundle(COURSE, name, tmp_path_factory.mktemp("bundle") / name)


@pytest.fixture(scope="session")
def answers(name: str) -> Answers:
    return read_answers(COURSE, name)


@pytest.fixture(scope="session")
def warm(bundle: Bundle) -> Iterator[Engine]:
    with engine(bundle) as running:
        yield running
