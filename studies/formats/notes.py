"""Says in sentences what is odd about an entry, and names screening labels that other programs left in it."""

import re

from studies.formats.values import looks_garbled

_NOTED = ("N1", "N2", "M1", "M3", "C1", "U1", "LB", "KW")
_PROGRAMS = ("rayyan-", "asreview_", "covidence", "eppi-", "eppi ")
_RETRACTED = re.compile(r"\W*(?:retracted|withdrawn|retraction|expression of concern)\b", re.I)


def add(said: list[str], fields: dict[str, str], tags: dict[str, list[str]]) -> None:
    """Append to `said` whatever a reviewer should know about an entry."""
    title = fields.get("title", "")
    if not title:
        said.append("This entry has no title.")
    elif _RETRACTED.match(title):
        said.append("The title says that this was retracted or withdrawn.")
    elif "not available" in title.casefold() and len(title) < 20:
        said.append("The database gives no title in the original language.")
    if any(map(looks_garbled, (title, fields.get("authors", ""), fields.get("abstract", "")))):
        said.append("Some letters look garbled: the text was once saved in the wrong encoding.")
    said += labels(tags)


def labels(tags: dict[str, list[str]]) -> list[str]:
    """Return the screening labels among the notes of an entry, each as a sentence with its text verbatim."""
    noted = [value[:2000] for tag in _NOTED for value in tags.get(tag, ())]
    text = "\n".join(noted).lower()
    if not any(program in text for program in _PROGRAMS):
        return []
    return [f"Screening label: {value}" for value in noted if any(program in value.lower() for program in _PROGRAMS)]
