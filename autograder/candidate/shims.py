"""What a notebook expects around it: Jupyter, Colab and Otter, understood and harmless."""

from __future__ import annotations

import builtins
import os
import sys
import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

RunsBody = Callable[[str], None]

_RUN_BODY = {"time", "capture", "prun"}


class Inert:
    """Takes any call and any name, and does nothing."""

    def __call__(self, *args: Any, **kwargs: Any) -> Inert:  # noqa: D102
        return self

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __repr__(self) -> str:
        return ""


class Shell:
    """What `get_ipython()` gives: the magics that run code run it, all others do nothing."""

    def __init__(self, run: RunsBody) -> None:
        self._run = run
        self.user_ns: dict[str, Any] = {}

    def run_line_magic(self, name: str, line: str, *args: Any) -> Any:
        """A `%magic` line."""
        if name in ("time", "prun") and line.strip():
            self._run(line)
        elif name == "cd":
            with suppress(OSError):  # IPython says that there is no such folder, and goes on
                os.chdir(line.strip().strip("'\"") or ".")

    magic = run_line_magic

    def run_cell_magic(self, name: str, line: str, cell: str) -> Any:
        """A `%%magic` cell."""
        if name in _RUN_BODY:
            self._run(cell)

    def system(self, command: str) -> None:
        """A `!command` line."""

    system_raw = system_piped = system

    def getoutput(self, command: str, *args: Any, **kwargs: Any) -> list[str]:
        """The output of `x = !command`: none."""
        return []

    def __getattr__(self, name: str) -> Any:
        return Inert()


def install(shell: Shell, names: dict[str, Any]) -> None:
    """Put the shims where a notebook looks for them."""
    shell.user_ns = names
    names.update(get_ipython=lambda: shell, display=_quiet, In=[""], Out={})
    builtins.input = _no_input
    for name in ("exit", "quit"):
        setattr(builtins, name, _exit)
    _ipython(shell)
    _colab()
    _otter()
    _torch()


def _quiet(*objects: Any, **options: Any) -> None:
    """`display` without a screen."""


def _no_input(prompt: object = "") -> NoReturn:
    raise RuntimeError("input() cannot be answered while grading: give the value in the code instead.")


def _exit(code: object = None) -> NoReturn:
    raise SystemExit(code)


def _ipython(shell: Shell) -> None:
    """Whoever imports IPython's own `get_ipython` or `display` gets ours."""
    for name in ("IPython", "IPython.core.getipython"):
        if name in sys.modules:
            sys.modules[name].get_ipython = lambda: shell  # type: ignore[attr-defined]
    for name in ("IPython", "IPython.display", "IPython.core.display_functions"):
        if name in sys.modules:
            sys.modules[name].display = _quiet  # type: ignore[attr-defined]


def _module(name: str, **contents: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__path__ = []
    module.__getattr__ = lambda attribute: _inert_attribute(attribute)  # type: ignore[method-assign]
    module.__dict__.update(contents)
    sys.modules[name] = module
    return module


def _inert_attribute(name: str) -> Inert:
    if name.startswith("__"):
        raise AttributeError(name)
    return Inert()


def _colab() -> None:
    google = sys.modules.get("google") or _module("google")
    parts = {part: _module(f"google.colab.{part}") for part in ("drive", "files", "output", "userdata", "auth")}
    parts["files"].upload = dict  # type: ignore[attr-defined]
    google.colab = _module("google.colab", **parts)  # type: ignore[attr-defined]


def _otter() -> None:
    _module("otter", Notebook=lambda *args, **kwargs: Inert())


def _torch() -> None:
    """A DataLoader loads in this process, and numerics keep to one thread: forks of this process answer."""
    torch = sys.modules.get("torch")
    if torch is None:
        return
    torch.set_num_threads = torch.set_num_interop_threads = lambda count: None  # type: ignore[attr-defined]
    loader = sys.modules["torch.utils.data"].DataLoader
    init = loader.__init__

    def alone(self: Any, *args: Any, **kwargs: Any) -> None:
        for option in ("num_workers", "prefetch_factor", "persistent_workers", "multiprocessing_context", "timeout"):
            kwargs.pop(option, None)
        init(self, *args[:5], **kwargs)

    loader.__init__ = alone
