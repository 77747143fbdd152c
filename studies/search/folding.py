"""One alphabet for the index and the question: lower case, without accents, a to z and 0 to 9 alone.

Neither database folds as the other does, and the PostgreSQL wheel has no unaccent; so both are given what was folded
here, in which their own rules find nothing left to differ about.
"""

import re
import unicodedata

# What NFKD leaves whole although readers take it for a plain letter.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n"}
)
_PLAIN = bytes(each if chr(each).isalnum() else 32 for each in bytes(range(128)).lower()) + b" " * 128
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]{0,15}>")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# Scripts written without spaces: each of their characters is a word of its own.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def fold(text: str) -> str:
    """The words of `text` in lower-case ASCII letters and digits, spaces between (one or more).

    Accents fall away ("Dvořák" is "dvorak"). A letter of another script is spelt by its code ("я" is "u44fz"), so a
    beginning of a word stays a beginning; where a script has no spaces, every character is a word.
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
        text = _FOREIGN.sub(_spelt, text)
    return text.encode("ascii").translate(_PLAIN).decode("ascii")


def _spelt(found: re.Match[str]) -> str:
    letter = found[0]
    if unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}:
        return ""
    if not letter.isalnum():
        return " "
    return f" u{ord(letter):x} " if _UNSPACED.match(letter) else f"u{ord(letter):x}z"
