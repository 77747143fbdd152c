"""Pairs to judge and joins to take apart, for the tests of duplicates: one DOI on two titles is asked about."""

from studies.models import Citation, MatchPair
from studies.queries.duplicates import likely_first, open_questions
from tests.make import CitationFile, nbib_file, ris_file, search_round
from tests.make import batch as loaded
from tests.world import World


def load(world: World, *files: CitationFile) -> None:
    opened = search_round(world.review, world.adam)
    for file in files:
        loaded(opened, file, world.adam)


def doubtful(world: World, count: int = 1) -> list[MatchPair]:
    """`count` pairs to judge, in two files: each pair has one DOI and titles that do not agree."""
    numbers = list(range(1, count + 1))
    load(world, ris_file(numbers, "one.ris"), renamed(ris_file(numbers, "other.ris")))
    return pairs(world)


def bridge(world: World) -> tuple[Citation, Citation]:
    """Two citations of one work that share nothing but the title: `nbib_file([8])` shows them to be one."""
    by_doi = ris_file([8], "doi.ris")
    by_doi.lines = [line for line in by_doi.lines if not line.startswith(("AU", "PY", "JF", "VL", "AB"))]
    load(world, by_doi, nbib_file([8], "pmid.nbib", doi=False))
    first, second = world.review.citations.order_by("number")
    return first, second


def renamed(file: CitationFile) -> CitationFile:
    file.lines = [
        f"TI  - Talking in kitchens, part {line[-3:]}" if line.startswith("TI") else line for line in file.lines
    ]
    return file


def pairs(world: World) -> list[MatchPair]:
    return list(likely_first([each.pair for each in open_questions(world.review)]))


def standing(world: World) -> dict[int, list[int]]:
    """By the number of each citation that counts, the numbers of its records."""
    return {
        citation.number: list(citation.records.order_by("number").values_list("number", flat=True))
        for citation in Citation.objects.standing().filter(review=world.review)
    }
