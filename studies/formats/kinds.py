"""The words for kinds of publication, and how formats write them."""

_RIS = """
JOUR EJOUR JFULL ABST INPR = article
MGZN = magazine article
NEWS = newspaper article
BOOK EBOOK EDBOOK CLSWK ANCIENT MONO = book
SER SERIAL = serial
CHAP ECHAP = chapter
ENCYC = encyclopaedia entry
DICT = dictionary entry
CONF CPAPER = conference paper
THES = thesis
RPRT GOVDOC = report
STAND = standard
PAT = patent
DATA AGGR DBASE = dataset
ELEC WEB ICOMM = web page
BLOG = blog post
COMP = computer program
UNPB UNPD MANSCPT = manuscript
PAMP = pamphlet
HEAR = hearing
CASE = legal case
BILL UNBILL = bill
STAT LEGAL = statute
GRNT = grant
PCOMM = personal communication
ADVS VIDEO MPCT SLIDE SOUND MUSIC = audiovisual material
ART FIGURE CHART MAP EQUA = figure
CTLG = catalogue
MULTI GEN = generic
"""

RIS = {
    code: word for codes, word in (line.split(" = ") for line in _RIS.strip().splitlines()) for code in codes.split()
}

_WORDS = {"journal article": "article", "journal": "article", "article": "article", "book section": "chapter"}


def from_ris(code: str) -> str:
    """Return the word for a RIS type; one that no table knows stays as it was written."""
    return RIS.get(code.upper()) or _WORDS.get(code.casefold(), code)


def from_medline(types: list[str], in_journal: bool) -> str:
    """Return the word for the publication types of a PubMed record ("Journal Article", "Review")."""
    lower = [kind.casefold() for kind in types]
    if "journal article" in lower or (in_journal and not any("book" in kind for kind in lower)):
        conference = next((kind for kind in lower if "conference" in kind), "")
        return "article" if "journal article" in lower or not conference else "conference paper"
    if any("chapter" in kind or "section" in kind for kind in lower):
        return "chapter"
    return _WORDS.get(lower[0], lower[0]) if lower else ""
