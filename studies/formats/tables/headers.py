"""What the columns of a table hold: the names that databases, reference managers and screening programs give them.

A name is compared without case, spaces and punctuation. Names that mean one thing here and another there are told
apart by the columns beside them and by what stands in the column.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from studies.formats.tables import source_cells
from studies.formats.tables.cells import blank

# A role is a field, or a part of one that several columns make up. The first name that is found is taken first.
_NAMES = """
title = title, article title, document title, item title, paper title, primary title, study title, reference title,
    title of article, title of reference, title (english), english title, display name, titel, titre, título, titolo,
    title primary, original title, translated title, title (original), alternate title
authors = author full names, authors full name, authors, author, author names, author name, author list, authors list,
    all authors, author/s, authors/creators, creators, creator, contributors, contributor, authorships author display
    name, authorships raw author name, author display names, auteurs, auteur, autoren, autor/in, verfasser,
    verfasser/in, verfasser/innen, autores, autor, autori, autore, auteur(s), författare, forfatter, forfattere, primary
    authors, first authors, group authors, book authors, book author full names, book group authors, inventors,
    authors primary, first author
editors = editors, editor, book editors, secondary authors, parent authors, series editors, authors secondary
year = year, publication year, published year, pub year, year published, year of publication, publicationyear, publish
    year, yr, jahr, erscheinungsjahr, année, année de publication, año, ano, anno, jaar
date = date, publication date, date published, published date, date of publication, pub date, published, issued, issue
    date, cover date, publication date (print), publication date (online), print publication date, online publication
    date, online date, original paper date, published print, published online, primary date, early access date,
    article date, conference date, create date
container = journal, source title, publication title, journal title, journal book, journal name, full journal title,
    journal full title, journal full name, container, container title, publication name, pub title, periodical,
    periodical title, publication, secondary title, parent title, primary location source display name, host venue
    display name, best oa location source display name, source display name, venue, book title, proceedings title,
    proceeding title, anthology title, publication title (journal), zeitschrift, revue, revista, rivista, tijdschrift,
    source full name, periodical full, alternate title1, title secondary, book series title, series title, conference
    name, conference title, conference, series
short_container = abbreviated source title, journal abbreviation, journal iso abbreviation, iso abbreviation,
    abbreviated journal, journal abbrev, short journal title, source abbreviation, alternate title2, alternate title3,
    medline ta, periodical abbrev
volume = volume, vol, journal volume, biblio volume, volume number, volume no, band, jahrgang, tome, volumen
issue = issue, issue number, journal issue, biblio issue, issue no, number, heft, numéro, número, fascicolo
pages = pages, pagination, page range, page numbers, page number, page, article pages, seiten, páginas, pagine,
    pages/article number
start = page start, start page, first page, beginning page, biblio first page, spage, startpage, page first, from page
end = page end, end page, last page, ending page, biblio last page, epage, endpage, page last, to page, other pages
article = art no, article number, article no, elocation id, e location id, article id, electronic page
doi = doi, digital object identifier, item doi, article doi, doi url, doi link, link doi, doi number, doi/url, dois,
    external ids doi, ids doi, original paper doi, book doi
pmid = pmid, pubmed id, medline pmid, pubmed, pubmed identifier, ids pmid, external ids pubmed, medline id, pubmed
    number, pm id, pmids, original paper pubmed id
isbn_issn = issn, isbn, eissn, e issn, issns, isbns, issn/isbn, isbn/issn, print issn, electronic issn, p issn, issn
    print, issn electronic, issn (print), issn (online), online issn, standard number, journal issn, issn l, issn1,
    issn2, isbn13, isbn10, isbn 13, isbn 10, isbns (print), isbns (electronic), print isbn, electronic isbn, primary
    location source issn, primary location source issn l, isbn_issn
abstract = abstract, abstract note, abstract text, abstracts, notes abstract, summary, zusammenfassung, résumé,
    resumen, resumo, riassunto, samenvatting, abstract (english), english abstract, original abstract
