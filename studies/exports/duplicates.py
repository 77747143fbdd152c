"""What leaves studies from joining: the pairs that rules asked about, people judged, or that belong together."""

from collections.abc import Iterator
from typing import Any

from reviews.exports import Column, export
from reviews.models import Review, User
from studies.models.matching import BY_HAND, Judgement
from studies.queries.duplicates import likely_first, linked, open_questions
from studies.queries.votes import pieces

OUTCOMES = {Judgement.SAME: "join", Judgement.DIFFERENT: "apart"}


@export(
    "duplicate_pairs",
    "Pairs of records asked about, judged or linked",
    [
        Column("record_a", "number of the one record", "number"),
        Column("record_b", "number of the other", "number"),
        Column("outcome", "join or apart, as somebody judged; ask: waits to be judged; link: belong together"),
        Column("score", "how far they agree, 0 to 100", "number"),
        Column("rule", "the rule that found the pair"),
        Column("reasons", "why, in words"),
        Column("judged_by", "e-mail address of who judged"),
        Column("judged_at", "when, ISO 8601 in UTC"),
    ],
    a_row="a pair of records that was asked about, judged or linked",
    size=lambda review, viewer: sum(1 for _ in duplicate_pairs(review, viewer)),
)
def duplicate_pairs(review: Review, viewer: User) -> Iterator[list[Any]]:
    for said in review.match_verdicts.standing().select_related("a", "b", "judged_by").order_by("pk"):
        reasons = said.reason if said.rule in BY_HAND else said.reasons
        words = [OUTCOMES[Judgement(said.verdict)], said.score, said.rule, reasons]
        by = said.judged_by.email if said.judged_by else ""
        yield [said.a.number, said.b.number, *words, by, said.judged_at.isoformat(timespec="milliseconds")]
    for outcome, keys in (("ask", open_questions(review)), ("link", linked(review))):
        for some in pieces([each.pair for each in keys]):
            for pair in likely_first(some):
                yield [pair.a.number, pair.b.number, outcome, pair.score, pair.rule, pair.reasons, "", ""]
