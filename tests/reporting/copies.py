"""Copies of an answer as they are made: other names, another layout, other remarks."""

from __future__ import annotations

import ast


class _Renamed(ast.NodeTransformer):
    def __init__(self, tree: ast.AST) -> None:
        bound = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        bound += [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
        self.names = {name: f"my_{place}" for place, name in enumerate(dict.fromkeys(bound))}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self.names.get(node.arg, node.arg)
        return node


def disguised(code: str) -> str:
    """The code with every variable renamed, laid out anew, and with remarks of its own."""
    tree = ast.parse(code)
    lines = ast.unparse(_Renamed(tree).visit(tree)).splitlines()
    return "\n".join(f"{line.replace('    ', '  ')}   # my own idea\n" for line in lines)
