"""What a candidate may import is linked by name; what is not installed is told in one sentence."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from autograder.sandbox.packages import PackageMissing, link_packages, package_missing


def test_a_package_is_linked_with_what_it_requires_and_nothing_else(tmp_path: Path) -> None:
    link_packages(["pandas"], tmp_path)
    linked = {path.name for path in tmp_path.iterdir()}
    assert {"pandas", "dateutil", "numpy", "IPython"} <= linked
    assert not {"sklearn", "torch", "pytest", "autograder"} & linked


def test_an_extra_of_ours_is_named_as_such() -> None:
    with pytest.raises(PackageMissing, match=r"torch is needed .* pip install 'dragon-autograder\[torch\]'\.$"):
        raise package_missing("torch")


def test_the_sentence_is_the_same_after_it_has_come_from_another_process() -> None:
    missing = package_missing("torch")
    assert str(pickle.loads(pickle.dumps(missing))) == str(missing)
