"""Rules about files and functions as such: how long they may be, what they may be called, what they do without."""

import ast
from pathlib import Path

from tests.architecture.tree import FOLDERS, files, modules

FILE_CEILING = 300
FUNCTION_CEILING = 30
VAGUE = {"utils", "common", "helpers", "services", "managers"}


def long_files(root: Path) -> list[str]:
    found = []
    for name, path in files(root, ".py", ".html", ".js", ".css"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_CEILING:
            found.append(f"{name}:1: {lines} lines, the ceiling is {FILE_CEILING}")
    return found


def long_functions(root: Path) -> list[str]:
    """The docstring does not count."""
    found = []
    for name, tree in modules(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION_CEILING:
                found.append(f"{name}:{node.lineno}: {node.name} has {length(node)} lines")
    return found


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    documented = ast.get_docstring(function) is not None
    begin = function.body[0].end_lineno if documented else function.lineno - 1
    return (function.end_lineno or 0) - (begin or 0)


def vague_names(root: Path) -> list[str]:
    """A room is named after what is in it."""
    return [f"{name}:1: says nothing" for name, path in files(root, ".py") if VAGUE.intersection(name[:-3].split("/"))]


def signals(root: Path) -> list[str]:
    """What happens is written where it happens."""
    found = []
    for name, tree in modules(root, below=FOLDERS):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith((".signals", "django.dispatch")):
                found.append(f"{name}:{node.lineno}: imports {node.module}")
    return found


RULES = [long_files, long_functions, vague_names, signals]
