"""Every rule is seen to catch what it forbids: one violation of each is planted in a copy of the tree."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import pages, sizes, tools, writes
from tests.architecture.tree import APPS, FOLDERS, ROOT, Rule

ACTION = '''"""Planted."""

from django.db import transaction

from reviews.models import Review, User
from reviews.trail import record


{decorator}
def plant({arguments}) -> Review:
    {body}
    return review
'''
GOOD = {
    "decorator": "@transaction.atomic",
    "arguments": "*, review: Review, by: User",
    "body": 'record(review=review, by=by, verb="planted")',
}


def action(**bad: str) -> str:
    return ACTION.format(**{**GOOD, **bad})


def page(markup: str) -> str:
    return f"<main>\n{markup}\n</main>\n"


PLANTS: list[tuple[Rule, str, str, str]] = [
    (sizes.long_files, "studies/planted.py", '"""Planted."""\n' + "# line\n" * 300, "301 lines"),
    (sizes.long_files, "templates/planted.html", "<p>line</p>\n" * 301, "301 lines"),
    (sizes.long_files, "static/css/planted.css", "/* line */\n" * 301, "301 lines"),
    (sizes.long_functions, "cmo/planted.py", "def long():\n" + "    x = 1\n" * 30, "long has 31 lines"),
    (sizes.vague_names, "studies/utils.py", "", "says nothing"),
    (sizes.vague_names, "cmo/services/coding.py", "", "says nothing"),
    (
        sizes.signals,
        "reviews/planted.py",
        "from django.db.models.signals import post_save\n",
        "django.db.models.signals",
    ),
    (sizes.signals, "reviews/planted.py", "from django.dispatch import receiver\n", "django.dispatch"),
    (writes.writes_outside_actions, "studies/planted.py", "def f(row):\n    row.save()\n", ".save()"),
    (writes.writes_outside_actions, "cmo/views/planted.py", "def f(x):\n    x.rows.create(a=1)\n", ".create()"),
    (writes.writes_outside_actions, "cmo/queries/planted.py", "def f(x):\n    x.update(state=1)\n", ".update()"),
    (writes.writes_outside_actions, "synthesis/planted.py", "def f(rows):\n    rows.all().delete()\n", ".delete()"),
    (writes.malformed_actions, "cmo/actions/planted.py", action(arguments="*, review: Review"), "by whom"),
    (writes.malformed_actions, "cmo/actions/planted.py", action(decorator=""), "not atomic"),
    (writes.malformed_actions, "cmo/actions/planted.py", action(arguments="*, review, by: User"), "not annotated"),
    (writes.malformed_actions, "cmo/actions/planted.py", action(arguments="review: Review, by: User"), "without their"),
    (writes.malformed_actions, "cmo/actions/planted.py", action(body="pass"), "leaves no event"),
    (writes.not_reached_from_review, "cmo/views/planted.py", "x = Passage.objects.get(pk=1)\n", "reach Passage"),
    (writes.not_reached_from_review, "cmo/forms/planted.py", "x = get_object_or_404(Passage, pk=1)\n", "reach Passage"),
    (pages.refused_or_unreachable, "templates/planted.html", page("<script>go()</script>"), "inline <script>"),
    (pages.refused_or_unreachable, "templates/planted.html", page("<style>p {}</style>"), "inline <style>"),
    (pages.refused_or_unreachable, "templates/planted.html", page('<p style="color: red">'), "inline style="),
    (pages.refused_or_unreachable, "templates/planted.html", page('<p onclick="go()">'), "inline onclick="),
    (pages.refused_or_unreachable, "templates/planted.html", page('<a hx-get="/x">'), "real href"),
    (pages.refused_or_unreachable, "templates/planted.html", page('<button hx-post="/x">'), "real href"),
    (pages.refused_or_unreachable, "templates/planted.html", page('<div hx-get="{% url "x" %}">'), "hx-trigger"),
]

# (where, what it must not import, how import-linter tells it)
IMPORTS = [
    ("reviews/planted.py", "studies.models", "reviews is not allowed to import studies"),
    ("studies/planted.py", "cmo.models", "studies is not allowed to import cmo"),
    ("cmo/planted.py", "synthesis.models", "cmo is not allowed to import synthesis"),
    ("synthesis/planted.py", "realist_review.context", "synthesis is not allowed to import realist_review"),
    ("{app}/models/planted.py", "{app}.queries", "{app}.models is not allowed to import {app}.queries"),
    ("{app}/queries/planted.py", "{app}.actions", "{app}.queries is not allowed to import {app}.actions"),
    ("{app}/actions/planted.py", "{app}.forms", "{app}.actions is not allowed to import {app}.forms"),
    ("{app}/forms/planted.py", "{app}.views", "{app}.forms is not allowed to import {app}.views"),
    ("{app}/views/planted.py", "{app}.urls", "{app}.views is not allowed to import {app}.urls"),
    ("cmo/anchors.py", "django", "cmo.anchors is not allowed to import django"),
    ("cmo/segments.py", "cmo.models", "cmo.segments is not allowed to import cmo.models"),
    ("synthesis/views/planted.py", "studies.views", "synthesis is not allowed to import studies.views"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("copy")
    for folder in filter(lambda each: (ROOT / each).is_dir(), FOLDERS):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def plant(root: Path, name: str, text: str) -> tuple[Path, str | None]:
    """Write the file, or add to the module that stands in the place of its folder; gives back what to restore."""
    path = root / name
    module = path.parent.with_suffix(".py")
    if module.exists():
        path = module
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before or ''}{text}", encoding="utf-8")
    return path, before


@pytest.mark.parametrize(("rule", "name", "text", "complaint"), PLANTS)
def test_rule_catches(copy: Path, rule: Rule, name: str, text: str, complaint: str) -> None:
    assert rule(copy) == []
    path, before = plant(copy, name, text)
    caught = rule(copy)
    path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    assert len(caught) == 1
    assert complaint in caught[0]


def test_good_action_is_let_through(copy: Path) -> None:
    path, _ = plant(copy, "cmo/actions/planted.py", action())
    assert writes.malformed_actions(copy) == []
    path.unlink()


@pytest.mark.slow
def test_import_contracts_catch(copy: Path) -> None:
    """One run over all planted imports; those inside an app are planted in every app that has the layer above."""
    expected = []
    for name, imported, sentence in IMPORTS:
        for app in APPS if "{app}" in name else [""]:
            place, what = name.format(app=app), imported.format(app=app)
            for layer in {place.rpartition("/")[0], what.replace(".", "/")} if app else ():
                give_layer(copy / layer)
            plant(copy, place, f"\n\ndef plant():\n    import {what}\n")
            expected.append(sentence.format(app=app))
    answer = tools.lint_imports(copy)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    told = answer.stdout.replace("`", "")
    assert "4 broken" in told
    assert [sentence for sentence in expected if sentence not in told] == []


def give_layer(folder: Path) -> None:
    """The layer as a package, unless the app has it as a module or a package already."""
    if not folder.with_suffix(".py").exists():
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()


@pytest.mark.slow
def test_ruff_catches(copy: Path) -> None:
    plant(copy, "studies/asks.py", '"""Planted."""\n\nfrom django.http import HttpResponse\n')
    plant(copy, "studies/silent.py", "X = 1\n")
    told = tools.ruff(copy).stdout
    assert "studies/asks.py:3:1: TID251" in told
    assert "studies/silent.py:1:1: D100" in told


@pytest.mark.slow
def test_upward_key_is_caught(tmp_path: Path, copy: Path) -> None:
    """A key that names its model as a string, in an app of its own copy because models are loaded once a process."""
    root = tmp_path / "tree"
    shutil.copytree(copy, root)
    text = 'from django.db import models\n\n\nclass Planted(models.Model):\n    up = models.ForeignKey("cmo.Passage", '
    plant(root, "studies/models/planted.py", text + 'on_delete=models.CASCADE, related_name="+")\n')
    plant(root, "studies/models/__init__.py", "\nfrom studies.models.planted import Planted\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/architecture/test_rules.py"]
    told = subprocess.run([*command, "-k", "looks_up"], cwd=root, capture_output=True, text=True).stdout
    assert "studies.Planted.up looks up to cmo.Passage" in told
