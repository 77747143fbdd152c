"""The index of the words of citations, in the database's own text search: one service over two of them.

SQLite has an FTS5 table that keeps no text of its own, PostgreSQL a table of tsvectors with a GIN index; Django knows
neither as a model. Whoever writes the words of citations calls `reindex` in the same transaction.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from studies.models import Citation
from studies.queries.votes import pieces
from studies.search import READ, Node, document, fts5, tsquery, tsvector

_CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE studies_words USING fts5(title, authors, container, text, "
        "content='', contentless_delete=1, tokenize='ascii')",
        "INSERT INTO studies_words (studies_words, rank) VALUES ('hashsize', 16777216)",  # a chunk is sorted at once
    ),
    "postgresql": (
        "CREATE TABLE studies_words (citation bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX studies_words_gin ON studies_words USING gin (words)",
        # The planner does not know what it costs to unpack a tsvector, and would look into every one of them.
        "CREATE FUNCTION studies_words_found(tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 1000 "
        "SET enable_seqscan = off AS 'SELECT citation FROM studies_words WHERE words @@ $1'",
    ),
}
_DROP = {"sqlite": (), "postgresql": ("DROP FUNCTION studies_words_found",)}
_WRITE = {
    "sqlite": (
        "INSERT OR REPLACE INTO studies_words (rowid, title, authors, container, text) VALUES (%s, %s, %s, %s, %s)"
    ),
    "postgresql": (
        "INSERT INTO studies_words (citation, words) SELECT citation, words::tsvector "
        "FROM unnest(%s::bigint[], %s::text[]) AS given (citation, words) "
        "ON CONFLICT (citation) DO UPDATE SET words = excluded.words"
    ),
}
_ALL = {"sqlite": "SELECT rowid FROM studies_words", "postgresql": "SELECT citation FROM studies_words"}
_FOUND = {
    "sqlite": "SELECT rowid FROM studies_words WHERE studies_words MATCH %s",
    "postgresql": "SELECT found FROM studies_words_found(%s::tsquery) AS found",
}


def reindex(citations: Iterable[int]) -> None:
    """Index anew the words of these citations (their keys), as they stand in the database now."""
    for keys in pieces(citations):
        rows = Citation.objects.filter(pk__in=keys).order_by("pk").values("pk", *READ)
        if documents := [(row["pk"], *document(row)) for row in rows]:
            _write(documents)


def _write(documents: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_WRITE["sqlite"], documents)
        else:
            words = [tsvector(columns) for _, *columns in documents]
            cursor.execute(_WRITE["postgresql"], [[key for key, *_ in documents], words])


def matching(citations: QuerySet[Citation], tree: Node | None) -> QuerySet[Citation]:
    """Those of the citations in which the question (`studies.search.ask(words).tree`) finds what it asks for."""
    if tree is None:
        return citations
    if connection.vendor == "sqlite":
        return citations.filter(pk__in=RawSQL(_FOUND["sqlite"], (fts5(tree),)))  # noqa: S611 (no word of it is typed)
    found = models.Q(pk__in=RawSQL(_FOUND["postgresql"], (tsquery(tree),)))  # noqa: S611
    # In a CASE it stays a question asked of a hash; pulled up into a join, it looks up each of many in turn.
    return citations.filter(models.Case(models.When(found, then=True), default=False))


def unindexed(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """Those whose words the index does not have."""
    indexed = RawSQL(_ALL[connection.vendor], ())  # noqa: S611 (constant)
    return citations.exclude(pk__in=indexed)


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in _CREATE[connection.vendor]:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in (*_DROP[connection.vendor], "DROP TABLE studies_words"):
            cursor.execute(statement)
