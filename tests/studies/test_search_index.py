"""The same question finds the same citations on either database: what a plain reading of their words finds."""

import random
from collections.abc import Sequence

import pytest

from reviews.verification import verify
from studies.models import Citation
from studies.search import COLUMNS, READ, Both, Either, Node, Unlike, Words, ask, document
from studies.search_index import matching, reindex, unindexed
from tests.make import batch, ris_file, search_round
from tests.world import World

VOCABULARY = (
    "trust", "trusting", "nurse", "nurses", "Björk", "bjork", "COVID-19", "19", "naïve", "Straße", "strasse",
    "社会支援", "支援", "риск", "рисковать", "p53", "1e5", "10.1000/xyz.5", "e-mail", "o’clock", "0042", "3.14", "-7",
    "2e3a4",
)  # fmt: skip


def text(pick: random.Random, words: int) -> str:
    return " ".join(pick.choices(VOCABULARY, k=words))


@pytest.fixture
def citations(world: World) -> list[Citation]:
    pick = random.Random(4)
    made = Citation.objects.bulk_create(
        Citation(
            review=world.review,
            number=number,
            **{name: text(pick, pick.randint(0, 9 if name == "abstract" else 3)) for name in READ},
        )
        for number in range(1, 61)
    )
    reindex([each.pk for each in made])
    return made


def holds(node: Node, columns: dict[str, list[str]]) -> bool:
    """A plain reading, without any index."""
    if isinstance(node, Words):
        return any(in_a_row(node, words) for name, words in columns.items() if node.column in ("", name))
    if isinstance(node, Unlike):
        return not holds(node.part, columns)
    return (all if isinstance(node, Both) else any)(holds(each, columns) for each in node.parts)


def in_a_row(asked: Words, words: Sequence[str]) -> bool:
    length, last = len(asked.words), asked.words[-1]
    return any(
        tuple(words[at : at + length - 1]) == asked.words[:-1]
        and (words[at + length - 1].startswith(last) if asked.prefix else words[at + length - 1] == last)
        for at in range(len(words) - length + 1)
    )


def questions(seed: int) -> list[str]:
    """Of every form, from words that occur."""
    pick = random.Random(seed)
    found = []
    for _ in range(80):
        one, two, three = pick.sample(VOCABULARY, 3)
        forms = (
            one, f"{one} {two}", f'"{one} {two}"', f"{one} OR {two}", f"-{one}", f"{one} -{two}", f"{one[:2]}*",
            f'title:"{one} {two}"', f"author:{one} OR title:{two}", f"({one} {two}) OR -{three}", f'"{one} {two[:2]}*"',
            f"journal:{one[:3]}* -({two} OR {three})", f"NOT ({one} OR -{two})",
        )  # fmt: skip
        found.append(pick.choice(forms))
    return found


def test_the_index_finds_what_a_plain_reading_finds(world: World, citations: list[Citation]) -> None:
    read = {
        each.number: {
            name: words.split()
            for name, words in zip(COLUMNS, document({name: getattr(each, name) for name in READ}), strict=True)
        }
        for each in citations
    }
    assert all(isinstance(ask(each).tree, Words | Unlike | Both | Either) for each in questions(1))
    for typed in questions(1):
        tree = ask(typed).tree
        wanted = [number for number, columns in read.items() if holds(tree, columns)]
        found = matching(world.review.citations.all(), tree).values_list("number", flat=True)
        assert list(found) == wanted, typed


def test_a_citation_is_found_by_its_new_words_and_no_more_by_the_old(world: World, citations: list[Citation]) -> None:
    first = citations[0]
    Citation.objects.filter(pk=first.pk).update(title="Illustrative zebra")
    reindex([first.pk])
    zebra = matching(world.review.citations.all(), ask("title:zebra").tree)
    assert list(zebra.values_list("number", flat=True)) == [1]
    old = matching(world.review.citations.filter(pk=first.pk), ask(f'title:"{first.title or "nothing"}"').tree)
    assert not old.exists()


def test_what_is_loaded_is_indexed_and_verify_tells_what_is_not(world: World) -> None:
    batch(search_round(world.review, world.adam), ris_file([1, 2, 2, 3]), world.adam)
    assert not unindexed(world.review.citations.all()).exists()
    Citation.objects.create(review=world.review, number=99, title="Illustrative stowaway")
    failed = {check.name: check.found for check in verify(world.review) if not check.ok}
    assert failed["citations that the search does not know"] == [99]


def test_no_question_is_the_whole_list(world: World, citations: list[Citation]) -> None:
    assert matching(world.review.citations.all(), ask("  ").tree).count() == len(citations)


def test_very_long_texts_are_indexed_as_far_as_either_database_can(world: World) -> None:
    long = Citation.objects.create(
        review=world.review, number=1, title="first " + "word " * 50_000, abstract="я" * 5000, keywords="x" * 9000
    )
    reindex([long.pk])
    assert matching(world.review.citations.all(), ask('"first word"').tree).exists()
