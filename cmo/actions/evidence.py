"""Passages that support, refute or refine a configuration that stands already."""

from django.db import transaction

from cmo.actions.passages import Words, mark_passage
from cmo.models import Configuration, DocumentText, Evidence, Passage, Stance
from reviews.models import User
from reviews.trail import record


@transaction.atomic
def attach_passage(
    *, configuration: Configuration, passage: Passage, stance: str, by: User, note: str = ""
) -> Evidence:
    """To the configuration as a whole, whichever element it came from; attached again, it takes the new stance."""
    stance = Stance(stance)
    held = configuration.evidence.filter(passage=passage, element=None).first()
    if held and (held.stance, held.note) == (stance, note):
        return held
    before = {"stance": held.stance, "note": held.note} if held else None
    evidence = held or Evidence(configuration=configuration, passage=passage)
    evidence.stance, evidence.note, evidence.coder = stance, note, by
    evidence.save()
    record(
        review=configuration.review,
        by=by,
        verb=f"attached a passage that {stance}",
        about=configuration,
        reason=note,
        before=before,
        after={"passage": passage.number, "stance": stance, "exact": passage.exact},
    )
    return evidence


@transaction.atomic
def attach_words(
    *, configuration: Configuration, text: DocumentText, words: Words, stance: str, by: User, note: str = ""
) -> Evidence:
    """Mark the words and attach them. Raises Mismatch."""
    passage = mark_passage(text=text, words=words, by=by)
    return attach_passage(configuration=configuration, passage=passage, stance=stance, by=by, note=note)


@transaction.atomic
def detach_evidence(*, evidence: Evidence, by: User, reason: str = "") -> Configuration:
    """The passage no longer speaks to the configuration; where nothing else holds it, it is unmarked."""
    configuration, passage = evidence.configuration, evidence.passage
    record(
        review=configuration.review,
        by=by,
        verb="detached a passage from",
        about=configuration,
        reason=reason,
        before={
            "passage": passage.number,
            "stance": evidence.stance,
            "exact": passage.exact,
            "start": passage.start,
            "end": passage.end,
            "role": evidence.element.role if evidence.element else "",
        },
    )
    evidence.delete()
    Passage.objects.filter(pk=passage.pk).bare().delete()
    return configuration
