"""`kill -9` of a real worker process at random moments of loading and of joining, and what is there afterwards.

`python -m benchmarks.killing --times 20 [--entries 4000] [--seed 1] [--database-url postgresql://…]`: in a database of
its own that is thrown away. Each time another worker goes on, as the reaper makes it; then no record may be lost or
double, `verify` has to be content, and the citations have to be those of a load that nobody disturbed.
"""

import argparse
import io
import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.batch import database, prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--entries", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", default="", help="a PostgreSQL server; without it a SQLite file is made")
    parser.add_argument("--json", help="also write the result to this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(asked.database_url) as url:
        prepare(Path(folder), url)
        result = run(asked.times, asked.entries, random.Random(asked.seed))
    if asked.json:
        Path(asked.json).write_text(json.dumps(result, indent=1), encoding="utf-8")
    raise SystemExit(1 if any(each["wrong"] for each in result) else 0)


def run(times: int, entries: int, pick: random.Random) -> list[dict[str, Any]]:
    from tests.killing import Moment, go_on, kill, together, worker, wrong

    batch = queued("undisturbed", entries)
    with worker():
        loading, joining = durations(batch)
    batch = go_on(batch)
    expected = together(batch)
    state = "; ".join(wrong(batch)) or "right"
    print(f"undisturbed: {entries} entries loaded in {loading:.1f} s, joined in {joining:.1f} s; {state}")
    result = []
    for at in range(1, times + 1):
        in_joining = at % 2 == 0
        moment = Moment(in_joining, pick.uniform(0, joining if in_joining else loading))
        batch = queued(f"kill-{at}", entries)
        found = kill(batch, moment)
        batch = go_on(batch)
        bad = wrong(batch) + ([] if together(batch) == expected else ["other citations than undisturbed"])
        stage = "joining" if in_joining else "loading"
        result.append({"stage": stage, "after": round(moment.after, 2), "found": found, "wrong": bad})
        print(f"{at:3}  {stage} after {moment.after:5.2f} s: {found}; {'; '.join(bad) or 'right afterwards'}")
    return result


def durations(batch: Any) -> tuple[float, float]:
    from studies.models import Batch
    from tests.killing import until

    standing = Batch.objects.select_related("job")
    until(lambda: standing.get(pk=batch.pk).job.state != "queued")
    began = time.monotonic()
    until(lambda: standing.get(pk=batch.pk).state == "loaded")
    loaded = time.monotonic()
    until(lambda: standing.get(pk=batch.pk).job.ended)
    return loaded - began, time.monotonic() - loaded


def queued(slug: str, entries: int) -> Any:
    """A batch of a review of its own, whose job waits for a worker."""
    from reviews.actions.reviews import create_review
    from reviews.models import User
    from studies.actions.importing import import_batch
    from studies.actions.staging import stage_file
    from studies.intake import look
    from tests.make import LIMIT, duplicated, ris_file, search_round

    lead, _ = User.objects.get_or_create(email="lead@example.org")
    review = create_review(slug=slug, title=f"Illustrative review {slug}", question="", by=lead)
    file = ris_file(duplicated(entries), f"{slug}.ris")
    intake = look(io.BytesIO(file.data), name=file.name, limit=LIMIT)
    staged = stage_file(search_round=search_round(review, lead), file=file.file, intake=intake, by=lead)
    return import_batch(staged=staged, by=lead)


if __name__ == "__main__":
    main()
