"""Brings names of authors into "Family, Given", and leaves groups whole."""

import re

from studies.formats.values import tidy

_WORDS = r"[^\s,;&<>*]+(?: [^\s,;&<>*]+){0,3}"
PLAIN = re.compile(f"{_WORDS}, {_WORDS}")  # most names; nothing needs doing to them
_GROUP = re.compile(
    r"\d|&|\b(?:group|groups|organi[sz]ation|collaborat\w*|committee|consortium|universit\w+|instit\w+|ministry|"
    r"associations?|society|team|network|study|trials?|department|agency|office|council|cent(?:re|er)s?|foundation|"
    r"investigators?|task ?force|inc|ltd|college|hospital|federation|board|commission|bureau|program(?:me)?|project|"
    r"service|services|academy|bank|nations|union|working|panel|alliance|initiative|authority|government|press|"
    r"company|corp|gmbh|nhs|health|healthcare|trust|fund|charity|unicef|unesco|oecd|uk|usa|national|international|"
    r"federal|american|british|canadian|australian|european|medical|nursing|research|directorate|division|secretariat|"
    r"partnership|coalition|forum|royal college|for|of|the|and|on|in)\b",
    re.I,
)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[- ]?){1,5}")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.I)
_ET_AL = re.compile(r"[\s,;]*\b(?:et\.? ?al\b\.?|and others|\[et al\.?\])\s*$", re.I)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "la",
    "le",
    "ten",
    "ter",
    "du",
    "bin",
    "al",
    "zu",
}
_SHORT = re.compile(r"\S+(?: \S+){0,3} [A-Z]{1,3}")


def people(values: list[str]) -> tuple[str, bool]:
    """Return the names "; " between, and whether the list was cut with "et al."."""
    names: list[str] = []
    cut = False
    for value in values:
        tail = value[-9:].lower()
        if "al" not in tail and PLAIN.fullmatch(value):
            names.append(value)
            continue
        value = tidy(value.replace("\n", "; "))
        tail = value[-9:].lower()
        whole = _ET_AL.sub("", value) if "al" in tail or "others" in tail else value
        cut = cut or whole != value
        names += filter(None, map(normal, apart(whole)))
    return "; ".join(names), cut


def apart(value: str) -> list[str]:
    """Return the single names of a value that may hold several."""
    if ";" in value:
        return [part.strip() for part in value.split(";") if part.strip(" ,")]
    if len(value) < 12 or len(value) > 5000 or ("," not in value and " and " not in value):
        return [value]
    parts = value.split(" and ")
    if len(parts) > 1 and all("," in part.strip(" ,") for part in parts):
        return parts
    parts = [part.strip() for part in re.sub(r",? and ", ", ", value).split(",") if part.strip()]
    if len(parts) > 1 and all(map(_SHORT.fullmatch, parts)):
        return parts
    if len(parts) > 3 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(p) for p in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [value]


def is_group(name: str) -> bool:
    """Whether a name is rather that of a group: a word in it is no person's."""
    return _GROUP.search(name) is not None


def normal(name: str) -> str:
    """Return one name as "Family, Given"; a group, a single word or anything doubtful as it is."""
    written, name = name, name.strip(" ,*")
    if "," in name:
        family, _, given = name.partition(",")
        if "," not in given:
            return f"{family.strip()}, {given.strip()}"
        return ", ".join(filter(None, (part.strip() for part in name.split(","))))
    words = name.split()
    if len(words) < 2 or len(words) > 5 or _GROUP.search(name):
        return name
    if written.rstrip().endswith(",") and not _initials(words[-1]):
        return name  # that is how RIS says that a name is whole
    if _CJK.search(name):
        return f"{words[0]}, {' '.join(words[1:])}"
    suffix = f", {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    return _split(words) + suffix


def _split(words: list[str]) -> str:
    """Place the comma in a name without one, from where its initials, capitals or particles stand."""
    if _initials(words[-1]) and not _initials(words[0]):
        start = next(n for n in range(len(words)) if all(map(_initials, words[n:])))
        return f"{' '.join(words[:start])}, {' '.join(words[start:])}"
    if words[0].isupper() and len(words[0]) > 3 and not words[-1].isupper():
        return f"{words[0]}, {' '.join(words[1:])}"
    start = next((n for n, word in enumerate(words[1:-1], 1) if word in _PARTICLES), len(words) - 1)
    if words[0].casefold() in _PARTICLES:
        return " ".join(words)
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def _initials(word: str) -> bool:
    return len(word) <= 8 and _INITIALS.fullmatch(word) is not None and (len(word) < 4 or "." in word)
