"""The Dockerfile, read and not built: no test here has a Docker daemon, nor the registry that its base image is from."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import tomllib
from packaging.requirements import Requirement

from autograder.gradescope.pack import TORCH_INDEX

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
STEPS = [tuple(line.split(maxsplit=1)) for line in TEXT.splitlines() if line and not line.startswith("#")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def of(kind: str) -> list[str]:
    return [rest for step, rest in STEPS if step == kind]


@pytest.mark.parametrize("source", [name for copied in of("COPY") for name in copied.split()[:-1]])
def test_what_is_copied_is_there(source: str) -> None:
    assert (ROOT / source).exists()


def test_all_that_the_build_reads_is_copied() -> None:
    copied = {name for one in of("COPY") for name in one.split()[:-1]}
    tool = (ROOT / "pyproject.toml").read_text()
    packages = re.findall(r'"(\w+)\*"', tool.split("[tool.setuptools.packages.find]")[1].splitlines()[1])
    assert copied >= {"pyproject.toml", PROJECT["readme"], *packages}


def test_it_installs_by_the_pins_as_make_does_and_torch_without_graphics_cards() -> None:
    (command,) = of("RUN")
    words = shlex.split(command)
    assert words[words.index("-c") + 1] == "/source/autograder/constraints.txt"
    assert "-c autograder/constraints.txt" in (ROOT / "Makefile").read_text()
    assert of("ARG") == [f"TORCH_INDEX={TORCH_INDEX}"]
    assert words[words.index("--extra-index-url") + 1] == "$TORCH_INDEX"


def test_it_asks_for_extras_that_there_are() -> None:
    (command,) = of("RUN")
    asked = next(word for word in shlex.split(command) if "[" in word)
    assert (
        Requirement(asked.removeprefix("/")).extras == {"authoring", "torch"} <= set(PROJECT["optional-dependencies"])
    )


def test_its_python_is_the_one_that_the_pins_are_of() -> None:
    (image,) = of("FROM")
    version = re.search(r"python:(\d+\.\d+)-", image)
    assert version is not None
    assert f"Python {version[1]}" in (ROOT / "autograder/constraints.txt").read_text().splitlines()[0]
    assert Requirement(f"x{PROJECT['requires-python']}").specifier.contains(version[1])


def test_its_program_is_ours() -> None:
    assert of("ENTRYPOINT") == [f'["{next(iter(PROJECT["scripts"]))}"]']
