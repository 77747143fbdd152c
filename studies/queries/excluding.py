"""Why a citation is excluded, in one reason each: what the flow counts and the list of citations is narrowed by.

What a settlement excluded counts as settled; otherwise the reason of the reviewer who excluded first counts, as he or
she gives it now. So two who exclude for different reasons count once.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from reviews.models import Review
from studies.models import Citation, Decision, Reopening, Resolution, Stage, State, Verdict
from studies.models.citations import STANDS
from studies.models.retrieval import without_text
from studies.queries.votes import at_stage, standing_votes, state_column

SETTLED_OUT = "Conflict settled as excluded"
HERE = ("citation", "citation__into")  # said of the citation itself, and of one that was joined into it


def excluded(citations: QuerySet[Citation], stage: str) -> QuerySet[Citation]:
    return at_stage(citations, stage).filter(**{state_column(stage): State.EXCLUDED})


def excluded_for(stage: str, reason: str) -> Q:
    """Those that are excluded at the stage and count under this reason."""
    read = Q(state_title_abstract=State.INCLUDED) & ~without_text() if stage == Stage.FULL_TEXT else Q()
    return read & Q(**{state_column(stage): State.EXCLUDED}) & Q(Exact(reason_of(stage), Value(reason, TextField())))


def for_unlike_reasons(stage: str) -> Q:
    """Those whose reviewers all excluded them, for reasons that are not the same."""
    votes = standing_votes(Decision.objects.order_by(), stage)
    votes = votes.annotate(stands=STANDS)
    last = votes.values("stands", "reviewer").annotate(last=Max("pk")).values("last")
    said = votes.filter(pk__in=last, verdict=Verdict.EXCLUDE).values("stands")
    unlike = said.annotate(n=Count("reason", distinct=True)).filter(n__gt=1)
    settled = Resolution.objects.filter(stage=stage).order_by()
    settled = settled.annotate(stands=STANDS)
    return Q(**{state_column(stage): State.EXCLUDED}, pk__in=unlike.values("stands")) & ~Q(
        pk__in=settled.values("stands")
    )


def with_text(there: bool) -> Q:
    """Of what titles and abstracts let through: those whose full text was not found, or all the others."""
    return Q(state_title_abstract=State.INCLUDED) & ~without_text() if there else without_text()


def reasons(review: Review, stage: str) -> Counter[str]:
    """How many citations each reason excluded; nobody's open vote is among them, as all have decided.

    Nearly all were excluded by a vote each, and by no more: of these the first is found for all at once.
    """
    of = excluded(review.citations.standing(), stage).order_by()
    settled = review.resolutions.filter(stage=stage).order_by().values("citation")
    joined = review.citations.filter(standing=False, into__isnull=False).order_by().values("into")
    votes = Decision.objects.filter(stage=stage, citation__in=of.values("pk")).order_by().values("citation")
    votes = votes.annotate(n=Count("*"), first=Min("pk"), low=Min("reviewer"), high=Max("reviewer"))
    once = Q(n=1) | Q(n=2, low__lt=F("high"))
    odd = Q(pk__in=settled) | Q(pk__in=joined)
    plain = votes.filter(once).exclude(citation__in=of.filter(odd).values("pk"))
    firsts = Decision.objects.filter(pk__in=plain.values("first")).order_by()
    found = Counter(dict(firsts.values_list("reason").annotate(n=Count("*"))))
    if found.total() < of.count():
        rest = of.filter(odd | Q(pk__in=votes.exclude(once).values("citation")))
        found.update(dict(rest.annotate(words=reason_of(stage)).values_list("words").annotate(n=Count("*"))))
    return found


def reason_of(stage: str) -> Any:
    """Of an excluded citation, in words."""
    voted = [Subquery(_first(stage, of).values("reason")[:1]) for of in HERE]
    return Coalesce(*(_settled(stage, of) for of in HERE), *voted, Value(SETTLED_OUT), output_field=TextField())


def _settled(stage: str, of: str) -> Subquery:
    opened = Reopening.objects.filter(
        citation=OuterRef("citation"),
        stage=stage,
        closes=None,
        closed_by=None,
        reopened_at__gte=OuterRef("resolved_at"),
    )
    rows = Resolution.objects.filter(~Exists(opened), stage=stage, outcome=Verdict.EXCLUDE, **{of: OuterRef("pk")})
    return Subquery(rows.order_by().annotate(words=Value(SETTLED_OUT, TextField())).values("words")[:1])


def _first(stage: str, of: str) -> QuerySet[Decision]:
    same = ("citation", "stage", "reviewer")
    later = _votes().filter(pk__gt=OuterRef("pk"), **{name: OuterRef(name) for name in same})
    rows = _votes().filter(stage=stage, verdict=Verdict.EXCLUDE, **{of: OuterRef("pk")})
    return rows.filter(~Exists(later)).order_by("pk")


def _votes() -> QuerySet[Decision]:
    """Those that stand, asked such that SQLite does not look for what takes nothing back by its index: that is nearly
    all, and it would be walked through for each citation.
    """
    return Decision.objects.filter(Exact(Coalesce("undoes", Value(0)), Value(0)), undone_by=None)
