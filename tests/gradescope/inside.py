"""Run a command inside a root file system, as in a container of the platform: `python inside.py ROOT UPPER COMMAND...`.

To be started as the first process of its own mount and PID namespaces. What is written goes to UPPER, or, if that is
`-`, to ROOT itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from sandbox.levels import forbid_namespaces, keep_few_privileges  # noqa: E402

from autograder.sandbox import kernel  # noqa: E402
from autograder.sandbox.namespaces import MS_PRIVATE, MS_REC  # noqa: E402

MS_BIND = 1 << 12
DEVICES = ("null", "zero", "random", "urandom", "full")


def main(root: Path, upper: str, command: list[str]) -> None:
    kernel.mount("none", "/", None, MS_REC | MS_PRIVATE)
    if upper != "-":
        root = merged(root, Path(upper))
    kernel.mount("proc", str(root / "proc"), "proc", 0)
    for name in DEVICES:
        (root / "dev" / name).touch()
        kernel.mount(f"/dev/{name}", str(root / "dev" / name), None, MS_BIND)
    keep_few_privileges()
    forbid_namespaces()
    os.chroot(root)
    os.chdir("/")
    os.execvp(command[0], command)


def merged(lower: Path, upper: Path) -> Path:
    """The image with a layer of its own above: what a container writes is gone with it."""
    folders = [upper / name for name in ("changes", "work", "root")]
    for folder in folders:
        folder.mkdir(parents=True)
    changes, work, root = folders
    kernel.mount("overlay", str(root), "overlay", 0, f"lowerdir={lower},upperdir={changes},workdir={work}")
    return root


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
