"""How the suite is shared out where several workers run it: `make test` starts two."""

from __future__ import annotations

import pytest

# In these folders a file is divided once more, by the value of this parameter.
DIVIDED = {"assignments": "name", "sandbox": "level"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares something that is long in the making goes to one worker, which makes it once."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(share(item)))


def share(item: pytest.Item) -> str:
    """A file, or what of it is about one assignment, or one level of the sandbox."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    file = item.nodeid.partition("::")[0]
    return f"{file} {parameters.get(DIVIDED.get(item.path.parent.name, ''), '')}".strip()
