"""Load what an assignment is judged with: its checks, the reference, and known wrong and right answers."""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checking.check import Check
from autograder.checking.compare import LocalName

Function = Callable[..., Any]


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer: its id, the sentence a good teaching assistant would say, and what stands for the name.

    That is a function or class, or the letter of a written answer. One that answers differently each time is not
    repeatable: no replay can name it. Its file lists it in NOT_REPEATABLE.
    """

    id: str
    sentence: str
    answer: Any
    is_repeatable: bool = True


def load_module(path: Path) -> types.SimpleNamespace:
    """The names that a reference module defines."""
    return run_reference(path.read_text("utf-8"), str(path))


def run_reference(source: str, file: str = "reference.py") -> types.SimpleNamespace:
    """The names that the source of a reference module defines."""
    names = _run(source, file)
    return types.SimpleNamespace(**{name: value for name, value in names.items() if not name.startswith("__")})


def stand_in(reference: types.SimpleNamespace) -> types.SimpleNamespace:
    """The reference in place of a submission: the same names, asked in the same way."""
    names = {name: value for name, value in vars(reference).items() if callable(value) or isinstance(value, str)}
    return types.SimpleNamespace(**{name: LocalName(name, value) for name, value in names.items()})


def is_written(answer: Any) -> bool:
    """Whether the reference's answer is a letter: the question is a written one."""
    return isinstance(answer, str)


def load_misconceptions(path: Path, reference: Any) -> tuple[Misconception, ...]:
    """The misconceptions that a file defines, in its order; for a written answer, each function gives its letter."""
    not_repeatable = getattr(load_module(path), "NOT_REPEATABLE", ())
    return tuple(
        Misconception(
            id=name,
            sentence=" ".join((one.__doc__ or "").split()),
            answer=one() if is_written(reference) else one,
            is_repeatable=name not in not_repeatable,
        )
        for name, one in load_functions(path).items()
    )


def load_checks(path: Path) -> tuple[tuple[Check, Function], ...]:
    """The checks that a file defines, each with its test function, in the file's order."""
    marked = [(getattr(function, "check", None), function) for function in load_functions(path).values()]
    return tuple((check, function) for check, function in marked if isinstance(check, Check))


def load_functions(path: Path) -> dict[str, Function]:
    """The public callables that a module defines itself, in the order of its source; what it imports does not count.

    Neither do names for types, such as `Number = Union[int, float]`.
    """
    source = path.read_text("utf-8")
    names = _run(source, str(path))
    defined = [name for name in defined_names(ast.parse(source)) if not name.startswith("_")]
    return {name: names[name] for name in defined if callable(names[name]) and not _is_type_alias(names[name])}


def _is_type_alias(value: Any) -> bool:
    return type(value).__module__ in ("typing", "types")


@contextmanager
def modules_at_hand(modules: Mapping[str, types.ModuleType]) -> Iterator[None]:
    """These modules under these names, whatever else they stood for, while something is loaded that imports them."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            sys.modules.pop(name)
            if module is not None:
                sys.modules[name] = module


def defined_names(module: ast.Module) -> list[str]:
    """The names a module binds by definition or assignment, without doubles."""
    names: dict[str, None] = {}
    for statement in module.body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            names[statement.name] = None
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names.update((target.id, None) for target in targets if isinstance(target, ast.Name))
    return list(names)


def _run(source: str, file: str) -> dict[str, Any]:
    """Everything that is defined after running the source as a module; nothing is written beside the file."""
    module = types.ModuleType(Path(file).stem)
    module.__file__ = file
    exec(compile(source, file, "exec"), module.__dict__)
    return module.__dict__
