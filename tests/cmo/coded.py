"""Documents, texts and marked words, for the tests of coding; through actions wherever there is one."""

from cmo.actions.texts import paste_text
from cmo.models import DocumentText
from reviews.models import next_number
from studies.models import Citation, Document, State
from tests.world import World


def make_document(world: World, title: str = "Illustrative record", **fields: str) -> Document:
    """A document of an included citation."""
    citation = Citation.objects.create(
        review=world.review,
        number=next_number(world.review, "citation"),
        title=title,
        authors=fields.pop("authors", "Author, A."),
        year=fields.pop("year", "2021"),
        state_title_abstract=State.INCLUDED,
        **fields,
    )
    return Document.objects.create(review=world.review, citation=citation, number=next_number(world.review, "document"))


def make_text(world: World, words: str, document: Document | None = None) -> DocumentText:
    return paste_text(document=document or make_document(world), by=world.bob, words=words)
