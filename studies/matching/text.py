"""Brings words into one form: lower case, no accents, no punctuation, Greek by name, Cyrillic in Latin letters."""

import html
import re
import unicodedata

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,100}>")
_ESCAPED = re.compile(r"<U\+([0-9A-Fa-f]{4,5})>")
_NOT_WORDS = re.compile(r"[\W_]+")
_GARBLED = re.compile("[ÂÃâÎÏÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_GREEK = (  # noqa: SIM905
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon "
    "phi chi psi omega"
).split()
_CYRILLIC = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia".split(" ")  # noqa: SIM905
_PLAIN = str.maketrans(
    {chr(0x3B1 + at): name for at, name in enumerate(_GREEK)}
    | {chr(0x430 + at): name for at, name in enumerate(_CYRILLIC)}
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ё": "e", "і": "i", "ї": "i"}
    | {"є": "e", "ґ": "g"}
    | dict.fromkeys("'’ʼ‘`´", "")
)
_SPACED = bytes(n if chr(n).isalnum() else 32 for n in range(128)) + bytes(128)
_SIGNS = bytes(n for n in range(128) if not chr(n).isalnum())


def ungarbled(text: str) -> str:
    """Return text as it was before somebody decoded it wrongly ("KÃ¶nig" for "König"), if that can be undone."""
    if text.isascii() or not _GARBLED.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def plain(text: str) -> str:
    """Return text without markup and entities, otherwise as it was."""
    if "&" in text and ";" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _MARKUP.sub("", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
    return ungarbled(text)


def fold(text: str) -> str:
    """Return plain text as lower-case words with single spaces between."""
    if text.isascii():  # by bytes, which is twenty times faster
        return b" ".join(text.lower().encode().translate(_SPACED, b"'`").split()).decode()
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _NOT_WORDS.sub(" ", text).strip()


def compact(text: str) -> str:
    """Return text folded and without spaces, so that "non small-cell" and "nonsmall cell" are the same."""
    if text.isascii():
        return text.lower().encode().translate(None, _SIGNS).decode()
    return fold(text).replace(" ", "")
