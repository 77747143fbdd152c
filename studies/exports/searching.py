"""What leaves studies before screening: records as imported, citations, and the log of the searches."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from django.db.models import QuerySet

from reviews.exports import Asked, Column, export
from reviews.models import Review, User
from studies.exports.references import REFERENCES
from studies.forms.selecting import found
from studies.models import FIELDS, Batch, Citation, Record, SearchRound, Stage
from studies.queries.carrying import kept_back
from studies.queries.listing import label_names
from studies.queries.searching import Tally, rounds
from studies.selection import Selection

PIECE = 2000
KEPT_BACK = "kept back until both reviewers have decided: it names a vote"

MEANING = {
    "type": "kind of publication",
    "title": "title",
    "authors": "Family, Given; Family, Given",
    "year": "year of publication",
    "container": "journal or book",
    "volume": "volume",
    "issue": "issue",
    "pages": "first to last page",
    "doi": "DOI, bare and in lower case",
    "pmid": "PubMed identifier",
    "isbn_issn": "ISBN or ISSN",
    "abstract": "abstract",
    "keywords": "keywords, “; ” between",
    "language": "language",
    "url": "address",
}
BIBLIOGRAPHIC = [Column(name, MEANING[name]) for name in FIELDS]

RECORD_COLUMNS = [
    Column("record", "number of the record", "number"),
    Column("batch", "number of the batch", "number"),
    Column("file", "name of the file it was loaded from"),
    Column("position", "1-based among the entries of the file", "number"),
    Column("line", "1-based, where the entry begins in the file", "number"),
    Column("source_id", "the entry's own identifier"),
    Column("citation", "number of the citation it stands in", "number"),
    Column("join_rule", "why it stands there; empty for the first of a citation"),
    *BIBLIOGRAPHIC,
    Column("raw", "the entry as it stood in the file"),
    Column("join_reasons", "the reasons for joining, in words"),
    Column("joined_to", "number of the record that it was found to be the same as", "number"),
    Column("join_version", "version of the rules that joined it"),
]
CITATION_COLUMNS = [
    Column("citation", "number of the citation", "number"),
    *BIBLIOGRAPHIC,
    Column("records", "how many records were joined into it", "number"),
    Column("sources", "databases of its records, “; ” between"),
    Column("state_title_abstract", "state at title and abstract, as the reader may see it"),
    Column("state_full_text", "state at full text, as the reader may see it"),
    Column("labels", "labels, “; ” between"),
]
LOG_COLUMNS = [
    Column("round", "number of the search round", "number"),
    Column("why", "why the search was made"),
    Column("where", "databases, websites, people"),
    Column("gap", "the statement of the theory whose gap asked for it"),
    Column("cluster_element", "CLUSTER element"),
    Column("opened_at", "when the round was opened"),
    Column("batch", "number of the batch", "number"),
    Column("database", "database"),
    Column("file", "file"),
    Column("format", "format"),
    Column("loaded_at", "when it was loaded"),
    Column("state", "loading, loaded or cancelled"),
    Column("records", "records loaded", "number"),
    Column("joined", "records joined into citations that stood", "number"),
    Column("rejected", "entries that could not be read", "number"),
    Column("pearl", "key pearl whose cluster was searched"),
    Column("platform", "platform of the database"),
    Column("query", "the query as it was run"),
    Column("searched_on", "day of the search"),
    Column("opened_by", "who opened the round"),
    Column("loaded_by", "who loaded the file"),
    Column("found", "entries in the file, read or not", "number"),
    Column("new", "citations that no earlier file had brought", "number"),
    Column("mended", "of the rejected entries those mended since", "number"),
    Column("source", "where it was found, where that is said of the batch: database, register, website …"),
]


@export(
    "records",
    "Records as imported",
    RECORD_COLUMNS,
    a_row="one entry of one file, as it was imported",
    size=lambda review, viewer: review.records.count(),
)
def records(review: Review, viewer: User) -> Iterator[list[Any]]:
    before = ["number", "batch__number", "batch__file_name", "position", "line", "source_id", "citation__number"]
    columns = [*before, "join_rule", *FIELDS, "raw", "join_reasons", "joined_to__number", "join_version"]
    naming_votes = set(kept_back(review, viewer).values_list("pk", flat=True))
    for key, *row in review.records.order_by("number").values_list("pk", *columns).iterator(PIECE):
        if key in naming_votes:
            row[columns.index("raw")] = KEPT_BACK
        yield row


def listed_citations(review: Review, viewer: User, asked: Asked) -> tuple[int, Iterator[list[Any]]]:
    """Those of a list: its `query`, and the `selection` where that is part of it."""
    query, selection = dict(parse_qsl(asked["query"])), Selection.of(asked.get("selection"))
    rows = found(query, review=review, viewer=viewer, selection=selection)
    return rows.count(), citation_rows(rows, viewer)


@export(
    "citations",
    "Citations",
    CITATION_COLUMNS,
    a_row="one publication, joined from its records",
    also=REFERENCES,
    size=lambda review, viewer: review.citations.standing().count(),
    part=listed_citations,
)
def citations(review: Review, viewer: User) -> Iterator[list[Any]]:
    yield from citation_rows(review.citations.standing().order_by("number"), viewer)


def citation_rows(citations: QuerySet[Citation], viewer: User) -> Iterator[list[Any]]:
    """These citations of one review in their order, as the table `citations` has them."""
    shown = [f"shown_{stage}" for stage in Stage.values]
    rows = citations.as_seen_by(viewer).values("pk", "number", *FIELDS, *shown).iterator(PIECE)
    while some := list(islice(rows, PIECE)):
        keys = [row["pk"] for row in some]
        origins, labels = _origins(keys), label_names(keys)
        for row in some:
            count, sources = origins.get(row["pk"], (0, ()))
            words, states = [row[name] for name in FIELDS], [row[name] for name in shown]
            yield [row["number"], *words, count, "; ".join(sources), *states, "; ".join(labels.get(row["pk"], ()))]


def _origins(citations: Sequence[int]) -> dict[int, tuple[int, list[str]]]:
    """By citation: how many records, and their databases, each once and in the order they came."""
    found: dict[int, tuple[int, list[str]]] = {}
    rows = Record.objects.filter(citation__in=citations).order_by("number")
    for citation, database in rows.values_list("citation", "batch__database"):
        count, sources = found.setdefault(citation, (0, []))
        if database and database not in sources:
            sources.append(database)
        found[citation] = (count + 1, sources)
    return found


@export("search_log", "Search log", LOG_COLUMNS, a_row="one batch of a search round")
def search_log(review: Review, viewer: User) -> Iterator[list[Any]]:
    for shown in reversed(rounds(review)):
        each = shown.round
        gap = str(each.gap) if each.gap else ""
        head = [each.number, each.why, each.where, gap, each.get_cluster_element_display(), each.opened_at]
        for batch, tally in shown.batches:
            told = [*_loaded(batch, tally), each.pearl, *_search(batch, each), *_counts(tally)]
            yield [*head, *told, batch.get_source_display()]
        if not shown.batches:
            yield [*head, *[""] * 9, each.pearl, "", "", "", str(each.opened_by), *[""] * 5]


def _loaded(batch: Batch, tally: Tally) -> list[Any]:
    told = [batch.number, batch.database, batch.file_name, batch.format, batch.loaded_at, batch.state]
    return [*told, tally.records, tally.joined, tally.rejected]


def _search(batch: Batch, search_round: SearchRound) -> list[Any]:
    people = [str(search_round.opened_by), str(batch.loaded_by)]
    return [batch.platform, batch.query, batch.searched_on or "", *people]


def _counts(tally: Tally) -> list[int]:
    return [tally.entries, tally.fresh, tally.mended]
