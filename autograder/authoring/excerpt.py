"""Cut out of a module the smallest module that still defines a name."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

FUTURE = "__future__"
_Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class _Statement:
    """A top-level statement: its text with the comments above it, the names it binds, and the names it looks up."""

    node: ast.stmt
    text: str
    binds: frozenset[str]
    uses: frozenset[str]


def excerpt(source: str, name: str, alias: str | None = None) -> str:
    """The part of a module that defines `name`, with all it needs, in the module's own order; then `alias = name`.

    Raises:
        KeyError: The module does not define it.
    """
    text = excerpt_all(source, [name])
    return text if alias in (None, name) else f"{text}\n\n{alias} = {name}\n"


def excerpt_all(source: str, names: Iterable[str], without: Iterable[str] = ()) -> str:
    """The part of a module that defines all `names`; imports from the packages in `without` are left out.

    Raises:
        KeyError: The module does not define one of them.
    """
    statements = list(_statements(source))
    needed = _closure(statements, names)
    left_out = frozenset(without)
    kept = [(one, _needed_text(one, needed, left_out)) for one in statements if _belongs(one, needed, statements)]
    return _joined([(one.node, text) for one, text in kept if text])


def bare(source: str, name: str) -> str:
    """The module with the decorators and the docstring of its function `name` taken away."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, _Definition) and node.name == name:
            above, below = lines[: _first_line(node) - 1], lines[node.end_lineno :]
            return "\n".join([*above, *_bare_lines(node, lines), *below]) + "\n"
    return source


def imported_packages(source: str) -> set[str]:
    """The top-level packages that a module imports anywhere."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.partition(".")[0] for name in plain | {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}}


def bindings(source: str) -> dict[str, str]:
    """What a module binds at its top level: each name with the code that binds it first."""
    found: dict[str, str] = {}
    for one in _statements(source):
        for name in one.binds:
            found.setdefault(name, ast.unparse(_trimmed(one.node, frozenset({name}))))
    return found


def _statements(source: str) -> Iterator[_Statement]:
    lines = source.splitlines()
    for node in ast.parse(source).body:
        own, last = _first_line(node), node.end_lineno or node.lineno
        # A definition has its lines to itself; of other statements, several may stand on one.
        is_alone = isinstance(node, _Definition)
        binds, uses = _names("\n".join(lines[own - 1 : last]) if is_alone else ast.unparse(node))
        yield _Statement(node, "\n".join(lines[_with_comments(own, lines) - 1 : last]), binds, uses)


@cache
def _names(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a statement binds in its module, and those that it, or a function in it, looks up there."""
    top = symtable.symtable(code, "<excerpt>", "exec")
    symbols = top.get_symbols()
    binds = {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}
    uses = {one.get_name() for one in symbols if one.is_referenced()}
    return frozenset(binds), frozenset(uses.union(*map(_globals, top.get_children())))


def _globals(table: symtable.SymbolTable) -> set[str]:
    own = {one.get_name() for one in table.get_symbols() if one.is_global()}
    return own.union(*map(_globals, table.get_children()))


def _closure(statements: Sequence[_Statement], names: Iterable[str]) -> frozenset[str]:
    """All names that are needed, directly or through others."""
    binding: dict[str, list[_Statement]] = {}
    for one in statements:
        for name in one.binds:
            binding.setdefault(name, []).append(one)
    needed: set[str] = set()
    wanted = list(names)
    for name in wanted:
        if name not in binding:
            raise KeyError(name)
    while wanted:
        name = wanted.pop()
        if name not in needed:
            needed.add(name)
            wanted += [used for one in binding[name] for used in one.uses if used in binding]
    return frozenset(needed)


def _belongs(one: _Statement, needed: frozenset[str], statements: Sequence[_Statement]) -> bool:
    """Whether a statement goes in: it binds what is needed, or, binding nothing, works on what is needed alone."""
    if isinstance(one.node, ast.ImportFrom) and one.node.module == FUTURE:
        return True
    if one.binds:
        return bool(one.binds & needed)
    own = one.uses & {name for other in statements for name in other.binds}
    return bool(own) and own <= needed


def _needed_text(one: _Statement, needed: frozenset[str], without: frozenset[str]) -> str:
    """The statement's text; of an import, only the names that are needed."""
    node = one.node
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return one.text
    if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in without:
        return ""
    if isinstance(node, ast.ImportFrom) and node.module == FUTURE:
        return one.text
    return one.text if one.binds <= needed else ast.unparse(_trimmed(node, needed))


def _trimmed(node: ast.stmt, needed: frozenset[str]) -> ast.stmt:
    if isinstance(node, ast.Import):
        return ast.Import([one for one in node.names if (one.asname or one.name.partition(".")[0]) in needed])
    if isinstance(node, ast.ImportFrom):
        return ast.ImportFrom(
            node.module, [one for one in node.names if (one.asname or one.name) in needed], node.level
        )
    return node


def _joined(parts: Sequence[tuple[ast.stmt, str]]) -> str:
    text = ""
    before: ast.stmt | None = None
    for node, part in parts:
        if before is not None:
            text += "\n\n\n" if isinstance(before, _Definition) or isinstance(node, _Definition) else "\n"
        text += part
        before = node
    return text + "\n"


def _first_line(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, _Definition) else []
    return min([node.lineno, *(one.lineno for one in decorators)])


def _with_comments(first: int, lines: Sequence[str]) -> int:
    """The line where the comments begin that stand directly above line `first`, counted from 1."""
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    return first


def _bare_lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, lines: Sequence[str]) -> list[str]:
    head, last = node.lineno - 1, node.end_lineno or node.lineno
    if ast.get_docstring(node) is None:
        return list(lines[head:last])
    docstring = node.body[0]
    end = docstring.end_lineno or docstring.lineno
    if docstring.lineno == node.lineno:
        node.decorator_list, node.body = [], node.body[1:] or [ast.Pass()]
        return ast.unparse(node).splitlines()
    rest = list(lines[end:last]) if len(node.body) > 1 else [" " * docstring.col_offset + "pass"]
    while rest and not rest[0].strip():
        rest.pop(0)
    return [*lines[head : docstring.lineno - 1], *rest]
