"""The words for kinds of publication in BibTeX, CSL-JSON and EndNote XML."""

from studies.formats import kinds

_BIBTEX = """
article periodical suppperiodical = article
book mvbook booklet bookinbook proceedings mvproceedings collection mvcollection reference mvreference = book
inbook incollection suppbook suppcollection = chapter
inreference = encyclopaedia entry
inproceedings conference = conference paper
phdthesis mastersthesis thesis = thesis
techreport report = report
standard = standard
patent = patent
dataset data = dataset
online electronic www webpage internet = web page
software softwareversion = computer program
unpublished = manuscript
misc other = generic
legislation = statute
jurisdiction legal = legal case
letter = personal communication
movie video audio music performance = audiovisual material
image artwork = figure
"""
_CSL = """
article-journal review review-book = article
article-magazine = magazine article
article-newspaper = newspaper article
article manuscript = manuscript
periodical = serial
book collection classic = book
chapter = chapter
entry-encyclopedia entry = encyclopaedia entry
entry-dictionary = dictionary entry
paper-conference speech = conference paper
thesis = thesis
report = report
standard = standard
patent = patent
dataset = dataset
webpage post = web page
post-weblog = blog post
software = computer program
pamphlet = pamphlet
hearing = hearing
legal_case = legal case
legislation regulation treaty = statute
bill = bill
personal_communication interview = personal communication
motion_picture broadcast song musical_score performance = audiovisual material
graphic figure map = figure
document = generic
"""
_ENDNOTE_NUMBERS = """
17 43 45 63 = article
19 = magazine article
23 = newspaper article
6 28 44 49 51 54 = book
57 = serial
5 60 = chapter
53 = encyclopaedia entry
52 = dictionary entry
10 47 = conference paper
32 = thesis
27 46 = report
58 = standard
25 = patent
48 55 59 = dataset
12 = web page
56 = blog post
9 = computer program
34 36 64 = manuscript
24 = pamphlet
18 = hearing
7 = legal case
4 = bill
31 50 = statute
61 = grant
26 62 = personal communication
3 21 65 67 68 = audiovisual material
2 20 37 38 39 = figure
8 = catalogue
13 = generic
"""


def _table(text: str) -> dict[str, str]:
    lines = (line.split(" = ") for line in text.strip().splitlines())
    return {code: word for codes, word in lines for code in codes.split()}


BIBTEX = _table(_BIBTEX)
CSL = _table(_CSL)
_ENDNOTE = _table(_ENDNOTE_NUMBERS)


def from_bibtex(kind: str, subtype: str) -> str:
    """Return the word for the kind of a BibTeX entry; articles of newspapers and rarer kinds tell so in a field."""
    if kind in ("article", "misc") and (word := kinds.known(subtype)):
        return word
    return BIBTEX.get(kind, kind)


def from_csl(kind: str) -> str:
    """Return the word for the type of a CSL item; one that no table knows stays as it was written."""
    return CSL.get(kind.casefold(), kind)


def from_endnote(name: str, number: str) -> str:
    """Return the word for EndNote's kind of reference, which is told by name and by number."""
    return kinds.known(name) or _ENDNOTE.get(number, "") or name
