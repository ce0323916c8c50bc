"""The product's source as the architecture tests read it: every module parsed once, with its place in the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yinqiao

PACKAGE = Path(yinqiao.__file__).parent
PROJECT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file: its path below the package, its text, its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as the lists of exceptions write it: `areas/handover/rules.py`."""
        return self.path.as_posix()

    @property
    def room(self) -> str:
        """The room it belongs to, empty outside the areas."""
        return self.path.parts[1] if self.path.parts[0] == "areas" and len(self.path.parts) > 2 else ""

    @property
    def furniture(self) -> str:
        """`services` for `areas/x/services/y.py` and for `areas/x/services.py`; empty outside the areas."""
        return Path(self.path.parts[2]).stem if self.room else ""

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Every function with the name of the class around it."""
        yield from _functions(self.tree, "")


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield prefix + child.name, child
            yield from _functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            yield from _functions(child, prefix)


@cache
def product() -> tuple[Module, ...]:
    """Every module of the product; its tests and migrations are judged elsewhere."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        below = path.relative_to(PACKAGE)
        if not {"tests", "migrations"} & set(below.parts):
            text = path.read_text(encoding="utf-8")
            found.append(Module(below, text, ast.parse(text)))
    return tuple(found)


def called(node: ast.Call) -> str:
    """What a call names: `perform`, `timezone.now`, `objects.filter`; at most the last two parts."""
    return dotted(node.func)


def dotted(node: ast.expr) -> str:
    """The last two parts of a dotted expression."""
    if isinstance(node, ast.Attribute):
        inner = node.value
        if isinstance(inner, ast.Attribute):
            return f"{inner.attr}.{node.attr}"
        return f"{inner.id}.{node.attr}" if isinstance(inner, ast.Name) else f".{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
