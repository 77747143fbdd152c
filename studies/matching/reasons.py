"""Says in words how two records agree: what a person reads beside a join, a question or a link."""

from collections.abc import Iterator

from studies.matching.comparing import Compared
from studies.matching.faces import Face, Row
from studies.matching.fields import Abstract, Authors, Container, Exact, Pages, Title, Year

_TITLES = {
    Title.ABSENT: "a title is missing",
    Title.EQUAL: "titles are equal",
    Title.NEAR: "titles agree",
    Title.ALIKE: "titles are alike",
    Title.SIMILAR: "titles are only similar",
    Title.DIFFER: "titles differ",
}
_AUTHORS = {
    Authors.SAME: "same authors",
    Authors.FIRST: "same first author",
    Authors.SHARE: "authors in common",
    Authors.HINT: "authors' names are similar",
    Authors.DIFFER: "authors differ",
}
_PLACES = (
    ("year", "year", int(Year.EQUAL)),
    ("journal", "container", int(Container.EQUAL)),
    ("volume", "volume", int(Exact.EQUAL)),
    ("issue", "issue", int(Exact.EQUAL)),
    ("pages", "pages", int(Pages.SAME)),
)
_ABSTRACTS = {Abstract.SAME: "abstracts agree", Abstract.DIFFER: "abstracts differ"}


def reasons(at: int, compared: Compared, a: Face, b: Face, rows: tuple[Row, Row]) -> tuple[str, ...]:
    """Return the reasons for the pair at a place: what was compared, the surest first."""
    found = [
        *_identifiers(at, compared, a, b),
        _titles(at, compared, a, b),
        _AUTHORS.get(Authors(compared.authors[at]), ""),
        *_places(at, compared, rows),
        _ABSTRACTS.get(Abstract(compared.abstract[at]), ""),
    ]
    return tuple(filter(None, found))


def _identifiers(at: int, compared: Compared, a: Face, b: Face) -> Iterator[str]:
    if compared.doi[at] == Exact.EQUAL:
        yield f"same DOI {a.doi or a.address}" + (", which other titles have too" if compared.crowded[at] else "")
    elif compared.doi[at] == Exact.DIFFER:
        yield f"DOIs differ: {a.doi} and {b.doi}"
    if compared.pmid[at] == Exact.EQUAL:
        yield f"same PMID {a.pmid}"
    elif compared.pmid[at] == Exact.DIFFER:
        yield f"PMIDs differ: {a.pmid} and {b.pmid}"
    if compared.accession[at]:
        yield f"same number in the database, {a.accession}"
    if compared.isbn[at]:
        yield "same ISBN"


def _titles(at: int, compared: Compared, a: Face, b: Face) -> str:
    level = Title(compared.title[at])
    if level in (Title.ABSENT, Title.EQUAL):
        return _TITLES[level]
    if compared.kinds[at]:
        return "one corrects or answers the other"
    words = _TITLES[level]
    if compared.contained[at]:
        words = f"one title is the {'beginning' if _begins(a.words, b.words) else 'end'} of the other"
    numbers = "; numbers in the titles differ" if compared.clash[at] else ""
    return f"{words} ({int(compared.ratio[at])} of 100){numbers}"


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _places(at: int, compared: Compared, rows: tuple[Row, Row]) -> Iterator[str]:
    """The fields that say where it was published: the same ones in one breath, the others with both values."""
    same, other = [], []
    for name, field, agrees in _PLACES:
        level = getattr(compared, field)[at]
        one, two = (" ".join(str(row.get(field) or "").split())[:60] for row in rows)
        if level == agrees and (one.casefold() == two.casefold() or field != "pages"):
            same.append(name)
        elif level:
            other.append(f"{_many(name)} {one} and {two}")
    if same:
        yield "same " + (", ".join(same[:-1]) + " and " + same[-1] if len(same) > 1 else same[0])
    yield from other


def _many(name: str) -> str:
    return name if name == "pages" else f"{name}s"
