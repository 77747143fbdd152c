"""Turns LaTeX, as BibTeX files hold it, into plain Unicode text: accents, symbols, formatting and small formulas."""

import re
import unicodedata
from functools import lru_cache

from pylatexenc import latex2text

_ACCENTS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
    "t": "\u0361",
    "G": "\u030f",
    "U": "\u030e",
    "h": "\u0309",
}
_QUOTES = "'\"`"  # programs also escape these where no accent is meant: O\'Brien
_OWN = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "copyright": "©",
    "S": "§",
    "P": "¶",
    "euro": "€",
    "micro": "µ",
    "textsubscript": "",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "lt": "<",
    "gt": ">",
    "slash": "/",
    "space": " ",
    "quad": " ",
    "qquad": " ",
    "newline": " ",
    "par": "\n\n",
    "textendash": "–",
    "textemdash": "—",
    "textunderscore": "_",
    "url": "",
    "textpm": "±",
    "texttimes": "×",
    "textdiv": "÷",
    "textlnot": "¬",
    "textonesuperior": "¹",
    "texttwosuperior": "²",
    "textthreesuperior": "³",
    "textcelsius": "℃",
    "textohm": "Ω",
    "textperiodcentered": "·",
    "textminus": "−",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "lbrace": "{",
    "rbrace": "}",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textbackslash": "\\",
    "textasciicircum": "^",
    "textasciitilde": "~",
}
_SILENT_WORDS = """
it bf em rm sc tt sl sf bfseries itshape upshape scshape rmfamily sffamily ttfamily normalfont selectfont boldmath
cal mit tiny footnotesize small normalsize large displaystyle textstyle limits nolimits left right big Big bigl bigr
Bigl Bigr relax newblock protect mathstrut null noindent nobreak allowbreak ensuremath
"""
_SWITCHES = frozenset(_SILENT_WORDS.split())
_SIGNS = {"\\": " ", " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", ">": " "}
_SILENT = frozenset("!/-@()[]+")
_HARD = ("\\", "$", "~", "--", "``", "''")  # more than braces; most values have none of them
_SIMPLE = re.compile(r"\{\\([\"'`^~])\{?([A-Za-z])\}?\}|\\([\"'`^~])\{([A-Za-z])\}")
_TOKEN = re.compile(r"\\([A-Za-z]+)\*?([ \t\n]*)|\\(.)|([{}])|(\$\$?)|(---?|``|''|[~^_])", re.S)
_MATH = re.compile(r"\$\$?([^$]{1,600})\$")
_FORMULA = re.compile(r"[\\_^{]|^[A-Za-z<>=+-][\w*/=<>+().,' -]{0,24}(?<! )$")
_TYPED = {"--": "–", "---": "—", "``": "“", "''": "”", "~": " "}
_HIDDEN = re.compile(r"\\(?:noopsort|SortNoop|[vh]?phantom|[hv]space|vskip|hskip|label)\*?\{(?:[^{}\\]|\\.)*\}", re.S)
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}\\]*)\}\{([^{}\\]*)\}")
_LINK = re.compile(r"\\href\{([^{}]*)\}\{([^{}]*)\}")


def accents(text: str) -> str:
    """Return text with the accents in braces composed, which nearly all are; the rest of its LaTeX stays."""
    return _SIMPLE.sub(lambda found: _composed(found[1] or found[3], found[2] or found[4]), text)


@lru_cache(maxsize=1024)
def _composed(marks: str, letter: str) -> str:
    composed = unicodedata.normalize("NFC", letter + "".join(_ACCENTS[mark] for mark in reversed(marks)))
    return composed if letter.isalpha() and (len(composed) == 1 or marks[-1] not in _QUOTES) else marks + letter


def decode(text: str, *, verbatim: bool = False) -> str:
    """Return text without its LaTeX; of addresses and identifiers (`verbatim`) dashes, quotes and ties are left."""
    if "\\" in text:
        text = accents(text)
    for sign in _HARD:
        if sign in text:
            break
    else:
        return text.replace("{", "").replace("}", "") if "{" in text or "}" in text else text
    if "\\" in text:
        text = _LINK.sub(r"\2 \1", _FRACTION.sub(r"\1/\2", _HIDDEN.sub("", text)))
    return _Decoder(text, verbatim).decoded()


