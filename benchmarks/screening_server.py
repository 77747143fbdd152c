"""The site as it is served in production, over the database of a benchmark."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 60


@contextmanager
def server(folder: Path, url: str) -> Iterator[int]:
    """The port that it answers at. On SQLite one process with its embedded worker, on PostgreSQL two and a worker."""
    port = free_port()
    environment = {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": "only-for-development",
        "SITE_URL": f"http://localhost:{port}",
        "BIND": f"127.0.0.1:{port}",
        "DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "EMBEDDED_WORKER": "0" if url else "1",
        "WEB_CONCURRENCY": "2" if url else "1",
    }
    run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment).wait()
    started = [run(["-m", "gunicorn", "realist_review.wsgi"], environment)]
    if url:
        started.append(run(["manage.py", "db_worker"], environment))
    try:
        wait_for(port)
        yield port
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def run(words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The server did not answer within a minute.")
