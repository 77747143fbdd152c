"""A PDF is read by a child process with limits: PDFium is not thread-safe, and the file may be made to do harm."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from cmo.extraction.result import RULES, Extracted, Unreadable, bound

WALL_SECONDS = 90
_ROOT = Path(__file__).parents[2]
# The child needs to find Python and its libraries; it gets neither the secret key nor the database's address.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


def from_pdf(data: bytes, name: str) -> Extracted:
    """The text of a PDF in reading order, page by page.

    Raises Unreadable for encrypted, broken, immense, endless or wholly scanned files. Pages without text are named in
    the warnings.
    """
    answer = _ask_child(data, name)
    if "refused" in answer:
        raise Unreadable(f"“{name}” {answer['refused']}")
    pages: list[str] = answer["pages"]
    silent = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(silent) == len(pages):
        raise Unreadable(
            f"“{name}” has no text on any page: it may be scanned; have its text recognised (OCR), or paste the text."
        )
    text, starts = bound(pages)
    return Extracted(text, starts, "pypdfium2", f"{answer['version']}, {RULES}", tuple(_silent(silent)))


def _ask_child(data: bytes, name: str) -> dict[str, Any]:
    # A file, not a pipe, takes the answer: the child's limit on file size then also bounds our memory.
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "cmo.extraction.child"],
                input=data,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                cwd=_ROOT,
                env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(f"“{name}” took longer than {WALL_SECONDS} seconds to read.") from None
        return _answer(out, done.returncode, name)


def _answer(out: IO[bytes], returncode: int, name: str) -> dict[str, Any]:
    if returncode != 0:
        raise Unreadable(f"“{name}” is broken, or asks for more time or memory than a document may take.")
    out.seek(0)
    answer: dict[str, Any] = json.load(out)
    return answer


def _silent(pages: list[int]) -> list[str]:
    if not pages:
        return []
    if len(pages) == 1:
        return [f"Page {pages[0]} has no text: it may be scanned."]
    return [f"Pages {', '.join(map(str, pages[:-1]))} and {pages[-1]} have no text: they may be scanned."]
