"""What is served beside the pages: hashed for ever, and from the package that checks it."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from realist_review.finders import PREFIX


def test_our_modules_import_each_other_by_hashed_names(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "realist_review.storage.HashedFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    main = (tmp_path / staticfiles_storage.stored_name("js/main.js")).read_text()
    keys = staticfiles_storage.stored_name("js/keys.js")
    assert keys != "js/keys.js"
    assert f'import"./{Path(keys).name}"' in main


def test_plotly_is_found_and_nothing_else_of_its_package() -> None:
    assert Path(str(finders.find(f"{PREFIX}/plotly.min.js"))).stat().st_size > 1_000_000
    assert finders.find(f"{PREFIX}/widgetbundle.js") is None