keywords = keywords, author keywords, keyword, index keywords, keywords plus, mesh terms, mesh headings, mesh, mesh
    descriptors, subjects, subject, subject terms, subject headings, subject terms all, subject heading, identifier
    keywords, identifiers, descriptors, major descriptors, minor descriptors, manual tags, automatic tags, emtree drug
    index terms major focus, emtree drug index terms, emtree medical index terms major focus, emtree medical index
    terms, emtree terms, ieee terms, author tags, keywords display name, key words, schlagwörter, schlagworte, mots
    clés, palabras clave, palavras chave, uncontrolled terms, controlled terms, keywords author, keywords other, index
    terms, acm keywords, inspec controlled terms, inspec non controlled terms
language = language, language of original document, language of article, article language, languages, output language,
    original language, publication language, document language, lang, sprache, langue, idioma, lingua, taal
type = document type, item type, publication type, type, doc type, doc types, type of reference, reference type, ref
    type, entry type, content type, publication types, pub types, pub type, article type, source type, record type,
    typ, type of work, document identifier, category, document types, work type, genre, dokumenttyp
url = url, urls, link, article url, html link, permalink, permanent link, plink, document url, full text link, embase
    link, landing page url, primary location landing page url, full text url, web address, weblink, source urls,
    source url, external url, open url link, source linkout, html url, item url, web url, dimensions url, record link,
    uri, pdf link, pdf url, record url
source_id = id, source id, central id, internal id, record id, key, accession number, an, accession no, unique id, ut
    unique wos id, wos id, item id, eid, lens id, publication id, store id, pui, embase accession id, covidence, ref
    id, refid, reference id, citation key, bibtex key, cite key, openalex id, paper id, article id number, rayyan id,
    ris id, document id, study id, rec number, record number, reference number, label
citation = source, citation, reference, bibliographic citation, source citation, bibliographic source
extra = extra
note = notes, note, exported notes, exported notes 1, exported notes 2, user notes, comments, research notes, tags,
    covidence notes
