"""Says in sentences what is odd about an entry."""

import re

from studies.formats.values import looks_garbled

_RETRACTED = re.compile(r"\W*(?:retracted|withdrawn|retraction|expression of concern)\b", re.I)


def add(said: list[str], fields: dict[str, str]) -> None:
    """Append to `said` whatever a reviewer should know about an entry."""
    title = fields.get("title", "")
    if not title:
        said.append("This entry has no title.")
    elif _RETRACTED.match(title):
        said.append("The title says that this was retracted or withdrawn.")
    elif len(title) < 20 and "not available" in title.casefold():
        said.append("The database gives no title in the original language.")
    if looks_garbled(title) or looks_garbled(fields.get("authors", "")) or looks_garbled(fields.get("abstract", "")):
        said.append("Some letters look garbled: the text was once saved in the wrong encoding.")
