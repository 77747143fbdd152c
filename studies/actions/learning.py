"""Learning the order of screening behind the screen: after a decision for whom it may change, after a batch for all."""

from time import monotonic, sleep
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from reviews import jobs
from reviews.jobs.kinds import Progress
from reviews.models import Job, Review, User
from reviews.models.jobs import LEARN_ORDER
from studies.actions.indexing import Library
from studies.models import Ranking, Stage
from studies.queries.learning import Known, citations_of, due_of, known, lately, theory_of
from studies.queries.policies import learner, rules_of
from studies.ranking import EVERY, PATIENCE, VERSION, Ranker
from studies.shelf import Shelf, Volume

LEARN_ALL = "learn_orders"
TOLD, OWN, DRAWN = 20, 20, 200
REST = 2.0  # times what learning took
LONGEST = 5.0  # seconds
_shelf = Shelf()
Keys = NDArray[np.int64]


@transaction.atomic
def learn_soon(*, review: Review, stage: str, by: User) -> Job:
    """Queue what is due; a job that is under way takes it along."""
    return jobs.start(review=review, by=by, kind=LEARN_ORDER, payload={"stage": stage}, key=f"{review.pk}:{stage}")


@transaction.atomic
def learn_all_soon(*, review: Review, by: User | None) -> Job:
    """Queue the index of a review's words, and every order that is learnt on it."""
    return jobs.start(review=review, by=by, kind=LEARN_ALL, payload={}, key=str(review.pk))


@jobs.kind(LEARN_ORDER)
def learn(job: Job, progress: Progress) -> dict[str, Any]:
    """For all whose order is due, until none is: decisions go on while it computes.

    It rests between two, and gives way after a while, as pages and other work wait for the same processor.
    """
    stage, lessons, ends = str(job.payload["stage"]), Lessons(job.review, progress), monotonic() + LONGEST
    learnt: list[tuple[User | None, int]] = []
    while monotonic() < ends:
        waiting = [each for each in due_of(job.review, stage, lately(job.review, stage)).items() if each not in learnt]
        if not waiting:
            break
        for reviewer, _ in waiting:
            began = monotonic()
            lessons.learn(stage, reviewer)
            sleep(REST * (monotonic() - began))
        learnt += waiting
    return {"learnt": len(learnt)}


@jobs.kind(LEARN_ALL)
def learn_all(job: Job, progress: Progress) -> dict[str, Any]:
    lessons = Lessons(job.review, progress)
    return {"orders": sum(len(lessons.learn_all(stage)) for stage in Stage.values)}


class Lessons:
    """Learns the orders of one review and stores them."""

    def __init__(self, review: Review, progress: Progress) -> None:
        self.review, self.library = review, Library(review, progress)

    def learn_all(self, stage: str) -> list[Ranking]:
        """The order that nobody's open vote is in, and those of the reviewers who have voted."""
        voted = self.review.decisions.filter(stage=stage).order_by().values("reviewer").distinct()
        whose = [None, *User.objects.filter(pk__in=voted).order_by("pk")]
        rules = rules_of(self.review, stage)
        return [self.learn(stage, each) for each in whose if each is None or learner(rules, each)]

    def learn(self, stage: str, reviewer: User | None) -> Ranking:
        """From what the reviewer may know; None: from what everybody may."""
        standing = citations_of(self.review)
        name, volume = self.library.volume(standing)
        if stage != Stage.TITLE_ABSTRACT:
            standing = citations_of(self.review, stage)
        decisions, question = known(self.review, stage, reviewer), theory_of(self.review)
        with _shelf.lock:
            ranker = _shelf.ranker(volume, name, question, seed=self.review.pk)
            ranker.fit(None, _labels(volume, decisions), misses=decisions.misses)
            # With nothing to go by an order would be a random one: they come as they were loaded.
            order = volume.keys[ranker.rank()] if question or decisions.labels else standing
            terms = _terms(ranker, volume, decisions)
        ranking, _ = Ranking.objects.update_or_create(
            review=self.review,
            stage=stage,
            reviewer=reviewer,
            defaults={
                "places": _places(order, standing, decisions).astype("<i8").tobytes(),
                "drawn": _drawn(order, decisions.misses),
                "terms": terms,
                "learnt_from": decisions.decisions,
                "found": decisions.found,
                "question": question,
                "seed": self.review.pk,
                "model_version": VERSION,
            },
        )
        return ranking


def _labels(volume: Volume, decisions: Known) -> NDArray[np.int8]:
    labels = np.full(len(volume.keys), -1, np.int8)
    rows = {key: row for row, key in enumerate(volume.keys.tolist())} if decisions.labels else {}
    for key, label in decisions.labels.items():
        if key in rows:
            labels[rows[key]] = label
    return labels


def _places(order: Keys, standing: Keys, decisions: Known) -> Keys:
    """First what was opened, as it was opened; then what is undecided, likely first; last what others decided."""
    opened = np.array(decisions.opened, np.int64)
    opened = opened[np.isin(opened, standing)]
    waiting = order[np.isin(order, standing) & ~np.isin(order, opened)]
    rest = np.setdiff1d(standing, np.concatenate([opened, waiting]))
    return np.concatenate([opened, waiting, rest])


def _drawn(order: Keys, misses: int) -> list[int]:
    """Which of the next ones stand where they do by chance, see `studies.ranking.schedule.mixed`."""
    if misses < PATIENCE:
        return []
    places = np.arange(min(DRAWN, len(order)))
    return [int(key) for key in order[places[(places + misses) % EVERY == 0]]]


def _terms(ranker: Ranker, volume: Volume, decisions: Known) -> dict[str, Any]:
    """What speaks for and against, and what spoke in each of the last decided ones."""
    speaks_for, against = ranker.leading(TOLD)
    rows = {key: row for row, key in enumerate(volume.keys.tolist())} if decisions.opened else {}
    last = [key for key in decisions.opened[-OWN:] if key in rows]
    own = {str(key): _rounded(ranker.explain(rows[key])) for key in last}
    return {"for": [term for term, _ in speaks_for], "against": [term for term, _ in against], "own": own}


def _rounded(terms: list[tuple[str, float]]) -> list[list[Any]]:
    return [[term, round(float(weight), 3)] for term, weight in terms]
