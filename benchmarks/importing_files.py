"""The same illustrative records as a file of each format that is read, as databases and managers write them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from studies.formats.writing import write

Row = dict[str, Any]


def _filled(template: str, row: Row, escaped: Callable[[str], str] = str) -> str:
    """The template with the values of a record; its authors are a line each, made from the one that has `{author}`."""
    start, _, end = row["pages"].partition("-")
    values = {name: escaped(str(value)) for name, value in row.items()} | {"start": start, "end": end}
    lines = []
    for line in template.strip("\n").split("\n"):
        if "{author}" in line:
            authors = row["authors"].split("; ")
            lines += [line.format(author=escaped(name), **_parts(name, escaped)) for name in authors]
        else:
            lines.append(line.format(**values))
    return "\n".join(lines)


def _parts(name: str, escaped: Callable[[str], str]) -> dict[str, str]:
    family, _, given = name.partition(", ")
    return {"family": escaped(family), "given": escaped(given)}


_NBIB = """
PMID- {pmid}
OWN - NLM
STAT- MEDLINE
DP  - {year} Mar 12
TI  - {title}
PG  - {pages}
LID - {doi} [doi]
AB  - {abstract}
FAU - {author}
LA  - eng
PT  - Journal Article
JT  - {container}
VI  - {volume}
IP  - {issue}
SO  - {container}. {year};{volume}({issue}):{pages}.
"""
_WOS = """
PT J
AU {author}
TI {title}
SO {container}
LA English
DT Article
AB {abstract}
PY {year}
VL {volume}
IS {issue}
BP {start}
EP {end}
DI {doi}
UT WOS:{pmid}
ER
"""
_ENW = """
%0 Journal Article
%A {author}
%D {year}
%T {title}
%J {container}
%V {volume}
%N {issue}
%P {pages}
%R {doi}
%X {abstract}
"""
_REFWORKS = """
RT Journal Article
A1 {author}
T1 {title}
JF {container}
YR {year}
VO {volume}
IS {issue}
SP {start}
OP {end}
AB {abstract}
DO {doi}
"""
_OVID = """
<{number}>
Unique Identifier
  {pmid}
Title
  {title}
Source
  {container}. {volume}({issue}):{pages}, {year} Mar.
Authors
  {authors}
Abstract
  {abstract}
Digital Object Identifier
  {doi}
"""
_ENDNOTE = """
<record><rec-number>{number}</rec-number><ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal" font="default" size="100%">{author}</style></author>
</authors></contributors><titles><title><style face="normal" font="default" size="100%">{title}</style></title>
<secondary-title>{container}</secondary-title></titles><pages>{pages}</pages><volume>{volume}</volume>
<number>{issue}</number><dates><year>{year}</year></dates><abstract>{abstract}</abstract>
<electronic-resource-num>{doi}</electronic-resource-num></record>
"""
_PUBMED = """
<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article PubModel="Print"><Journal>
<JournalIssue CitedMedium="Internet"><Volume>{volume}</Volume><Issue>{issue}</Issue><PubDate><Year>{year}</Year>
</PubDate></JournalIssue><Title>{container}</Title></Journal><ArticleTitle>{title}</ArticleTitle>
<Pagination><MedlinePgn>{pages}</MedlinePgn></Pagination><ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>
<Abstract><AbstractText>{abstract}</AbstractText></Abstract><AuthorList CompleteYN="Y">
<Author ValidYN="Y"><LastName>{family}</LastName><ForeName>{given}</ForeName></Author><!--{author}-->
</AuthorList><Language>eng</Language><PublicationTypeList><PublicationType UI="D016428">Journal Article
</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle>
"""
_TEXTS = {  # ending, head, template, foot, escaping
    "nbib": ("nbib", "", _NBIB + "\n", "", str),
    "wos": ("ciw", "FN Clarivate Analytics Web of Science\nVR 1.0\n", _WOS + "\n", "EF\n", str),
    "enw": ("enw", "", _ENW + "\n", "", str),
    "refworks": ("txt", "", _REFWORKS + "\n", "", str),
    "ovid": ("txt", "", _OVID + "\n", "", str),
    "endnote_xml": ("xml", "<xml><records>\n", _ENDNOTE, "</records></xml>\n", escape),
    "pubmed_xml": ("xml", "<PubmedArticleSet>\n", _PUBMED, "</PubmedArticleSet>\n", escape),
}
_WRITTEN = {"ris": "ris", "bibtex": "bib", "csl_json": "json", "csv": "csv"}
FORMATS = (*_WRITTEN, "xlsx", *_TEXTS)


def file_of(format_: str, rows: list[Row], folder: Path) -> Path:
    """Write the records as a file of that format into the folder."""
    numbered = ({**row, "number": number, "pmid": str(10_000_000 + number)} for number, row in enumerate(rows, 1))
    if format_ == "xlsx":
        return _workbook(numbered, folder / "xlsx.xlsx")
    if format_ in _WRITTEN:
        path = folder / f"{format_}.{_WRITTEN[format_]}"
        path.write_bytes(write(format_, ({**row, "type": "article"} for row in numbered)))
        return path
    ending, head, template, foot, escaped = _TEXTS[format_]
    path = folder / f"{format_}.{ending}"
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        file.writelines(_filled(template, row, escaped) + "\n" * (1 + template.endswith("\n\n")) for row in numbered)
        file.write(foot)
    return path


def _workbook(rows: Iterable[Row], path: Path) -> Path:
    names = ("title", "authors", "year", "container", "volume", "issue", "pages", "doi", "pmid", "abstract")
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Records")
        sheet.write_row(0, 0, names)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [row[name] for name in names])
    return path
