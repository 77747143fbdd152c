"""What the next citation costs at 50,000: the page and a decision on the server, in each order, by two and by one.

`python -m benchmarks.screening_queue --entries 50000 [--database-url postgresql://…]`: through the client of the tests,
in a database of its own that is thrown away. The order "likely" is one that was learnt from the votes of two reviewers.
"""

import argparse
import random
import re
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.batch import database, load, prepare, screen, settle

DECISIONS = 25
HTMX = {"HX-Request": "true"}
AHEAD = HTMX | {"HX-Preloaded": "true"}
HERE, NEXT = re.compile(r'data-citation="(\d+)"'), re.compile(r'data-next="[^"]*/(\d+)/"')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--database-url", default="", help="a PostgreSQL server; without it a SQLite file is made")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(asked.database_url) as url:
        prepare(Path(folder), url)
        print(f"{load(Path(folder), asked.entries)['citations']:,} citations")
        print("policy  order    page ms  cpu ms  decision ms  cpu ms")
        for row in measured():
            print("{:7} {:8} {:7.1f} {:7.1f} {:12.1f} {:7.1f}".format(*row), flush=True)


def measured() -> Any:
    from reviews.models import Review, User
    from studies.actions.ordering import choose_order
    from studies.actions.policies import set_policy
    from studies.models import Order, Stage

    review, stage = Review.objects.get(), Stage.TITLE_ABSTRACT
    screen(review.slug)
    settle()
    alice, bob = (User.objects.get(email=f"{name}@example.org") for name in ("alice", "bob"))
    for mode in ("dual", "single"):
        set_policy(review=review, stage=stage, mode=mode, by=alice)
        for order in (Order.OLDEST, Order.RANDOM, Order.LIKELY):
            choose_order(review=review, stage=stage, order=order, by=bob)
            if order == Order.LIKELY:
                learn(review, stage, bob, None if mode == "single" else bob)
            yield mode, str(order), *walk(review.slug, bob)


def learn(review: Any, stage: str, voter: Any, reviewer: Any) -> None:
    """An order as the job would store it: what was opened first, then the others."""
    from studies.models import Decision, Ranking
    from studies.places import packed

    votes = Decision.objects.filter(review=review, stage=stage, reviewer=voter).order_by("pk")
    opened = dict.fromkeys(votes.values_list("citation", flat=True))
    rest = [key for key in review.citations.standing().values_list("pk", flat=True) if key not in opened]
    random.Random(1).shuffle(rest)
    Ranking.objects.create(
        review=review, stage=stage, reviewer=reviewer, places=packed([*opened, *rest]), learnt_from=len(opened)
    )


def walk(slug: str, user: Any) -> tuple[float, ...]:
    """Medians of the page and of decisions, given as the page gives them: the next one is there already."""
    from django.test import Client

    client, base = Client(), f"/r/{slug}/screen/title-abstract/"
    client.force_login(user)
    client.get(base)
    pages, decisions = [], []
    for _ in range(DECISIONS):
        answer = timed(pages, lambda: client.get(base, headers=HTMX))
        here, following = (int(found.search(answer.content.decode())[1]) for found in (HERE, NEXT))
        client.get(f"{base}{following}/", headers=AHEAD)
        said = {"verdict": "exclude", "reason": "Wrong setting", "shown": following}
        answer = timed(decisions, lambda at=here, said=said: client.post(f"{base}{at}/decide/", said, headers=HTMX))
        assert f'data-citation="{following}"' in answer.content.decode()
    return tuple(median(column) for times in (pages, decisions) for column in zip(*times, strict=True))


def timed(times: list[tuple[float, float]], ask: Any) -> Any:
    began, busy = perf_counter(), process_time()
    answer = ask()
    times.append(((perf_counter() - began) * 1000, (process_time() - busy) * 1000))
    return answer


if __name__ == "__main__":
    main()
