"""What 50,000 citations cost: loaded, joined and indexed, and every list page with few votes and with all of them.

`python -m benchmarks.batch --entries 50000 [--database-url postgresql://…]`: through the real command, in a database
of its own that is thrown away. The files are made up (a RIS, a PubMed file, another RIS without DOIs), one entry in
five repeats a work that another entry has.
"""

import argparse
import csv
import io
import json
import os
import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.batch_pages import FIGURES, PAGES

NAME = "workbench_batch"
SHARES = (0.4, 0.35, 0.25)
CHUNK = 500
VOTES = 2000
REASON = "Wrong setting"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--database-url", default="", help="a PostgreSQL server; without it a SQLite file is made")
    parser.add_argument("--times", type=int, default=3, help="how often each page is asked; the median counts")
    parser.add_argument("--json", help="also write the result to this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(asked.database_url) as url:
        prepare(Path(folder), url)
        result = load(Path(folder), asked.entries)
        result["pages"] = measure(asked.times)
    tell(result)
    if asked.json:
        Path(asked.json).write_text(json.dumps(result, indent=1), encoding="utf-8")


@contextmanager
def database(server: str) -> Iterator[str]:
    """A fresh database; a server is given back as it was."""
    if not server:
        yield ""
        return
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
        before, _, after = server.partition("?")
        old = conninfo_to_dict(server).get("dbname", "")
        yield before.removesuffix(f"/{old}") + f"/{NAME}" + (f"?{after}" if after else "")
        from django.db import connections

        connections.close_all()
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def prepare(folder: Path, url: str) -> None:
    os.environ.update(
        DEBUG="1",
        DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="realist_review.settings",
        DATABASE_URL=url,
        ALLOWED_HOSTS="testserver",
        EMBEDDED_WORKER="0",
    )
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # no log of queries
    call_command("migrate", verbosity=0)
    if url:
        call_command("createcachetable", verbosity=0)


def load(folder: Path, entries: int) -> dict[str, Any]:
    from django.core.management import call_command

    from studies import search_index
    from studies.actions import joining
    from tests.world import make_world

    world = make_world()
    files = list(made(folder, entries))
    clock = Clock()
    clock.times(joining.Joiner, "join", "join")
    clock.times(search_index, "reindex", "index")
    for user in (joining, *clock.users_of("reindex")):
        if hasattr(user, "reindex"):
            user.reindex = search_index.reindex
    began, worked = perf_counter(), process_time()
    for path, source in files:
        call_command("import_batch", world.review.slug, str(path), database=source, json=True, stdout=io.StringIO())
    total = perf_counter() - began
    index, join = clock.seconds["index"], clock.seconds["join"]
    review = world.review
    return {
        "entries": entries,
        "records": review.records.count(),
        "citations": review.citations.standing().count(),
        "import_seconds": round(total - join, 1),
        "join_seconds": round(join - index, 1),
        "index_seconds": round(index, 1),
        "total_seconds": round(total, 1),
        "cpu_seconds": round(process_time() - worked, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


class Clock:
    """Adds up the time that is spent in functions."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def times(self, holder: Any, name: str, what: str) -> None:
        timed = getattr(holder, name)
        self.seconds[what] = 0.0

        def around(*args: Any, **named: Any) -> Any:
            began = perf_counter()
            try:
                return timed(*args, **named)
            finally:
                self.seconds[what] += perf_counter() - began

        setattr(holder, name, around)

    @staticmethod
    def users_of(name: str) -> list[Any]:
        """Modules that imported a function by its name."""
        import sys

        return [module for key, module in sys.modules.items() if key.startswith("studies.") and hasattr(module, name)]


def made(folder: Path, entries: int) -> Iterator[tuple[Path, str]]:
    """Files on the disk, each with the database it is from."""
    from tests.make import CitationFile, duplicated, nbib_file, ris_file

    works = duplicated(entries, 0.2)
    kinds: list[tuple[str, str, Callable[[list[int]], CitationFile]]] = [
        ("embase.ris", "Embase", ris_file),
        ("pubmed.nbib", "PubMed", nbib_file),
        ("cinahl.ris", "CINAHL", lambda some: ris_file(some, doi=False)),
    ]
    at = 0
    for share, (name, source, make) in zip(SHARES, kinds, strict=True):
        count = round(entries * share) if name != kinds[-1][0] else entries - at
        path = folder / name
        with path.open("wb") as file:
            for start in range(at, at + count, CHUNK):
                file.write(make(works[start : min(start + CHUNK, at + count)]).data + b"\n")
        at += count
        yield path, source


def screen(slug: str) -> None:
    """Votes of two people on the first citations, so that every list has something to show."""
    from studies.models import Citation

    numbers = list(Citation.objects.standing().values_list("number", flat=True)[:VOTES])
    vote(slug, {"bob": [(n, n % 3 > 0, REASON) for n in numbers], "dana": [(n, n % 4 > 0, REASON) for n in numbers]})


def screen_rest(slug: str) -> None:
    """Votes of the same two on all others: some 3 % included by each, most of them by both."""
    from studies.models import Citation

    numbers = list(Citation.objects.standing().values_list("number", flat=True)[VOTES:])

    def votes(every: int) -> list[tuple[int, bool, str]]:
        return [(n, n % 50 == 0 or n % every == 0, REASON if n % 7 else "Wrong design") for n in numbers]

    vote(slug, {"bob": votes(97), "dana": votes(89)})


def vote(slug: str, votes: dict[str, list[tuple[int, bool, str]]]) -> None:
    """By reviewer the citation's number, whether it is included, and the reason if it is not."""
    from django.core.management import call_command

    for reviewer, theirs in votes.items():
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["citation", "verdict", "reason"])
            rows.writerows(
                [n, *(("include", "") if included else ("exclude", reason))] for n, included, reason in theirs
            )
            file.flush()
            call_command(
                "record_decisions", slug, file.name, stage="title_abstract", reviewer=f"{reviewer}@example.org",
                stdout=io.StringIO(),
            )  # fmt: skip


def measure(times: int) -> list[dict[str, Any]]:
    from django.test import Client

    from reviews.models import Review, User

    slug = Review.objects.get().slug
    screen(slug)
    settle()
    client = Client()
    client.force_login(User.objects.get(email="alice@example.org"))
    pages = [timed(client, url, times) for url in ["/", *(f"/r/{slug}/{path}" for path in PAGES)]]
    screen_rest(slug)
    settle()
    for who in ("alice", "bob"):
        client.force_login(User.objects.get(email=f"{who}@example.org"))
        for path in FIGURES:
            page = timed(client, f"/r/{slug}/{path}", times)
            pages.append(page | {"path": f"{page['path']} (all votes given, {who})"})
    return pages


def settle() -> None:
    """What a PostgreSQL server does by itself soon after a great change."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def timed(client: Any, url: str, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url, follow=True)
    queries = len(asked)
    if answer.status_code != 200:
        return {"path": url, "milliseconds": None, "queries": queries, "status": answer.status_code}
    taken, worked = [], []
    for _ in range(times):
        began, busy = perf_counter(), process_time()
        client.get(url, follow=True)
        taken.append((perf_counter() - began) * 1000)
        worked.append((process_time() - busy) * 1000)
    milliseconds, cpu = round(median(taken), 1), round(median(worked), 1)
    return {"path": url, "milliseconds": milliseconds, "cpu_milliseconds": cpu, "queries": queries}


def tell(result: dict[str, Any]) -> None:
    print(f"{result['entries']:,} entries: {result['records']:,} records, {result['citations']:,} citations")
    for name in ("import", "join", "index", "total"):
        print(f"{name:8} {result[f'{name}_seconds']:7} s")
    print(f"of which {result['cpu_seconds']:7} s of processor time in this process")
    print(f"memory   {result['peak_mb']:7} MB at most")
    print(f"\n{'ms':>8} {'cpu ms':>8} {'queries':>8}  page")
    for page in result["pages"]:
        cpu = page.get("cpu_milliseconds", "")
        print(f"{page['milliseconds'] or 'none':>8} {cpu:>8} {page['queries']:8}  {page['path']}")


if __name__ == "__main__":
    main()
