"""Reads PubMed's XML: articles, books and their chapters, in sets of any kind or alone."""

import re
from collections.abc import Iterator

from studies.formats import kinds, pubmed_tree, related, values
from studies.formats.format import Format, telling
from studies.formats.picking import Picker
from studies.formats.reading import Entry, Item, Rejected, Related
from studies.formats.source import Source
from studies.formats.xml import Record, records

_REFERENCES = {words.lower().replace(" ", ""): words for words in related.KINDS.values()}


def read(source: Source) -> Iterator[Item]:
    """Yield the records of a PubMed file, those that are broken, and the text between them."""
    for record in records(source.lines, "PubmedArticle", "PubmedBookArticle", inner="MedlineCitation"):
        yield _entry(record) if isinstance(record, Record) else record


def _entry(record: Record) -> Entry | Rejected:
    given = Picker(pubmed_tree.values_of(record.root))
    said = record.odd
    others = _related(given)
    said += [f"{other.kind}: {other.text}" for other in others]
    title, book = _title(given)
    journal = given.first("Title", "ISOAbbreviation", "MedlineTA")
    pmid = given.found(_number, "PMID", "ArticleId pubmed")
    fields = {
        "type": _kind(given, bool(journal), bool(book)),
        "title": title or book,
        "authors": _authors(given, said),
        "year": _year(given),
        "container": journal or (book if title else ""),
        "volume": given.first("Volume"),
        "issue": given.first("Issue"),
        "pages": _pages(given),
        "doi": given.found(values.doi, "ELocationID doi", "ArticleId doi"),
        "pmid": pmid,
        "isbn_issn": values.numbers(given.every("ISSN", "ISSNLinking", "Isbn")),
        "abstract": values.joined(["\n".join(map(values.prose, _abstract(given)))]),
        "keywords": values.keywords(given.every("Keyword", "MeshHeading")),
        "language": "; ".join(dict.fromkeys(map(values.tidy, given.every("Language")))),
        "url": values.addresses(given.every("ArticleId url")) or _own_page(record.raw, pmid),
        "source_id": pmid,
    }
    return given.entry(fields, said, raw=record.raw, line=record.line, related=others)


def _title(given: Picker) -> tuple[str, str]:
    """The title, and that of the book it stands in."""
    title = given.first("ArticleTitle")
    if not title or ("not available" in title.casefold() and len(title) < 20):
        title = given.first("VernacularTitle") or title
    return title, given.first("BookTitle")


def _kind(given: Picker, in_journal: bool, in_book: bool) -> str:
    if in_book:
        return "chapter" if any(given.raw("ArticleTitle")) else "book"
    return kinds.from_medline([value for _, _, value in given.raw("PublicationType")], in_journal)


def _authors(given: Picker, said: list[str]) -> str:
    authors = given.every("Author")
    if not authors and (authors := given.every("Editor")):
        said.append("No authors are given; these are the editors.")
    if given.first("AuthorList incomplete"):
        said.append("The list of authors is cut short (“et al.”).")
    return "; ".join(values.tidy(author).replace(";", ",") for author in authors)


def _year(given: Picker) -> str:
    for name, place, value in given.raw("PubDate", "ArticleDate", "ContributionDate"):
        if found := values.year(value):
            if found == value:
                given.take(name, place)
            return found
    return ""


def _pages(given: Picker) -> str:
    whole, start, end = given.first("MedlinePgn"), given.first("StartPage"), given.first("EndPage")
    return values.pages(whole or (f"{start}-{end}" if start and end else start))


def _abstract(given: Picker) -> list[str]:
    return given.every("AbstractText") or [text for text in [given.first("OtherAbstract")] if text]


def _own_page(raw: str, pmid: str) -> str:
    """The address of the record's own page, wherever in it that stands."""
    if not pmid or f"/{pmid}" not in raw:
        return ""
    found = re.search(rf"https?://[^\s<>\"]{{1,60}}nih\.gov/(?:pubmed/)?{pmid}(?!\d)/?", raw)
    return found[0] if found else ""


def _number(text: str) -> str:
    found = re.match(r"\D{0,10}(\d{1,8})(?!\d)", text, re.A)
    return found[1] if found else ""


def _related(given: Picker) -> list[Related]:
    """The errata, comments, retractions and versions that a record names; not what it cites."""
    found = []
    for name in [name for name in given.own if name.startswith("CommentsCorrections ")]:
        kind = name.partition(" ")[2]
        if kind == "Cites":
            continue
        words = _REFERENCES.get(kind.lower()) or re.sub(r"(?<=[a-z])([A-Z])", lambda m: f" {m[1].lower()}", kind)
        found += [related.named(words, values.tidy(text)) for text in given.every(name)]
    return found


FORMAT = Format(
    "pubmed_xml",
    "PubMed XML",
    "xml",
    read,
    telling(
        r"<(?:[A-Za-z][\w.-]{0,40}:)?"
        r"(?:Pubmed(?:Book)?Article(?:Set)?|MedlineCitation(?:Set)?|BookDocumentSet)(?=[\s/>])[^<>]*>"
    ),
)
