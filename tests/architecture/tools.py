"""The rules that ruff and import-linter keep, run over a tree in a process of their own."""

import subprocess
import sys
from pathlib import Path


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return _run(root, "lint-imports", "--no-cache", "--no-logo")


def ruff(root: Path) -> subprocess.CompletedProcess[str]:
    return _run(root, "ruff", "check", "--no-cache", "--output-format=concise", ".")


def _run(root: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)
