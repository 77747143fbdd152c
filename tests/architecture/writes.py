"""Rules about changing things: every write is an action, every action has one form and leaves its trace."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import called, layer, modules

# Places outside actions that write, each with its reason.
MAY_WRITE = {
    "reviews/trail.py": "writes the event itself",
    "studies/leases.py": "which citation is in front of whom for some minutes is no part of the review",
    "reviews/jobs/": "the state of a job is no part of the review",
    "reviews/models/numbering.py": "hands out numbers inside an action's transaction",
    "reviews/models/accounts.py": "the hook that Django's own commands make accounts by",
}
# Nobody acts on a review there: these are what a job carries out, on behalf of the one who started it.
WORK = {"kind", "task"}
ALWAYS_WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Other things have methods of these names too, but theirs take an unnamed argument (a path, a key, a mapping).
WRITES_WITHOUT_ARGUMENT = {"save", "delete"}
# What is not reached through a review, because a review is reached through it.
OUTSIDE_REVIEWS = {"Review", "Invitation", "User"}


def writes_outside_actions(root: Path) -> list[str]:
    found = []
    for name, tree in modules(root):
        if layer(name) == "actions" or name.startswith(tuple(MAY_WRITE)):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and writes(node):
                found.append(f"{name}:{node.lineno}: .{called(node)}() belongs in an action")
    return found


def writes(node: ast.Call) -> bool:
    name, unnamed, named = called(node), bool(node.args), bool(node.keywords)
    if name == "update":
        return named and not unnamed
    return name in ALWAYS_WRITES or (name in WRITES_WITHOUT_ARGUMENT and not unnamed)


def malformed_actions(root: Path) -> list[str]:
    """Keyword-only, annotated, atomic, told `by` whom, and leaving an event: its own, or that of an action it calls."""
    found = []
    for name, tree in modules(root):
        if layer(name) == "actions":
            traced = tracing_functions(tree)
            for function in public_functions(tree):
                for complaint in complaints(function, traced):
                    found.append(f"{name}:{function.lineno}: {function.name} {complaint}")
    return found


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not WORK & decorators(node):
            yield node


def decorators(function: ast.FunctionDef) -> set[str]:
    names = set()
    for each in function.decorator_list:
        names.add(called(each) if isinstance(each, ast.Call) else ast.unparse(each))
    return names


def complaints(function: ast.FunctionDef, traced: set[str]) -> Iterator[str]:
    named, unnamed = function.args.kwonlyargs, [*function.args.posonlyargs, *function.args.args]
    if unnamed or function.args.vararg:
        yield "takes arguments without their names"
    if not all(each.annotation for each in [*named, *unnamed]) or function.returns is None:
        yield "is not annotated"
    if "by" not in {each.arg for each in [*named, *unnamed]}:
        yield "is not told by whom"
    if "transaction.atomic" not in decorators(function):
        yield "is not atomic"
    if function.name not in traced:
        yield "leaves no event"


def tracing_functions(tree: ast.Module) -> set[str]:
    """Functions of the module that record, hand `by` on to an action, or call a function of the module that does."""
    calls = {
        node.name: [each for each in ast.walk(node) if isinstance(each, ast.Call)]
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    traced = {name for name, made in calls.items() if any(map(traces, made))}
    while True:
        more = {name for name, made in calls.items() if name not in traced and traced & set(map(called, made))}
        if not more:
            return traced
        traced |= more


def traces(node: ast.Call) -> bool:
    return called(node) == "record" or any(each.arg == "by" for each in node.keywords)


def not_reached_from_review(root: Path) -> list[str]:
    """In views and forms: `Model.objects` and `get_object_or_404(Model, …)` could find another review's object."""
    found = []
    for name, tree in modules(root):
        if layer(name) in {"views", "forms"}:
            for node in ast.walk(tree):
                model = model_named(node)
                if model and model not in OUTSIDE_REVIEWS:
                    found.append(f"{name}:{node.lineno}: reach {model} from the review")
    return found


def model_named(node: ast.AST) -> str:
    candidate: ast.expr | None = None
    if isinstance(node, ast.Attribute) and node.attr == "objects":
        candidate = node.value
    elif isinstance(node, ast.Call) and called(node) in {"get_object_or_404", "get_list_or_404"} and node.args:
        candidate = node.args[0]
    return candidate.id if isinstance(candidate, ast.Name) and candidate.id[:1].isupper() else ""


RULES = [writes_outside_actions, malformed_actions, not_reached_from_review]
