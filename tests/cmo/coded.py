"""Documents, texts and marked words, for the tests of coding; through actions wherever there is one."""

from django.db import transaction

from cmo.actions.configurations import make_configuration
from cmo.actions.passages import Words
from cmo.actions.texts import paste_text
from cmo.actions.tray import put_in_tray
from cmo.models import Configuration, DocumentText, TrayItem
from reviews.models import User, next_number
from studies.actions.screening import decide
from studies.models import Citation, Document, Stage, Verdict
from studies.search_index import reindex
from tests.world import World

WORDS = (
    "Results\n\n"
    "Where departments had lost experienced analysts, brokers were asked first. Officials felt safe to disclose "
    "uncertainty, and questions were reframed together.\n\n"
    "In contested areas officials feared exposure. Trust survived staff changes only where posts were funded."
)
CONTEXT, RESOURCE = "departments had lost experienced analysts", "brokers were asked first"
RESPONSE, OUTCOME = "Officials felt safe to disclose uncertainty", "questions were reframed together"
AGAINST = "officials feared exposure"


def make_document(world: World, title: str = "Illustrative record", **fields: str) -> Document:
    """Of a citation that both reviewers include."""
    with transaction.atomic():
        citation = Citation.objects.create(
            review=world.review,
            number=next_number(world.review, "citation"),
            **{"title": title, "authors": "Author, A.", "year": "2021", **fields},
        )
        reindex([citation.pk])
    for reviewer in (world.bob, world.dana):
        decide(citation=citation, stage=Stage.TITLE_ABSTRACT, by=reviewer, verdict=Verdict.INCLUDE)
    return Document.objects.select_related("citation", "review").get(citation=citation)


def make_text(world: World, words: str = WORDS, document: Document | None = None) -> DocumentText:
    return paste_text(document=document or make_document(world), by=world.bob, words=words)


def words_of(text: DocumentText, words: str, nth: int = 0) -> Words:
    """Where those words stand in the text, the nth time from 0."""
    at = -1
    for _ in range(nth + 1):
        at = text.text.index(words, at + 1)
    return Words(at, at + len(words), words)


def mark(text: DocumentText, words: str, role: str, by: User, same_element: bool = False) -> TrayItem:
    """Words of the text into that person's tray."""
    return put_in_tray(text=text, words=words_of(text, words), role=role, by=by, same_element=same_element)


def make_configured(world: World) -> Configuration:
    """C1 with two quotations, C2 and O1 with one each."""
    text = make_text(world)
    mark(text, CONTEXT, "context", world.bob)
    mark(text, "brokers", "context", world.bob, same_element=True)
    mark(text, AGAINST, "context", world.bob)
    mark(text, OUTCOME, "outcome", world.bob)
    return make_configuration(document=text.document, by=world.bob)


def post(text: DocumentText, words: str, **more: str) -> dict[str, str | int]:
    """What the reader's forms send for those words."""
    place = words_of(text, words)
    return {"version": text.version, "start": place.start, "end": place.end, "exact": place.exact, **more}
