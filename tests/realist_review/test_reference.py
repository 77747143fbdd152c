"""The generated pages follow the code: every registered export, command, capability and model has its place."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.management import call_command, get_commands

from realist_review.reference import OURS, pages
from reviews.access import Capability
from reviews.exports import exports


def test_every_export_with_its_columns() -> None:
    page = pages()["reference/exports.md"]
    for export in exports():
        assert f"## `{export.name}`\n" in page
        assert all(f"| `{column.name}` | {column.type} |" in page for column in export.columns)


def test_every_command() -> None:
    page = pages()["reference/commands.md"]
    ours = [name for name, app in get_commands().items() if app in OURS]
    assert "doctor" in ours
    assert all(f"## `{name}`\n" in page for name in ours)


def test_every_capability() -> None:
    assert all(f"| {each.value} | yes |" in pages()["reference/capabilities.md"] for each in Capability)


def test_every_model() -> None:
    page = pages()["data-model.md"]
    assert all(f"### {model.__name__}\n" in page for app in OURS for model in apps.get_app_config(app).get_models())


def test_check_tells_what_is_out_of_date(
    tmp_path: Path, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BASE_DIR = tmp_path
    call_command("reference")
    call_command("reference", check=True)
    (tmp_path / "docs" / "data-model.md").write_text("old")
    with pytest.raises(SystemExit):
        call_command("reference", check=True)
    assert "data-model.md" in capsys.readouterr().err
