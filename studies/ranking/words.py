"""The words of a title or an abstract, as the order learns them."""

import re
import unicodedata

# Scripts written without spaces: each of their characters is a word of its own.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[^\W_{_UNSPACED}]{{2,}}|(?:(?!_)\w)")
_PLAIN = re.compile(r"[a-z0-9]{2,}")
_ONE = re.compile(rf"[{_UNSPACED}]")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]{0,15}>")
# More of one text than this is a pasted document rather than an abstract.
LONGEST = 30_000


def words(text: str) -> list[str]:
    """Folded words in their order: lower case, no accents, no tags; single letters of spaced scripts are left out."""
    text = text[:LONGEST]
    if "<" in text:
        text = _TAG.sub(" ", text)
    if text.isascii():
        return _PLAIN.findall(text.lower())
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in folded if unicodedata.category(each)[0] != "M")
    return [word for word in _WORD.findall(plain) if len(word) > 1 or _ONE.match(word)]
