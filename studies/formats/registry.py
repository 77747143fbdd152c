"""The formats that can be read, and how a file is told to be in one of them."""

from studies.formats import (
    bibtex,
    csl_json,
    endnote_xml,
    enw,
    inspec,
    nbib,
    ovid,
    pubmed_xml,
    refworks,
    ris,
    tables,
    wos,
)
from studies.formats.format import Format

FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        ris.FORMAT,
        nbib.FORMAT,
        ovid.FORMAT,
        wos.FORMAT,
        enw.FORMAT,
        refworks.FORMAT,
        inspec.FORMAT,
        tables.CSV,
        tables.XLSX,
        bibtex.FORMAT,
        endnote_xml.FORMAT,
        pubmed_xml.FORMAT,
        csl_json.FORMAT,
    )
}


_BEGINNING = 1 << 14


def sniff(text: str) -> Format | None:
    """Return the format of a text (the first megabyte of a file), None where no reader here knows it.

    The beginning nearly always tells; what follows is looked at only where it does not.
    """
    for part in (text[:_BEGINNING], text):
        shown = [(place, each) for each in FORMATS.values() if not each.binary and (place := each.telling(part)) >= 0]
        if sure := [(place, each) for place, each in shown if not each.doubtful and place < len(part)]:
            return min(sure, key=lambda found: found[0])[1]
    return min(shown, key=lambda found: found[0])[1] if shown else None


def sniff_bytes(head: bytes) -> Format | None:
    """Return the binary format that a file beginning so is in, None if it is in none."""
    text = head.decode("latin-1")
    return next((each for each in FORMATS.values() if each.binary and each.telling(text) >= 0), None)
