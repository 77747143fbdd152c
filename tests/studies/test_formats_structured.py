"""The readers of BibTeX, XML and JSON: they stream, they are bounded, and a fault costs one entry only."""

import io

import pytest

from studies.formats import read, stream
from studies.formats.latex import decode

RECORD = "<record><ref-type>17</ref-type><titles><title>Illustrative record {}</title></titles></record>"
ARTICLE = "<PubmedArticle><MedlineCitation><PMID>{}</PMID></MedlineCitation></PubmedArticle>"
FILES = {
    "bibtex": ("", "@article{{a{}, title = {{Illustrative record}}, year = {{2010}}}}\n", ""),
    "endnote_xml": ("<xml><records>", RECORD, "</records></xml>"),
    "pubmed_xml": ("<PubmedArticleSet>", ARTICLE, "</PubmedArticleSet>"),
    "csl_json": ("[", '{{"id": "a{}", "title": "Illustrative record"}},\n', '{"id": "z", "title": "The last"}]'),
}


def file_of(name: str, entries: int) -> bytes:
    start, each, end = FILES[name]
    return (start + "".join(each.format(1000 + n) for n in range(entries)) + end).encode()


@pytest.mark.parametrize("name", FILES)
def test_the_first_entry_comes_long_before_the_file_is_read(name):
    file = io.BytesIO(file_of(name, 40_000))

    opened = stream(file)
    first = next(item for item in opened if type(item).__name__ == "Entry")

    assert opened.format == name
    assert first.fields
    assert file.tell() < len(file.getvalue()) / 2


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.33, 0.64, 0.97])
def test_a_cut_file_gives_its_good_entries_and_names_the_rest(name, share):
    data = file_of(name, 20)
    cut = data[: int(len(data) * share)]
    whole = sum(FILES[name][1].format(1000 + n).rstrip(",\n").encode() in cut for n in range(20))

    reading = read(cut, format=name)

    assert len(reading.entries) == whole
    assert len(reading.rejected) == 1


@pytest.mark.parametrize("name", ["endnote_xml", "pubmed_xml", None])
def test_an_xml_bomb_is_refused_in_one_sentence(name):
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><records>&b;</records></xml>'
    )

    reading = read(bomb.encode(), format=name)

    assert not reading.entries
    assert "entities of its own" in reading.refused


def test_an_entity_that_the_document_defines_far_down_stays_text():
    start = "<xml><records>" + " " * (1 << 20)
    text = start + '<!DOCTYPE x [<!ENTITY a "secret">]>' + RECORD.format("&a;") + "</records></xml>"

    (entry,) = read(text.encode()).entries

    assert entry.fields["title"] == "Illustrative record &a;"


def test_macros_made_of_macros_do_not_grow_without_bound():
    macros = "".join(f"@string{{a{n + 1} = a{n} # a{n} # a{n} # a{n}}}\n" for n in range(40))
    text = '@string{a0 = "0123456789"}\n' + macros + "@article{x, title = {T}, note = a40 # a40, abstract = a3}"

    (entry,) = read(text.encode()).entries

    assert entry.fields["abstract"] == "0123456789" * 64
    assert len(entry.unknown["note"][0]) <= 100_000


@pytest.mark.parametrize("text", ["[" * 100_000, '[{"title": ' + "[" * 100_000, '[{"title": ' + "9" * 10_000 + "}]"])
def test_json_that_is_too_deep_or_too_long_is_rejected(text):
    reading = read(text.encode(), format="csl_json")

    assert not reading.entries
    assert reading.rejected


def test_a_windows_path_does_not_end_its_entry():
    (entry,) = read(rb"@article{a, title = {Illustrative record}, file = {C:\papers\}}").entries

    assert entry.fields["title"] == "Illustrative record"


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\"{o} {\"o} {\"{o}} \"o", "ö ö ö ö"),
        (r"\'{\i} \v{s} \c c \H{o} \k{a} {\AA} \o re Stra{\ss}e", "í š ç ő ą Å øre Straße"),
        (r"\'{\^e} O\'Brien don\'t", "ế O'Brien don't"),
        (r"H$_2$O, 10$^{6}$, $\alpha$-helix, $p<0.05$", "H2O, 10^6, α-helix, p<0.05"),
        (r"costs of $5 or $10", "costs of $5 or $10"),
        (r"{\textless}i{\textgreater} 5{\%} \& \#1", "<i> 5% & #1"),
        (r"``quoted'' 1--2 a~b \unknown here", "“quoted” 1–2 a b \\unknown here"),
        (r"\frac{1}{2} \emph{in vitro} {\it x} {\noopsort{b}}1973", "1/2 in vitro x 1973"),
    ],
)
def test_latex_becomes_plain_text(latex, plain):
    assert decode(latex) == plain


def test_an_address_keeps_what_latex_would_take_for_signs():
    assert decode(r"https://example.org/~a--b/\_c\%20", verbatim=True) == "https://example.org/~a--b/_c%20"
