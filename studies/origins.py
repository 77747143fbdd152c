"""Where a citation file came from: the database and platform that its entries or its name tell, to be checked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from studies.formats import Entry

DATABASES = (
    (r"\bmedline\b|cmedm|^mdc$|^mnh$|^ppez", "MEDLINE"),
    (r"\bembase|^em(?:ed|ez|ca)", "Embase"),
    (r"psyc-?info|^psyh|^psyc$", "APA PsycInfo"),
    (r"\bcinahl|^cin20|^rzh$|^ccm$", "CINAHL"),
    (r"\bscopus", "Scopus"),
    (r"web ?of ?science|savedrecs|^wos\b", "Web of Science"),
    (r"\bpubmed|^nlm$", "PubMed"),
    (r"cochrane|\bcentral\b", "Cochrane CENTRAL"),
    (r"\beric\b", "ERIC"),
    (r"\bassia\b|applied social sciences index", "ASSIA"),
    (r"sociological abstracts", "Sociological Abstracts"),
    (r"social policy (?:and|&) practice", "Social Policy and Practice"),
    (r"\bhmic\b", "HMIC"),
    (r"\bamed\b", "AMED"),
    (r"global health", "Global Health"),
    (r"ieee", "IEEE Xplore"),
    (r"\bacm\b", "ACM Digital Library"),
    (r"google scholar|publish or perish", "Google Scholar"),
    (r"dissertations", "ProQuest Dissertations & Theses"),
    (r"\binspec\b", "Inspec"),
    (r"econlit", "EconLit"),
    (r"lilacs", "LILACS"),
    (r"openalex", "OpenAlex"),
)
PLATFORMS = (
    (r"\bovid\b|ovidsp|ovid technologies", "Ovid"),
    (r"ebsco", "EBSCOhost"),
    (r"proquest", "ProQuest"),
    (r"web of science|webofscience|clarivate", "Clarivate"),
    (r"embase\.com", "Embase.com"),
    (r"scopus\.com", "Elsevier"),
)
OF_FORMAT = {"nbib": ("PubMed", ""), "pubmed_xml": ("PubMed", ""), "wos": ("Web of Science", "Clarivate")}
TOLD = re.compile(r"^[ \t]*(?:DB|DP|SRC|Source of Record|Database)[ \t]*[-:=][ \t]*(\S.*)$", re.M | re.I)
LINKED = re.compile(
    r"https?://[\w.-]*(?:scopus\.com|ovid\.com|ebscohost\.com|proquest\.com|embase\.com|webofscience\.com)"
)
EXPORTED = re.compile(r"Export Date: ?(\d{1,2} \w+ \d{4})")
SEARCHED = re.compile(r"^\W*(?:search (?:for|strategy|query)|query)\s*[:=]\s*(\S.*)$", re.M | re.I)
COLUMNS = {
    "EID": "Scopus",
    "UT (Unique WOS ID)": "Web of Science",
    "StoreId": "ProQuest",
    "Embase Accession ID": "Embase",
}
LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """What is told of a search; empty, or None, where nothing is told."""

    database: str = ""
    platform: str = ""
    query: str = ""
    searched_on: date | None = None
    source: str = ""

    @classmethod
    def of(cls, said: Any) -> "Origin":
        """As a staged file or a batch has it."""
        return cls(said.database, said.platform, said.query, said.searched_on, said.source)


def origin(
    format: str,
    name: str,
    entries: Sequence[Entry],
    between: Iterable[str] = (),
    headers: Iterable[str] = (),
) -> Origin:
    """The origin of a file read as `format` (a name in FORMATS).

    It is told by its first entries, by the text between them, by the headers of a table, and last by its name.
    """
    raw = [each.raw[:20_000] for each in entries[:LOOKED_AT]]
    told = [value for text in raw for value in TOLD.findall(text)]
    links = [value for text in raw for value in LINKED.findall(text)]
    columns = [COLUMNS[header] for header in headers if header in COLUMNS]
    database, platform = OF_FORMAT.get(format, ("", ""))
    named = re.sub(r"[._-]+", " ", name)
    database = database or _named(DATABASES, [*told, *columns, named]) or _short(told)
    agrees = _named(DATABASES, [named]) in ("", database)
    return Origin(
        database,
        platform or _named(PLATFORMS, [*told, *links, *([named] if agrees else [])]),
        _query(between),
        _exported(raw),
    )


def _named(names: tuple[tuple[str, str], ...], words: Sequence[str]) -> str:
    """The name that the earliest of the words gives away."""
    for word in words:
        for pattern, name in names:
            if re.search(pattern, word.strip(), re.I):
                return name
    return ""


def _short(told: Sequence[str]) -> str:
    """What the entry itself calls its database, where nobody here knows it by another name."""
    first = re.sub(r"<.*?>", "", told[0]).strip(" .") if told else ""
    return "" if _named(PLATFORMS, [first]) else first[:120]


def _query(between: Iterable[str]) -> str:
    found = next((match[1] for text in between if (match := SEARCHED.search(text))), "")
    return found.strip()[:5000]


def _exported(raw: Sequence[str]) -> date | None:
    for text in raw:
        for found in EXPORTED.findall(text):
            for pattern in ("%d %B %Y", "%d %b %Y"):
                try:
                    return datetime.strptime(found, pattern).date()
                except ValueError:
                    continue
    return None