class _Decoder:
    """One pass over a text; accents wait until the letter comes that they stand on."""

    def __init__(self, text: str, verbatim: bool) -> None:
        self.text = text
        self.verbatim = verbatim
        self.out: list[str] = []
        self.waiting = ""
        self.math = False

    def decoded(self) -> str:
        place = 0
        for token in _TOKEN.finditer(self.text):
            if token.start() > place:
                self._letters(self.text[place : token.start()])
            place = token.end()
            word, gap, sign, brace, dollar, typed = token.groups()
            if word:
                self._command(word, gap, place)
            elif sign:
                self._sign(sign)
            elif brace:
                self._brace(brace)
            elif dollar:
                self._dollar(token)
            else:
                self._typed(typed, place)
        self._letters(self.text[place:])
        return "".join(self.out) + self._bare()

    def _letters(self, run: str) -> None:
        """Plain text, whose first letter takes the accents that wait."""
        if self.waiting and (run := run.lstrip()):
            self.out.append(self._accented(run[0]))
            run = run[1:]
        self.out.append(run)

    def _accented(self, letter: str) -> str:
        marks, self.waiting = self.waiting, ""
        return _composed(marks, letter)

    def _wait(self, mark: str) -> None:
        """Two accents on one letter are enough; composing thousands would take for ever."""
        self.waiting = self.waiting[-1:] + mark

    def _bare(self) -> str:
        """An accent on nothing: \\~{} is how a tilde is written."""
        marks, self.waiting = self.waiting, ""
        return marks if marks in ("~", "^", "'", '"') else ""

    def _command(self, word: str, gap: str, place: int) -> None:
        opens = self.text[place : place + 1] == "{"
        if word in ("i", "j") and self.waiting:
            self.out.append(self._accented(word))
        elif word in _ACCENTS and (gap or opens or self.text[place : place + 1] == "\\"):
            self._wait(word)
        elif word == "textsuperscript":
            self._power(place)
        elif (symbol := _symbol(word)) is not None:
            self.out.append((self._accented(symbol) if self.waiting and symbol else symbol) or "")
        elif not opens and word not in _SWITCHES:
            self.out.append(f"\\{word}{gap}")

    def _power(self, place: int) -> None:
        """An exponent keeps its sign behind a digit: 10^6 must not become 106."""
        base = next((part for part in reversed(self.out) if part), "")
        if base[-1:].isdigit() and self.text[place : place + 2].lstrip("{")[:1] in "0123456789-−":
            self.out.append("^")

    def _sign(self, sign: str) -> None:
        if sign in _ACCENTS:
            self._wait(sign)
        elif sign.isdigit() or sign in "<|":
            self.out.append("\\" + sign)
        elif sign not in _SILENT or self.verbatim:
            self._letters(_SIGNS.get(sign, sign))

    def _brace(self, brace: str) -> None:
        if brace == "}" and self.waiting:
            self.out.append(self._bare())

    def _dollar(self, token: re.Match[str]) -> None:
        formula = _MATH.match(self.text, token.start())
        if self.math:
            self.math = False
        elif formula and _FORMULA.search(formula[1]):
            self.math = True
        else:
            self.out.append(token[0])

    def _typed(self, typed: str, place: int) -> None:
        if typed in "^_":
            if not self.math:
                self._letters(typed)
            elif typed == "^":
                self._power(place)
        else:
            self._letters(typed if self.verbatim else _TYPED[typed])


@lru_cache(maxsize=4096)
def _symbol(word: str) -> str | None:
    """The character that a command stands for, None where it stands for none."""
    if word in _OWN:
        return _OWN[word]
    known = _context.get_macro_spec(word)
    replacement = known.simplify_repl if known is not None else None
    return replacement if isinstance(replacement, str) and replacement and not set("%<") & set(replacement) else None


_context = latex2text.get_default_latex_context_db()
