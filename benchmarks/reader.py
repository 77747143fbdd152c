"""How long the server takes for a long, densely coded text: `python -m benchmarks.reader --passages 1000`.

The text is written, the passages marked and the configurations made by the same actions as on screen, in a database
of its own that is thrown away.
"""

import argparse
import json
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

CHARACTERS = 210_000
ROLES = ("context", "resource", "response", "outcome")
WORDS = ("illustrative", "officials", "brokers", "trust", "first", "months", "uncertainty", "asked", "posts", "funded")
BUDGET_MS = {"page": 300, "mark": 100}


def prose(size: int) -> str:
    """Paragraphs of five sentences, of that many characters altogether."""
    pick = random.Random(3)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) + 2 * len(paragraphs) < size:
        sentences = (" ".join(pick.choices(WORDS, k=14)).capitalize() + "." for _ in range(5))
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)[:size]


def prepare(folder: str) -> None:
    os.environ.update(
        DEBUG="1",
        DATA_DIR=folder,
        DJANGO_SETTINGS_MODULE="realist_review.settings",
        DATABASE_URL="",
        ALLOWED_HOSTS="testserver",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def coded(passages: int) -> Any:
    """A text with that many overlapping passages, four to a configuration."""
    from cmo.actions.configurations import make_configuration
    from cmo.actions.passages import Words
    from cmo.actions.tray import put_in_tray
    from tests.cmo.coded import make_text
    from tests.world import make_world

    world = make_world()
    text = make_text(world, prose(CHARACTERS))
    pick = random.Random(7)
    for at in range(passages):
        start = pick.randrange(CHARACTERS - 400)
        end = start + pick.randint(40, 400)
        words = Words(start, end, text.text[start:end])
        put_in_tray(text=text, words=words, role=ROLES[at % 4], by=world.bob)
        if at % 4 == 3:
            make_configuration(document=text.document, by=world.bob)
    return world, text


def timed(ask: Callable[[int], Any], times: int) -> tuple[float, int]:
    """The median in milliseconds, and the queries of the last."""
    from django.db import connection, reset_queries

    taken = []
    for at in range(times):
        reset_queries()
        begun = perf_counter()
        ask(at)
        taken.append((perf_counter() - begun) * 1000)
    return median(taken), len(connection.queries)


def measure(passages: int, times: int) -> list[dict[str, Any]]:
    world, text = coded(passages)
    client, url = world.client(world.bob), text.document.get_absolute_url()
    page = client.get(f"{url}read/").content

    def mark(at: int) -> None:
        start = 500 * (at + 1)
        end = start + 90
        data = {"version": 1, "start": start, "end": end, "exact": text.text[start:end], "role": "context"}
        answer = client.post(f"{url}mark/", data, headers={"HX-Request": "true"})
        if answer.status_code != 200:
            raise SystemExit(f"marking was answered with {answer.status_code}")

    rows = []
    for name, ask in (("page", lambda at: client.get(f"{url}read/")), ("mark", mark)):
        milliseconds, queries = timed(ask, times)
        rows.append(
            {"what": name, "milliseconds": round(milliseconds, 1), "queries": queries, "budget": BUDGET_MS[name]}
        )
    rows[0]["kilobytes"] = len(page) // 1024
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=1000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--json", help="also write the rows to this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        rows = measure(asked.passages, asked.times)
    print(f"{CHARACTERS:,} characters, {asked.passages:,} passages")
    print("what    median ms  budget ms  queries")
    for row in rows:
        print(f"{row['what']:6}  {row['milliseconds']:9}  {row['budget']:9}  {row['queries']:7}")
    if asked.json:
        Path(asked.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
