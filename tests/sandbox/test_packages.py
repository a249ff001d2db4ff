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


def test_a_record_with_an_empty_line_names_no_more_than_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, links = tmp_path / "site", tmp_path / "links"
    about = site / "foo-1.0.dist-info"
    for folder in (site / "foo", about, links):
        folder.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: foo\nVersion: 1.0\n")
    (about / "RECORD").write_text("foo/__init__.py,,\n\nfoo-1.0.dist-info/METADATA,,\n")
    monkeypatch.syspath_prepend(site)
    link_packages(["foo"], links)
    assert {"foo", "foo-1.0.dist-info"} <= {path.name for path in links.iterdir()}


def test_an_extra_of_ours_is_named_as_such() -> None:
    with pytest.raises(PackageMissing, match=r"torch is needed .* pip install 'dragon-autograder\[torch\]'\.$"):
        raise package_missing("torch")


def test_the_sentence_is_the_same_after_it_has_come_from_another_process() -> None:
    missing = package_missing("torch")
    assert str(pickle.loads(pickle.dumps(missing))) == str(missing)
