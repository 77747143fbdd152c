"""Takes apart the one cell into which Embase, PubMed and Ovid write journal, year, volume, issue and pages."""

import re

from studies.formats.sourcelines import parted

# "Journal of Examples (2014) 3:3 (152-160). Date of Publication: 2014"
_EMBASE = re.compile(
    r"(?P<container>.{2,300}?)\.? \((?P<year>(?:1[5-9]|20)\d\d)\)(?: (?P<volume>[^\s:()]{1,20})?"
    r"(?:[ :](?P<issue>[^()]{1,40}?))?)?(?: \((?P<pages>[^()]{1,60})\)| Article Number: (?P<article>[\w.-]{1,30}))?"
    r"(?:[.,;] |\.?$)",
    re.A,
)
# "J Examples. 2022 Mar;53(2):334-347. doi: 10.1234/x. Epub 2021 Oct 12."
_PUBMED = re.compile(
    r"(?P<container>[^.;]{2,200}(?:\. \([^()]{1,60}\))?)\. (?P<year>(?:1[5-9]|20)\d\d)(?P<rest>[^;:.]{0,30})"
    r"(?:;(?P<volume>[^();:]{0,40}?)(?:\((?P<issue>[^()]{1,40})\))?(?::(?P<pages>[^.;]{1,60}))?)?(?:[.:]|$)",
    re.A,
)


def is_citation(text: str) -> bool:
    """Whether a text says where something was published, with at least a year."""
    return bool(_EMBASE.match(text) or _PUBMED.match(text) or _ovid(text))


def parts(text: str) -> dict[str, str]:
    """Return container, year, volume, issue and pages, as far as the text gives them."""
    found = _EMBASE.match(text) or _PUBMED.match(text)
    if not found:
        return _ovid(text)
    named = found.groupdict()
    named["pages"] = named["pages"] or named.get("article")
    return {name: named[name].strip() for name in ("container", "year", "volume", "issue", "pages") if named.get(name)}


def _ovid(text: str) -> dict[str, str]:
    """As Ovid's other formats have it, where it is plain: "J Examples. 12(3) (pp 45-56), 2019."."""
    line = parted(text)
    told = {
        "container": line.journal,
        "year": line.year,
        "volume": line.volume,
        "issue": line.issue,
        "pages": line.pages,
    }
    plain = line.journal and line.year and line.volume and line.pages
    return {name: value for name, value in told.items() if value} if plain else {}
