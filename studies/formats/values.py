"""Brings single values (years, pages, identifiers, keywords, text with markup) into one form, whatever their format."""

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

_MARKUP = re.compile(
    r"</?(?:jats:|mml:)?(?:i|b|u|em|strong|italic|bold|sub|sup|inf|sc|small|span|font|p|div|br|title|sec|math|m[a-z]{1,9}|"
    r"h[1-6]|li|ul|ol|label|tt)(?:\s[^<>]{0,200})?/?>",
    re.I,
)
_BREAKS = re.compile(r"</?(?:jats:)?(?:p|div|br|li|ul|ol|title|sec|h[1-6])\b", re.I)
_POWER = re.compile(r"(?<=\d)<sup>(?=[-−]?\d)", re.I)  # 10<sup>6</sup> must not become 106
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060]")
_PILE = re.compile(r"[^\w\s!-~]{40}")  # so many marks on one letter take for ever to put in order
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf€-™]|â€|Â[\u00a0-\u00bf]|ï¿½|\ufffd|(?<=[a-z]{2})[³¹¿±¼¾¶](?=[a-z]{2})")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=\D|$|[01]\d[0-3]\d(?!\d))", re.A)
_PLAIN = re.compile(r"(\d+)-(\d+)", re.A)
_PP = re.compile(r"^\s*pp?\.?\s*(?=[A-Za-z]?\d)")
_UNPAGED = re.compile(r"no[ -]pagination(?:[ -]specified)?", re.I)
_DASHES = re.compile("[\u2010-\u2015\u2212]|-{2,3}")
_RANGE = re.compile(r"([A-Za-z]{0,3})(\d{1,12})\s*-\s*([A-Za-z]{0,3})(\d{1,12})([A-Za-z]?)", re.A)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,3}/[^\s\"]{1,300}", re.A)
_PMID = re.compile(
    r"(?:pmid|pubmed id)\W{0,3}(?:nlm)?(\d{1,8})(?!\d)|(?:pubmed|medline)\W{0,3}(\d{5,8})(?!\d)|"
    r"(?<!\d)(\d{1,8})\s?\[pmid\]|nih\.gov/(?:m/)?(?:pubmed/)?(\d{1,8})(?!\d)",
    re.I | re.A,
)
_OF_ANOTHER = re.compile(r"(?:erratum|corrig|comment|retract|reply)[^.;\n]{0,40}$", re.I)
_TAIL = re.compile(r"/(?:full|abstract|pdf|epdf|html|meta|summary|references)(?:/?|[?#].*)$", re.I)
_ISBN = re.compile(
    r"(?<![\dX-])(?:97[89](?:[- ]?\d){10}|\d{4}[-\u2013]\d{3}[\dX]|\d(?:-?\d){8}-?[\dX]|\d{7}[\dX])(?![\dX-])", re.A
)
_ADDRESS = re.compile(r"https?://[^\s;,<>]+")
_NAMED = re.compile(r"(?<=[A-Z])-(?=\d)")  # "ISSN-1234-5678"
_PLACEHOLDERS = {"nan", "none", "null", "n/a", "na", "#name?", "unknown", "-"}


def tidy(text: str) -> str:
    """Return a value on one line: entities and markup resolved, white space single, Unicode composed (NFC)."""
    if text.isascii() and "&" not in text and "<" not in text:
        return text.strip() if "  " not in text and text.isprintable() else " ".join(text.split())
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _POWER.sub("^", text)
        text = _MARKUP.sub(lambda tag: " " if _BREAKS.match(tag[0]) else "", text)
    if not text.isascii():
        text = text if text.isprintable() else _INVISIBLE.sub("", text)
        text = text if len(text) > 5000 and _PILE.search(text) else unicodedata.normalize("NFC", text)
    return " ".join(text.replace("\x00", "").split())


def prose(text: str) -> str:
    """Return a longer text tidy, its paragraphs kept."""
    if "\n" not in text:
        return tidy(text)
    return "\n".join(filter(None, map(tidy, text.split("\n"))))


def real(text: str) -> str:
    """Return a value, or nothing where a program wrote that it had none ("nan", "N/A")."""
    return "" if text.strip().casefold() in _PLACEHOLDERS else text.strip()


def looks_garbled(text: str) -> bool:
    """Whether text was once decoded in the wrong encoding ("Ã©" for "é")."""
    return not text.isascii() and _MOJIBAKE.search(text) is not None


