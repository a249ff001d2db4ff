"""Run a notebook's cells as Jupyter would, in fewer milliseconds."""

from __future__ import annotations

import ast
import asyncio
import inspect
import linecache
import sys
import traceback
import types
from typing import Any

from autograder.candidate import shims

TEXT_CAP = 500
CODE_CAP = 20_000


class Session:
    """A notebook's names, and the source that defined each of them last."""

    def __init__(self) -> None:
        from IPython.core.inputtransformer2 import TransformerManager

        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main
        self.names: dict[str, Any] = main.__dict__
        self.code: dict[str, str] = {}
        self._transform: Any = TransformerManager
        self._loop: asyncio.AbstractEventLoop | None = None
        self._runs = 0
        shims.install(shims.Shell(self._run_body), self.names)

    def run(self, source: str, name: str) -> dict[str, Any]:
        """Run one cell to its end; a failure is told, never raised."""
        try:
            self._execute(self._understood(source), f"<{name}>")
        except KeyboardInterrupt:
            return {"status": "timeout", "error": "ran over its time and was interrupted"}
        except MemoryError:
            return {"status": "memory", "error": "MemoryError"}
        except SystemExit:
            return {"status": "error", "error": "SystemExit: the cell ends at exit()", "exit": True}
        except BaseException as error:
            return {"status": "error", **failure(error)}
        finally:
            _close_plots()
        return {"status": "ok"}

    def compiles(self, source: str) -> str | None:
        """What is wrong with a script that does not compile, or None."""
        try:
            compile(self._understood(source), "<script>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except SyntaxError as error:
            line = f"line {error.lineno}: " if error.lineno else ""
            return f"{line}{type(error).__name__}: {error.msg[:TEXT_CAP]}"
        except Exception as error:
            return type(error).__name__
        return None

    def _run_body(self, source: str) -> None:
        self._runs += 1
        self._execute(self._understood(source), f"<magic {self._runs}>")

    def _understood(self, source: str) -> str:
        """The source as Python, magics and all, with every line where it was."""
        blank = len(source) - len(source.lstrip("\n"))
        return "\n" * blank + str(self._transform().transform_cell(source[blank:]))

    def _execute(self, source: str, filename: str) -> None:
        lines = source.splitlines(keepends=True)
        linecache.cache[filename] = (len(source), None, lines, filename)
        tree = ast.parse(source, filename)
        code = compile(tree, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        try:
            outcome = eval(code, self.names)
            if code.co_flags & inspect.CO_COROUTINE:
                self._complete(outcome)
        finally:
            self._remember(tree, source)

    def _complete(self, coroutine: Any) -> None:
        if self._loop is None or self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(coroutine)

    def _remember(self, tree: ast.Module, source: str) -> None:
        for statement in tree.body:
            for name in _defined(statement):
                self.code[name] = (ast.get_source_segment(source, statement) or "")[:CODE_CAP]


def failure(error: BaseException) -> dict[str, Any]:
    """An exception as type and text, and the line of the student's code it came from."""
    kind = type(error).__name__[:80]
    try:
        text = str(error)[:TEXT_CAP]
    except BaseException:  # a student's own __str__
        text = ""
    line = ""
    try:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith("<cell") or frame.filename.startswith("<script"):
                line = f"{frame.filename[1:-1]}, line {frame.lineno}: {(frame.line or '').strip()[:200]}"
    except BaseException:
        line = ""
    if isinstance(error, SyntaxError) and error.lineno:
        line = f"line {error.lineno}: {(error.text or '').strip()[:200]}"
        text = str(error.msg)[:TEXT_CAP]
    return {"error": f"{kind}: {text}" if text else kind, "kind": kind, "text": text, "line": line}


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def _close_plots() -> None:
    """As the inline backend does after each cell, so that figures do not pile up."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        try:
            pyplot.close("all")
        except BaseException:
            return
