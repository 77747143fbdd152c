"""The words that tables have for kinds of publication, and ours for them."""

from studies.formats import kinds
from studies.formats.tables.headers import key

_WORDS = """
article = article, journal article, journal, journals, j, research article, original article, article in press,
    review, review article, systematic review, literature review, short survey, editorial, editorial material, letter,
    letter to the editor, note, comment, commentary, erratum, correction, retracted, retraction, journal paper, paper,
    articles, periodical, academic journal, academic journals, scholarly journal, scholarly journals, data paper,
    original research, clinical trial, randomized controlled trial, meta analysis, case report, early access,
    article early access, journals and magazines, early access articles, brief communication, abstract,
    business article, conference review, ieee journals, ieee early access articles, ieee magazines, iet journals
magazine article = magazine article, magazine, magazines, trade journal, trade journals, trade publication
newspaper article = newspaper article, newspaper, newspapers, news
conference paper = conference paper, conference abstract, conference proceeding, conference proceedings, conference,
    conferences, proceedings article, proceedings paper, inproceedings, meeting abstract, conference publication,
    conference proceedings article, conference papers and proceedings, proceedings, c, conference article,
    ieee conferences, iet conferences, article proceedings paper, conference contribution, paper conference, meeting
book = book, books, monograph, b, edited book, reference book, mvbook, ebook
chapter = book chapter, chapter, book section, incollection, inbook, book part, reference work entry, chapters,
    ieee book chapters, ieee books, ieee ebook chapters, article book chapter, review book chapter, conference chapter
thesis = thesis, theses, dissertation, dissertations, phdthesis, mastersthesis, dissertation/thesis, doctoral thesis,
    dissertations theses, dissertations and theses, master thesis
report = report, techreport, technical report, government document, reports, working paper, working papers,
    policy document, grey literature, clinical guideline, report component
preprint = preprint, preprints, posted content, working paper/pre-print, unpublished work
web page = web page, webpage, website, web site, online, electronic resource
dataset = dataset, data set, data, aggregated database
patent = patent, patents, p
standard = standard, standards, ieee standards
encyclopaedia entry = encyclopedia article, encyclopedia entry, encyclopedia, encyclopaedia entry, reference entry
blog post = blog post, blog
computer program = computer program, software
manuscript = manuscript, unpublished
generic = generic, misc, miscellaneous, other, others, document, peer review, paratext, libguides
"""


_FILES = {"", "pdf", "html", "citation", "doc"}  # what Google Scholar links to, which is no kind of publication


def _table() -> dict[str, str]:
    lines = _WORDS.strip().replace("\n    ", " ").splitlines()
    split = (line.partition(" = ") for line in lines)
    return {key(name): word for word, _, names in split for name in names.split(",")}


WORDS = _table()


def from_words(text: str) -> str:
    """Return our word for a kind of publication; one that nobody knows stays as it was written.

    Where several are given ("Article; Proceedings Paper", "Journal Article, Review") the first known one counts.
    """
    if text.casefold() in _FILES:
        return ""
    if word := WORDS.get(key(text)):
        return word
    if word := kinds.RIS.get(text.upper()) or kinds.known(text):
        return word
    parts = [part for mark in ";|,/" if mark in text for part in text.split(mark)]
    return next((word for part in parts if (word := WORDS.get(key(part)))), text)
