"""Many reviewers at once, through the real server: how long a decision takes, and whether each is there afterwards.

`python -m benchmarks.screening --reviewers 30 --seconds 30 [--database-url postgresql://…] [--browser]`: a database of
its own that is thrown away, 7,175 made-up citations, gunicorn as in production. Each reviewer reads for some seconds
(`--read`, drawn evenly; published rates of title and abstract screening are slower), decides, and gets the next
citation in the answer. `--browser` measures the time from the key to the next citation painted instead.
"""

import argparse
import json
import tempfile
import threading
from collections import Counter
from pathlib import Path
from statistics import quantiles
from time import monotonic
from typing import Any

from benchmarks.batch import database, made, prepare, settle
from benchmarks.screening_people import Reviewer, Sent
from benchmarks.screening_server import server

CITATIONS = 7175
STAGE = "title_abstract"
PAIR = 2  # more than that share the work out, as a team would, unless they go through one queue together


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviewers", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--read", type=float, nargs=2, default=(4.0, 12.0), metavar=("LEAST", "MOST"))
    parser.add_argument("--citations", type=int, default=CITATIONS)
    parser.add_argument("--policy", default="dual", choices=("single", "dual"))
    parser.add_argument("--together", action="store_true", help="nobody shares the work out: all go through one queue")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server; without it a SQLite file is made")
    parser.add_argument("--browser", action="store_true", help="key to next citation painted, in Chromium")
    parser.add_argument("--json", help="also write the result to this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(asked.database_url) as url:
        prepare(Path(folder), url)
        slug, sessions = review(Path(folder), asked)
        with server(Path(folder), url) as port:
            result = in_browser(port, slug, sessions[0]) if asked.browser else measured(asked, port, slug, sessions)
        if not asked.browser:
            result["found"] = found(result.pop("votes"))
    tell(result)
    if asked.json:
        Path(asked.json).write_text(json.dumps(result, indent=1), encoding="utf-8")


def review(folder: Path, asked: argparse.Namespace) -> tuple[str, list[str]]:
    """A review with its citations and reviewers; its slug and the session of each reviewer."""
    import io

    from django.core.management import call_command
    from django.test import Client

    from reviews.actions.people import add_member
    from reviews.jobs.runner import run_job
    from reviews.models import Job
    from reviews.models.review import Role
    from studies.actions.policies import set_policy
    from studies.actions.workload import share_out
    from tests.world import make_world, person

    world = make_world()
    for path, source in made(folder, asked.citations):
        call_command("import_batch", world.review.slug, str(path), database=source, json=True, stdout=io.StringIO())
    set_policy(review=world.review, stage=STAGE, mode=asked.policy, by=world.alice)
    people = [person(f"reviewer{n}") for n in range(asked.reviewers)]
    for each in people:
        add_member(review=world.review, user=each, role=Role.REVIEWER, by=world.alice)
    if asked.policy == "dual" and len(people) > PAIR and not asked.together:
        shares = dict.fromkeys((each.pk for each in people), 1.0)
        share_out(review=world.review, stage=STAGE, shares=shares, reason="equal shares", by=world.alice)
    for job in Job.objects.unfinished():  # what the site would do before people come
        run_job.func(job.pk)
    settle()
    return world.review.slug, [session_of(Client(), each) for each in people]


def session_of(client: Any, user: Any) -> str:
    client.force_login(user)
    return str(client.cookies["sessionid"].value)


def measured(asked: argparse.Namespace, port: int, slug: str, sessions: list[str]) -> dict[str, Any]:
    ends = monotonic() + asked.seconds
    reviewers = [Reviewer(port, slug, session, tuple(asked.read), ends, n) for n, session in enumerate(sessions)]
    threads = [threading.Thread(target=each.work) for each in reviewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [milliseconds for each in reviewers for milliseconds in each.taken]
    cuts = quantiles(taken, n=100) if len(taken) > 1 else [0.0] * 99
    votes = [vote for each in reviewers for vote in each.sent]
    return {
        "reviewers": asked.reviewers,
        "seconds": asked.seconds,
        "policy": asked.policy,
        "requests": len(taken),
        "requests_per_second": round(len(taken) / asked.seconds, 1),
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "p99_ms": round(cuts[98], 1),
        "errors": sum(each.errors for each in reviewers),
        "complaints": dict(Counter(told for each in reviewers for told in each.complaints)),
        "refused": sum(each.refused for each in reviewers),
        "sent": len(votes),
        "votes": votes,
    }


def found(votes: list[Sent]) -> int:
    """How many of the votes that were answered as stored are in the database exactly once, as they were given."""
    from studies.models import Decision

    rows = Decision.objects.filter(undoes=None).values_list("reviewer__email", "citation__number", "verdict")
    stored = Counter(rows)
    return sum(stored[f"reviewer{vote.reviewer}@example.org", vote.citation, vote.verdict] == 1 for vote in votes)


def in_browser(port: int, slug: str, session: str) -> dict[str, Any]:
    from benchmarks.screening_browser import keypress_to_paint

    return keypress_to_paint(port, slug, session)


def tell(result: dict[str, Any]) -> None:
    for name, value in result.items():
        print(f"{name:22} {value}")


if __name__ == "__main__":
    main()
