"""What the rules read: our own files below a root, which is the repository or a copy with something planted in it."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("reviews", "studies", "cmo", "synthesis", "realist_review")  # from the bottom up
FOLDERS = (*APPS, "tests", "benchmarks", "templates", "static")
NOT_OURS = {"migrations", "vendor", "__pycache__"}

# A rule returns what breaks it, one "path:line: sentence" each; [] is a clean tree.
Rule = Callable[[Path], list[str]]


def files(root: Path, *endings: str, below: tuple[str, ...] = FOLDERS) -> Iterator[tuple[str, Path]]:
    """Each file with its path as the rules write it: relative to the root, with slashes."""
    for folder in below:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in endings and not NOT_OURS.intersection(path.parts):
                yield path.relative_to(root).as_posix(), path


def modules(root: Path, below: tuple[str, ...] = APPS) -> Iterator[tuple[str, ast.Module]]:
    for name, path in files(root, ".py", below=below):
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def layer(name: str) -> str:
    """`studies/actions/importing.py` and `studies/actions.py` are both of the layer `actions`."""
    return name.split("/")[1].removesuffix(".py")


def called(node: ast.Call) -> str:
    """The last name of what is called: `create` for `Job.objects.create(…)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
