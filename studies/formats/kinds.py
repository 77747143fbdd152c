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

_NAMES = """
journal article | article | journal | electronic article | journal, electronic | original article = article
original articles | review | abstract | periodical = article
magazine article | magazine = magazine article
newspaper article | newspaper = newspaper article
book | edited book | book, whole | book, edited | electronic book | monograph | ancient text | classical work = book
serial = serial
book section | book chapter | chapter | book, section | electronic book section = chapter
encyclopedia | encyclopaedia | encyclopedia entry = encyclopaedia entry
dictionary = dictionary entry
conference paper | conference proceedings | conference proceeding | conference | proceedings paper = conference paper
conference abstract | meeting abstract = conference paper
thesis | dissertation | thesis, unpublished | dissertation abstract | dissertation/thesis = thesis
report | technical report | government document | research report = report
standard = standard
patent = patent
dataset | data set | online database | aggregated database = dataset
web page | website | electronic source | online multimedia | web site | internet communication = web page
blog = blog post
computer program | software = computer program
unpublished work | unpublished material | unpublished | manuscript = manuscript
pamphlet = pamphlet
hearing = hearing
case | court decisions | legal case = legal case
bill | bills | resolutions = bill
statute | statutes | laws | legislation | legal rule or regulation = statute
grant = grant
personal communication = personal communication
audiovisual material | film or broadcast | motion picture | video | video/ dvd | dvd = audiovisual material
sound recording | music score | music | podcast | video-audio media = audiovisual material
artwork | figure | chart or table | map | equation = figure
catalog = catalogue
generic = generic
"""


RIS = {
    code: word for codes, word in (line.split(" = ") for line in _RIS.strip().splitlines()) for code in codes.split()
}

_WORDS = {word: word for word in RIS.values()} | {
    name: word
    for names, word in (line.split(" = ") for line in _NAMES.strip().splitlines())
    for name in names.split(" | ")
}


def from_ris(code: str) -> str:
    """Return the word for a RIS type; one that no table knows stays as it was written."""
    return RIS.get(code.upper()) or from_words(code)


def from_words(kind: str) -> str:
    """Return the word for a type in words ("Book, Section"); one that no table knows stays as it was written."""
    return known(kind) or kind


def known(kind: str) -> str:
    """Return the word for a type in words, "" for one that no table knows."""
    return _WORDS.get(" ".join(kind.casefold().strip(" .").split()), "")


def from_medline(types: list[str], in_journal: bool) -> str:
    """Return the word for the publication types of a PubMed or ERIC record ("Journal Article", "Review")."""
    lower = [kind.casefold() for kind in types]
    if any("dissertation" in kind for kind in lower):
        return "thesis"
    if "journal article" in lower or (in_journal and not any("book" in kind for kind in lower)):
        conference = next((kind for kind in lower if "conference" in kind), "")
        return "article" if "journal article" in lower or not conference else "conference paper"
    if any("chapter" in kind or "section" in kind for kind in lower):
        return "chapter"
    return (known(lower[0].removesuffix("s")) or known(lower[0]) or lower[0]) if lower else ""
