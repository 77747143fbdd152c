"""Undoes what spreadsheets and data frames do to cells: numbers for identifiers, dates for pages, words for nothing.

What cannot be undone is never guessed: it is named in a note, and stays with the entry verbatim.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from studies.formats import values

LONGEST = 32_767  # characters in a cell of Excel; more is cut without a word
_NOTHING = {
    *("nan", "na", "n/a", "<na>", "nat", "none", "null", "nil", "-", "--", "---", "#n/a", "not available", "no issue"),
    *("[no abstract available]", "[no author name available]", "no author name available", "[no author id available]"),
    *("no abstract available", "no abstract", "[]", "undefined"),
}
_BEGINNINGS = frozenset(char for words in _NOTHING for char in (words[0], words[0].upper()))
_ERROR = re.compile(
    r"#(?:NAME\?|REF!|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|FELD!|WERT!|NOM\s?\?|VALEUR!|#+$)"
)
_GUARDED = re.compile(r'="([^"]*)"')
_LINK = re.compile(r'=\s*HYPERLINK\(\s*"([^"]+)"', re.I)
_APOSTROPHE = re.compile(r"'+[=+\-@\t\r\n]")
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
_OTHER = "jän fév mär avr mai juin juil aoû sept okt nov dez"
_MONTHS = {name: n for n, name in enumerate(_ENGLISH.split(), 1)} | {
    name: n for n, name in enumerate(_OTHER.split(), 1)
}
_DAY_MONTH = re.compile(r"(\d{1,2})(?:-|\. ?)([A-Za-zäéû]{3,4})\.?", re.A)
_MONTH_YEAR = re.compile(r"([A-Za-zäéû]{3,4})\.?(?:-|\. ?)(\d{1,2})", re.A)
_WHOLE_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.A)
_NUMBER = re.compile(r"\d+[.,]\d*|\d(?:[.,]\d+)?[eE]\+?\d{1,2}", re.A)
_PMID = re.compile(r"\D{0,60}?([1-9]\d{0,7})(?:\D{0,10}|\s?[\[(]https?://.{1,200})", re.A)
_SHORTENED = re.compile(r"\d[.,]\d|\d[eE]\+?\d", re.A)
_SHORT_NUMBER = re.compile(r"\d{3,9}[\dX]", re.A)
_SERIAL = re.compile(r"(?:3[89]|4\d)\d{3}(?:\.0)?", re.A)  # 2004 to 2036, as Excel counts days


def blank(cell: str) -> bool:
    """Whether a cell says that there is nothing in it."""
    return not cell or cell.isspace() or (len(cell) < 30 and cell.strip().casefold() in _NOTHING)


def plain(cell: str) -> str:
    """Return what a cell says, without what was put around it so that no program should take it for something else."""
    cell = cell.strip()
    if not cell:
        return ""
    if cell[0] == "=" and (guarded := _GUARDED.fullmatch(cell) or _LINK.match(cell)):
        cell = guarded[1]
    elif cell[0] == "'" and _APOSTROPHE.match(cell):
        cell = cell[1:]
    if not cell:
        return ""
    return "" if cell[0] in _BEGINNINGS and len(cell) < 30 and cell.casefold() in _NOTHING else cell


def lost(cell: str) -> bool:
    """Whether a spreadsheet put an error in the place of what stood there ("#NAME?")."""
    return cell[0] == "#" and _ERROR.match(cell) is not None


def cut(cell: str) -> bool:
    """Whether a cell is as long as cells can be, so that the rest of it is missing."""
    return LONGEST - 40 <= len(cell) <= LONGEST and LONGEST - 9 <= len(cell.encode("utf-16-le")) // 2 <= LONGEST


def whole_number(cell: str) -> str:
    """Return a number without what a data frame made of it: "12345678.0" and "1.2345678E+07" are 12345678.

    Where digits are lost ("2.5E+07") the cell comes back as it is.
    """
    if cell.isdecimal() or not _NUMBER.fullmatch(cell):
        return cell
    try:
        number = Decimal(cell.replace(",", "."))
    except InvalidOperation:
        return cell
    digits = len(number.as_tuple().digits)
    exact = "e" not in cell.lower() or digits > number.adjusted()
    return str(int(number)) if exact and number == number.to_integral_value() else cell


def pmid(cell: str) -> str:
    """Return the PubMed number in a cell, "" if it holds none (any more)."""
    number = whole_number(cell)
    if _SHORTENED.search(number):
        return ""
    found = _PMID.fullmatch(number)
    return found[1] if found else ""


def serial_numbers(cells: Sequence[str]) -> str:
    """Return the ISSN and ISBN in some cells; leading zeros that a spreadsheet took away are put back."""
    return values.numbers(mended for cell in cells for mended in map(_mended, re.split(r"[;,|\s]+", cell)))


def _mended(number: str) -> str:
    """Put zeros before a number that is too short, if it is then a right ISSN or ISBN."""
    plain_ = whole_number(number).replace("-", "").upper()
    if not _SHORT_NUMBER.fullmatch(plain_) or len(plain_) in (8, 10):
        return whole_number(number)
    for length in (8, 10):
        padded = plain_.rjust(length, "0")
        if len(plain_) < length <= len(plain_) + 4 and _checks(padded):
            return padded
    return number


def _checks(number: str) -> bool:
    total = sum((len(number) - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(number))
    return total % 11 == 0


def undated(cell: str) -> tuple[str, str]:
    """Return pages or an issue that became a date as they were ("1-Jun" was 1-6), and a note if anything was done.

    A bare number that could be a date as well as a number of pages stays, with a note.
    """
    if _SERIAL.fullmatch(cell):
        return cell, f"“{cell}” may be a date that a spreadsheet made of pages or an issue: check it."
    pair = _pair(cell)
    if pair is None:
        return whole_number(cell), ""
    text = "-".join(map(str, sorted(pair)))
    return text, f"A spreadsheet made the date “{cell}” of what was probably {text}."


def _pair(cell: str) -> tuple[int, int] | None:
    """The two numbers that a spreadsheet took for day and month, or for month and year."""
    if found := _DAY_MONTH.fullmatch(cell):
        number, month = found[1], _MONTHS.get(found[2].casefold())
    elif found := _MONTH_YEAR.fullmatch(cell):
        number, month = found[2], _MONTHS.get(found[1].casefold())
    elif found := _WHOLE_DATE.fullmatch(cell):
        # 1-6 became a day of the year of saving; 3-50 the first of March 1950
        of_year = found[3] == "01" and found[1] < "2000"
        number, month = found[1][2:] if of_year else found[3], int(found[2])
    else:
        return None
    return (int(number), month) if month else None
