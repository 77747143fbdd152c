"""Finds the screening labels that Rayyan, ASReview, EPPI-Reviewer and Covidence leave in the notes of an entry."""

import html
import re
from collections.abc import Iterable, Iterator

from studies.formats.reading import Label

_PROGRAMS = ("rayyan-", "asreview_", "covidence", "eppi-", "eppi ", "exclusion reason:")
_RAYYAN = re.compile(r"RAYYAN-INCLUSION:\s*\{([^}]*)\}", re.I)
_RAYYAN_WHY = re.compile(r"RAYYAN-EXCLUSION-REASONS:\s*(.*?)\s*(?:\||RAYYAN-|USER-NOTES|$)", re.I | re.S)
_RAYYAN_VOTE = re.compile(r"\"([^\"]*)\"\s*(?:=>|:)\s*\"?(\w+)")
_ASREVIEW = re.compile(r"ASReview_(?:validate_)?(relevant|irrelevant)\b", re.I)
_COVIDENCE_WHY = re.compile(r"exclusion reason:\s*([^;\n|]+)", re.I)
_COVIDENCE_WHO = re.compile(r"([^();\n]{2,80}?)\s*\(\d{4}-\d\d-\d\d[^()]*\)\s*\((screen|select)\)", re.I)
_COVIDENCE = re.compile(r"covidence[^\n|]{0,80}?\b(included?|excluded?|irrelevant|relevant|maybe)\b", re.I)
_EPPI = re.compile(r"\b(include|exclude)d?\b([^\n|;]*)", re.I)

_VERDICTS = {
    **dict.fromkeys(("include", "included", "relevant", "true", "yes"), "include"),
    **dict.fromkeys(("exclude", "excluded", "irrelevant", "false", "no"), "exclude"),
    **dict.fromkeys(("maybe", "undecided", "unsure"), "unsure"),
}


def noted(texts: Iterable[str]) -> list[str]:
    """Return those of some texts that hold a screening label, as they are but no longer than 2,000 characters."""
    short = [text[:2000] for text in texts]
    if not short:
        return []
    together = "\n".join(short).lower()
    if not any(program in together for program in _PROGRAMS):
        return []
    return [text for text in short if any(program in text.lower() for program in _PROGRAMS)]


def read(texts: Iterable[str]) -> list[Label]:
    """Return the labels in texts that hold some, each once."""
    found = (label for text in texts for label in _read(html.unescape(text).replace('\\"', '"')))
    return list(dict.fromkeys(found))


def _read(text: str) -> Iterator[Label]:
    lower = text.lower()
    if "rayyan-" in lower:
        yield from _rayyan(text)
    elif "asreview_" in lower:
        yield from (Label("ASReview", verdict=_VERDICTS[found.lower()]) for found in _ASREVIEW.findall(text))
    elif "eppi" in lower:
        yield from _eppi(text)
    else:
        yield from _covidence(text)


def _rayyan(text: str) -> Iterator[Label]:
    """`RAYYAN-INCLUSION: {"Ann"=>"Included"} | RAYYAN-EXCLUSION-REASONS: wrong population`."""
    why = _RAYYAN_WHY.search(text)
    for votes in _RAYYAN.findall(text):
        for reviewer, vote in _RAYYAN_VOTE.findall(votes):
            if verdict := _VERDICTS.get(vote.lower()):
                reason = why[1] if why and verdict == "exclude" else ""
                yield Label("Rayyan", reviewer, verdict, reason)


def _eppi(text: str) -> Iterator[Label]:
    """A code of EPPI-Reviewer, whose names begin with what they mean: "EXCLUDE on intervention"."""
    for verb, rest in _EPPI.findall(text):
        reason = re.sub(r"^\W*(?:on|because of|:)\s+", "", rest).strip(" .:")
        stage = "full_text" if re.search(r"full[ -]?text|second screen", rest, re.I) else ""
        stage = stage or ("title_abstract" if re.search(r"title|abstract", rest, re.I) else "")
        verdict = _VERDICTS[verb.lower()]
        yield Label("EPPI-Reviewer", "", verdict, reason if verdict == "exclude" else "", stage)


def _covidence(text: str) -> Iterator[Label]:
    """Covidence gives a reason only for what was excluded on full text, and says who in brackets behind the name."""
    who = _COVIDENCE_WHO.search(text)
    reviewer = who[1].strip(" .:") if who else ""
    if why := _COVIDENCE_WHY.search(text):
        yield Label("Covidence", reviewer, "exclude", why[1].strip(), "full_text")
    elif said := _COVIDENCE.search(text):
        yield Label("Covidence", reviewer, _VERDICTS[said[1].lower()])