"""
# Web of Science and others head the columns with the tags of their text formats: only where several of them stand.
_TAGS = """
title = ti, t1
authors = af, au, a1
editors = be, ed, a2
year = py, yr
date = y1, da, pd, dp
container = so, jf, t2, jt, jo, bt
short_container = j9, ji, ja, j2, ta
volume = vl, vi, vo
issue = is, ip
pages = pg
start = bp, sp
end = ep
article = ar
doi = di, do, d2, lid
pmid = pm
isbn_issn = sn, ei, bn
abstract = ab, n2
keywords = de, id, kw, mh, ot
language = la, lg
type = dt, ty, pt
url = ur, dl
source_id = ut, an, ui
"""
SEVERAL = frozenset(("keywords", "isbn_issn"))  # every column of these is taken, of the others the first that is filled
_FIELD_OF = {"editors": "authors", "date": "year", "short_container": "container", "article": "pages"} | {
    "start": "pages",
    "end": "pages",
    "citation": "container",
    "extra": "",
    "note": "",
}
_SERIAL = re.compile(r"\d{4}-?\d{3}[\dXx]\b", re.A)
_BASES = re.compile(
    r"(?:pubmed|medline|embase|scopus|web of science|wos|cinahl|psyc\s?info|cochrane|central|eric|proquest|ebsco|"
    r"google scholar|dimensions|lens|openalex|crossref|ieee|acm|ovid|import|csv|ris|handsearch|grey lit|search)\b",
    re.I,
)


@lru_cache(maxsize=1 << 13)
def key(header: str) -> str:
    """A header without case, spaces, punctuation and accents; "Author(s) " and "AUTHORS" have the same."""
    plain = unicodedata.normalize("NFKD", header.replace("\ufeff", "")).casefold()
    return "".join(char for char in plain if char.isalnum())


def _table(text: str) -> dict[str, tuple[str, int]]:
    """Each name with its role and its place among the names of that role."""
    found: dict[str, tuple[str, int]] = {}
    for entry in re.split(r"\n(?=\w)", text.strip()):
        role, _, names = entry.partition(" = ")
        for place, name in enumerate(names.split(",")):
            found.setdefault(key(name), (role, place))
    return found


NAMES, TAGS = _table(_NAMES), _table(_TAGS)


def field_of(role: str) -> str:
    """The field that a column of this role goes into, "" for none."""
    return _FIELD_OF.get(role, role)


def known(headers: Sequence[str]) -> list[tuple[str, int]]:
    """For each header its role and how far behind it stands among the names of that role; ("", 0) where unknown."""
    keys = [key(header) for header in headers]
    tagged = len({TAGS[each][0] for each in keys if len(each) == 2 and each in TAGS}) > 3
    return [
        TAGS[each] if tagged and each in TAGS else NAMES.get(each) or NAMES.get(_bare(header)) or ("", 0)
        for each, header in zip(keys, headers, strict=True)
    ]


def _bare(header: str) -> str:
    """A header without what stands in brackets behind it, or without the number that makes it unlike its twin."""
    return key(re.sub(r"\s*[(\[].*[)\]]\s*$|[._ ]\d$", "", header))


def roles(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The role of each column, from its header, the headers beside it, and the first rows."""
    ranked = known(headers)
    found = [role for role, _ in ranked]
    keys = [key(header) for header in headers]
    columns = [_column(rows, at) for at in range(len(headers))]
    for at, values in enumerate(columns):
        found[at] = _settled(at, found, keys, values)
    if "title" not in found:
        found = [_untitled(role, name) for role, name in zip(found, keys, strict=True)]
    if "doi" not in found:
        found = [role or ("doi" if _are_dois(values) else "") for role, values in zip(found, columns, strict=True)]
    return found


def ranks(headers: Sequence[str]) -> list[int]:
    """How far behind each header stands among the names of its role."""
    return [place for _, place in known(headers)]


def _column(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at].strip() for row in rows if at < len(row) and not blank(row[at])]


def _settled(at: int, found: list[str], keys: list[str], values: list[str]) -> str:
    """The role of a column whose name may mean several things."""
    name, role = keys[at], found[at]
    if name == "source" and role == "citation" and not _are_citations(values):
        elsewhere = "container" in found or "short_container" in found
        return "" if elsewhere or (values and all(_BASES.match(value) for value in values)) else "container"
    if name == "number" and values and values == [str(n) for n in range(int(values[0] == "1"), len(values) + 1)]:
        return "" if "volume" not in found and len(values) > 2 else role
    if name == "is" and values and all(map(_SERIAL.match, values)):
        return "isbn_issn"
    if name == "so" and role == "container" and _are_citations(values):
        return "citation"
    if name == "label" and values and all(len(value) < 3 for value in values):
        return ""
    if name == "sp" and any(not value[:1].isalnum() or len(value) > 12 for value in values):
        return ""
    if name == "pg" and "bp" in keys:
        return ""
    if name in ("date", "published", "issued") and "year" not in found and _are_years(values):
        return "year"
    return role


def _untitled(role: str, name: str) -> str:
    """Without a title of its own, a table of books or of documents has it under another name."""
    return "title" if name in ("booktitle", "publicationtitle", "publication", "reference", "name") else role


def _are_citations(values: list[str]) -> bool:
    return bool(values) and sum(map(source_cells.is_citation, values)) * 2 >= len(values)


def _are_years(values: list[str]) -> bool:
    return bool(values) and all(re.fullmatch(r"(?:1[5-9]|20)\d\d(?:\.0)?", value, re.A) for value in values)


def _are_dois(values: list[str]) -> bool:
    found = [re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+$", value) for value in values]
    return len(values) > 0 and sum(map(bool, found)) * 5 >= len(values) * 4
