"""In which order a reviewer screens: chosen by the reviewer, kept for the report, and learnt from what was decided."""

import secrets
from functools import partial

from django.db import transaction

from reviews.models import Review, User
from reviews.trail import record
from studies.models import Order, OrderChoice
from studies.queries.orders import choice_in_force

SEEDS = 2**31


@transaction.atomic
def choose_order(*, review: Review, stage: str, order: str, by: User) -> OrderChoice:
    """The reviewer's own order at the stage from now on; a random one is drawn anew. The same again changes nothing."""
    before = choice_in_force(review, stage, by)
    order = Order(order)
    if before.pk and before.order == order:
        return before
    seed = secrets.randbelow(SEEDS) if order == Order.RANDOM else 0
    choice = OrderChoice.objects.create(review=review, stage=stage, reviewer=by, order=order, seed=seed)
    told: dict[str, object] = {"stage": stage, "order": str(order)}
    if order == Order.RANDOM:
        told["seed"] = seed
    record(review=review, by=by, verb="chose an order of screening", about=choice, before=str(before.order), after=told)
    return choice


@transaction.atomic
def retrain_soon(*, review: Review, stage: str, by: User) -> None:
    """Have the order that learns from this reviewer's votes learnt anew, once they are stored.

    Called by whoever adds a vote or takes one back, inside the transaction of that action. Whose order it is tells
    `studies.queries.orders.learner`; how often it is learnt anew is for the job to say.
    """
    transaction.on_commit(partial(_start_training, review=review, stage=stage, by=by))


def _start_training(*, review: Review, stage: str, by: User) -> None:
    """Nothing learns yet."""
