"""What people type into a search box, understood: folded, read into a small tree, put into words for either database.

`ask(words)` reads; it never raises, and what it could not use it explains in `notes`. `fold` is what both the index and
the question go through, so that accents, case and scripts meet. `fts5` and `tsquery` say the same question to SQLite
and to PostgreSQL; `documents` is what either of them indexes of a citation.
"""

from studies.search.documents import COLUMNS, READ, document
from studies.search.folding import fold
from studies.search.reading import FIELDS, ask
from studies.search.rendering import fts5, tsquery, tsvector
from studies.search.tree import Asked, Both, Either, Node, Unlike, Words

__all__ = [
    "COLUMNS",
    "FIELDS",
    "READ",
    "Asked",
    "Both",
    "Either",
    "Node",
    "Unlike",
    "Words",
    "ask",
    "document",
    "fold",
    "fts5",
    "tsquery",
    "tsvector",
]
