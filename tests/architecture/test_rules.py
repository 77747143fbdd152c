"""The tree keeps its own rules. Each rule says in its sentence what to do; `docs/architecture.md` says why."""

import re
import tomllib

import pytest

from tests.architecture import keys, pages, sizes, tools, writes
from tests.architecture.tree import ROOT, Rule

RULES = [*sizes.RULES, *writes.RULES, *pages.RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


def test_no_key_looks_up() -> None:
    assert keys.upward_keys() == []


def test_imports() -> None:
    answer = tools.lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_ruff() -> None:
    answer = tools.ruff(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_types_are_checked_where_imports_are() -> None:
    """The pure modules are named twice: for import-linter in pyproject.toml, for mypy in the Makefile."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    pure = next(each for each in contracts if "pure" in each["name"])["source_modules"]
    makefile = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    typed = re.search(r"^PURE := (.*)$", makefile, re.M)
    assert typed
    assert sorted(f"*.{name}" for name in typed[1].split()) == sorted(pure)


def test_locks_agree() -> None:
    """What is tested is what is installed."""
    site, tests = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.M))
        for name in ("requirements.lock", "requirements-test.lock")
    )
    assert site
    assert site <= tests
