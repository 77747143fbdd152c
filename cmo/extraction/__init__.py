"""From a file's bytes to a canonical text whose pages are known; the only way a text enters the workbench.

`extract` reads plain text here, and PDF in a child process of its own, since such files are hostile until proven good.
"""

from cmo.extraction.pdf import from_pdf
from cmo.extraction.plain import from_plain
from cmo.extraction.result import Extracted, Unreadable

__all__ = ["MAX_BYTES", "Extracted", "Unreadable", "extract"]

MAX_BYTES = 100 * 1024 * 1024

# What people drop by mistake, by the bytes it begins with.
_OTHERS = [
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"%!PS", "a PostScript file"),
]


def extract(data: bytes, name: str) -> Extracted:
    """The text of a PDF or plain text file; its kind is told by its content, `name` only appears in what is said.

    Raises Unreadable with one sentence for the person when there is no text to be had.
    """
    if not data.strip():
        raise Unreadable(f"“{name}” is empty.")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"“{name}” is larger than {MAX_BYTES // 1024**2} MB.")
    # Readers of PDF accept some bytes of rubbish before the header.
    if b"%PDF-" in data[:1024]:
        return from_pdf(data, name)
    for beginning, kind in _OTHERS:
        if data.startswith(beginning):
            raise Unreadable(f"“{name}” is {kind}: save it as PDF or plain text, or paste its text.")
    return from_plain(data, name)
