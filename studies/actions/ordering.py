"""In which order a reviewer screens: chosen by the reviewer, and kept for the report."""

import secrets

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
