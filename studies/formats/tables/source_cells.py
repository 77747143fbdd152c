"""Takes apart the one cell into which Embase and PubMed write journal, year, volume, issue and pages."""

import re

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
    return bool(_EMBASE.match(text) or _PUBMED.match(text))


def parts(text: str) -> dict[str, str]:
    """Return container, year, volume, issue and pages, as far as the text gives them."""
    found = _EMBASE.match(text) or _PUBMED.match(text)
    if not found:
        return {}
    named = found.groupdict()
    named["pages"] = named["pages"] or named.get("article")
    return {name: named[name].strip() for name in ("container", "year", "volume", "issue", "pages") if named.get(name)}
