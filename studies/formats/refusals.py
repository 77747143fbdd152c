"""Knows the files that are no citation files, or not of a kind read here, and says so by name in one sentence."""

import re

_DO = "export the citations as RIS or PubMed (nbib) and load that file."

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a Word file (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"SQLite format 3", "a database (an EndNote or Zotero library, perhaps)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_PACKED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word file"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint file"),
    (b"opendocument.text", "an OpenDocument text"),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet"),
)
_NAMED: tuple[tuple[str, str], ...] = (
    (r"<(?:\w+:)?mods(?:Collection)?\b", "a MODS file"),
    (r"<(?:\w+:)?(?:collection|record)\b[^>]*MARC21", "a MARC XML file"),
    (r"<PubmedArticle|<PubmedBookArticle|<MedlineCitation", "PubMed XML"),
    (r"<xml>\s*<records|<records>\s*<record|<source-app ", "EndNote XML"),
    (r"<rdf:RDF\b", "an RDF file (of Zotero, perhaps)"),
    (r"\s*(?:<!doctype html|<html)", "a web page"),
    (r"\s*<(?:\?xml|!DOCTYPE|\w)", "an XML file"),
    (
        r"(?:^|\n)[ \t]*@[ \t]*(?:article|book|in\w+|misc|\w*thesis|proceedings|techreport|conference|unpublished|"
        r"online)\s*[{(]",
        "BibTeX",
    ),
    (r"\s*[\[{][\s{]*\"", "a JSON file (CSL-JSON, perhaps)"),
    (r"\s*LEADER \d|=LDR ", "a MARC text file"),
)
_MARC = re.compile(rb"\d{5}[acdnp][a-z][a-z][ a-z0-9][ a-z0-9]22\d{5}")
_EPPI = re.compile(r'\s*\{\s*"(?:CodeSets"\s*:|References"\s*:\s*\[\s*\{\s*"(?:Codes|Outcomes|ItemId)")')
_HEADERS = re.compile(r"\b(?:title|authors?|year|abstract|doi|article title|publication year|source title)\b", re.I)


def refuse_bytes(head: bytes) -> str:
    """Return why a file that begins so cannot hold citations, "" if it might."""
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return f"The file is empty: {_DO}" if not head.strip() else f"The file holds nothing but zeros or blanks: {_DO}"
    if b"%PDF-" in head[:1024]:
        return f"This is a PDF, not a citation file: {_DO}"
    if head.startswith(b"PK\x03\x04"):
        kind = next((words for mark, words in _PACKED if mark in head), "a ZIP archive")
        return f"This is {kind}, not a citation file: {_DO}"
    for mark, words in _MAGIC:
        if head.startswith(mark):
            return f"This is {words}, not a citation file: {_DO}"
    return f"This is a MARC file, which cannot be read here: {_DO}" if _MARC.match(head) else ""


def refuse_binary(text: str) -> str:
    """Return why text that was decoded is none, "" if it is."""
    sample = text[:20000]
    odd = sum(1 for char in sample if char == "\ufffd" or (char < " " and char not in "\t\n\r\f\v\x1a"))
    return f"This is a binary file, not text: {_DO}" if odd > len(sample) / 20 else ""


def refuse_text(text: str) -> str:
    """Return why a text must not be given to any reader, "" if it may."""
    if text.lstrip().startswith("<") and "<!ENTITY" in text:
        what = "an XML file that defines entities of its own (it could fill the memory)"
        return f"This looks like {what}, which cannot be read here: {_DO}"
    if _EPPI.match(text):
        return f"This is a JSON report of EPPI-Reviewer, which cannot be read here: {_DO}"
    return ""


def name_text(text: str) -> str:
    """Return why a text that no reader here takes is refused, naming what it is where that can be told."""
    sample = text[:100_000].replace("\r\n", "\n").replace("\r", "\n")
    for pattern, words in _NAMED:
        if re.match(pattern, sample, re.I) or (not pattern.startswith(r"\s*") and re.search(pattern, sample)):
            return f"This looks like {words}, which cannot be read here: {_DO}"
    first = sample.lstrip().split("\n", 1)[0][:5000]
    if any(mark in first for mark in ",;\t") and len(set(map(str.lower, _HEADERS.findall(first)))) > 1:
        return f"This looks like a table (CSV), which cannot be read here: {_DO}"
    return f"No citation was found in this file, which is in no format known here: {_DO}"
