"""Labels put on citations and taken off, thousands at once: one deed, one event, and undone as one."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reviews.models import Review, User
from reviews.trail import record
from studies.models import Citation, CitationLabel, Label, Labelling
from studies.queries.votes import pieces
from studies.search import fold


@transaction.atomic
def label_citations(*, review: Review, name: str, citations: QuerySet[Citation], by: User) -> Labelling:
    """Put the label on those that do not bear it; a name that is new makes a new label."""
    label = _label(review, name, by)
    deed = Labelling.objects.create(review=review, label=label, by=by)
    keys = list(citations.order_by("number").values_list("pk", flat=True))
    bearing = set(label.on_citations.standing().values_list("citation", flat=True))
    CitationLabel.objects.bulk_create(
        (CitationLabel(citation_id=key, label=label, put_on=deed) for key in keys if key not in bearing),
        batch_size=1000,
    )
    return _told(deed, deed.put.count(), "labelled", by)


@transaction.atomic
def unlabel_citations(*, review: Review, label: Label, citations: QuerySet[Citation], by: User) -> Labelling:
    """Take the label off those that bear it, on themselves or on a citation that was joined into them."""
    Label.objects.select_for_update().get(pk=label.pk)
    deed = Labelling.objects.create(review=review, label=label, by=by, off=True)
    for keys in pieces(citations.values_list("pk", flat=True)):
        bearing = label.on_citations.standing().filter(Q(citation__in=keys) | Q(citation__into__in=keys))
        bearing.update(taken_off=deed)
    return _told(deed, deed.took.count(), "took off a label", by)


@transaction.atomic
def undo_labelling(*, labelling: Labelling, by: User) -> Labelling:
    """As it was before; what others did with the label since stays. Undone twice, it is undone once."""
    Label.objects.select_for_update().get(pk=labelling.label_id)
    deed = Labelling.objects.select_related("label", "review").get(pk=labelling.pk)
    if deed.undone_at:
        return deed
    if deed.off:
        borne = deed.label.on_citations.standing().values("citation")
        count = deed.took.exclude(citation__in=borne).update(taken_off=None)
    else:
        count = deed.put.standing().update(taken_off=deed)
    deed.undone_at = timezone.now()
    deed.save(update_fields=["undone_at"])
    told = {"label": deed.label.name, "citations": count}
    record(review=deed.review, by=by, verb="undid a labelling", about=deed.label, after=told)
    return deed


def _label(review: Review, name: str, by: User) -> Label:
    """Locked, so that two who label at once do so one after the other."""
    name = " ".join(name.split())
    key = " ".join(fold(name).split()) or name
    label, _ = Label.objects.get_or_create(review=review, key=key, defaults={"name": name, "made_by": by})
    return Label.objects.select_for_update().get(pk=label.pk)


def _told(deed: Labelling, count: int, verb: str, by: User) -> Labelling:
    deed.count = count
    deed.save(update_fields=["count"])
    told = {"label": deed.label.name, "citations": count}
    record(review=deed.review, by=by, verb=verb, about=deed.label, after=told)
    return deed