def year(text: str) -> str:
    """Return the first year from 1500 to 2099 in a date, "" if there is none; "99" and "05" mean 1999 and 2005."""
    if found := _YEAR.search(text):
        return found[0]
    short = re.fullmatch(r"(\d\d)[/ ]*", text.strip(), re.A)
    return (("20" if short[1] < "30" else "19") + short[1]) if short else ""


def pages(text: str) -> str:
    """Return pages with their ranges whole: "193-4" becomes "193-194"; anything unusual stays as it was."""
    if (plain := _PLAIN.fullmatch(text)) and len(plain[1]) == len(plain[2]) and plain[1] != plain[2]:
        return text
    if _UNPAGED.fullmatch(text):
        return ""
    text = _PP.sub("", _DASHES.sub("-", tidy(text)))
    return _RANGE.sub(_whole, text).rstrip(" -,;") if len(text) < 200 else text


def _whole(found: re.Match[str]) -> str:
    letter, start, letter_too, end, suffix = found.groups()
    if len(end) < len(start) and letter_too in ("", letter):
        end = start[: len(start) - len(end)] + end
    if (letter, start) == (letter_too or letter, end) and not suffix:
        return letter + start
    return f"{letter}{start}-{letter_too or letter}{end}{suffix}"


def doi(text: str) -> str:
    """Return the first DOI in a text, bare and in lower case, without what a sentence or an address put behind it."""
    if "10." not in text and "10%2" not in text:
        return ""
    found = _DOI.search(unquote(html.unescape(text)) if "%" in text or "&" in text else text)
    if not found:
        return ""
    value = re.sub(r"[?&]\w+=.*$", "", found[0].split("[doi]")[0])
    value = _TAIL.sub("", value) if "/doi/" in found.string[: found.start()] else value
    while value and (
        value[-1] in ".,;:'’”*" or any(value[-1] == b and value.count(a) < value.count(b) for a, b in _PAIRS)
    ):
        value = value[:-1]
    return value.lower() if "/" in value else ""


def pmid(text: str) -> str:
    """Return the first PubMed number in a text that is called one, and not that of an erratum, comment or the like."""
    found = (each for each in _PMID.finditer(text[:4000]) if not _OF_ANOTHER.search(text[: each.start()]))
    return next((str(next(filter(None, each.groups()))) for each in found), "")


_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))


def numbers(values: Iterable[str]) -> str:
    """Return the ISSN and ISBN in some values, each once, "; " between; an ISSN gets its hyphen."""
    found = dict.fromkeys(number for value in values for number in _numbers(value[:2000]))
    return "; ".join(found)


@lru_cache(10_000)  # journals come again and again
def _numbers(value: str) -> tuple[str, ...]:
    return tuple(f"{n[:4]}-{n[-4:]}" if len(n) in (8, 9) else n for n in _ISBN.findall(_NAMED.sub(" ", value.upper())))


def keywords(values: Iterable[str]) -> str:
    """Return keywords, each once, "; " between; major headings lose their asterisk."""
    values = list(values)
    if not values:
        return ""
    together = "\n".join(values)
    if together.isascii() and not any(mark in together for mark in ("*", ";", "&", "<", "\t", "  ")):
        return "; ".join(filter(None, dict.fromkeys(word.strip() for word in together.split("\n"))))
    resolved = (html.unescape(value) if "&" in value else value for value in values)
    words = (
        tidy(word).strip("* ")
        for value in resolved
        for word in (re.split(r"[;\n]", value) if ";" in value or "\n" in value else (value,))
    )
    return "; ".join(dict.fromkeys(word.replace("*", "") for word in words if word))


def addresses(values: Iterable[str]) -> str:
    """Return the web addresses in some values, each once, "; " between."""
    values = list(values)
    if not values:
        return ""
    if len(values) == 1 and _ADDRESS.fullmatch(values[0]):
        return values[0]
    found = (part.strip(" ;,<>") for value in values for part in re.split(r";\s*(?=https?:)|\s+", value))
    return "; ".join(dict.fromkeys(part for part in found if re.match(r"(?:https?:|ftp:|www\.|//)", part, re.I)))


def joined(values: Iterable[str]) -> str:
    """Return texts one after the other; one that another begins with is left out."""
    values = list(values)
    if len(values) == 1:
        return values[0]
    kept: list[str] = []
    for value in filter(None, values):
        begun = [k for k in kept if value.startswith(k)]
        kept = [k for k in kept if k not in begun]
        if not any(k.startswith(value) for k in kept):
            kept.append(value)
    return "\n".join(kept)
