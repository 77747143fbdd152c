"""Joins that count no more, or not yet, because a batch is withdrawn: kept until it is brought back."""

from collections.abc import Iterable

from django.db import transaction

from studies.joins import Pair
from studies.matching import VERSION
from studies.models import ParkedJoin, Record


@transaction.atomic
def park(joins: Iterable[ParkedJoin]) -> None:
    """Once each."""
    ParkedJoin.objects.bulk_create(joins, ignore_conflicts=True)


def parked(pair: Pair) -> ParkedJoin:
    """A pair that was found while one of the two does not count."""
    words = "; ".join(pair.reasons)
    return ParkedJoin(record_id=pair.a, to_id=pair.b, rule=pair.rule, reasons=words, version=VERSION)


def join_of(record: Record) -> ParkedJoin:
    """That by which the record stands where it does."""
    said = {"reasons": record.join_reasons, "version": record.join_version, "joined_at": record.joined_at}
    to = record.joined_to_id or record.citation.first_id
    return ParkedJoin(record=record, to_id=to, rule=record.join_rule, **said)
