"""The CMOC table as it stands on the screen, and as each of the files that leave the workbench tells it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page

HEADER = [
    *("explanation", "drive", "cmoc", "title", "context", "resource", "response", "outcome", "statement", "sources"),
    *("documents", "passages_for", "passages_refining", "passages_against"),
]


@dataclass(frozen=True)
class Cmoc:
    """One row. A source is the document's short name with its number in brackets."""

    explanation: str
    drive: str
    cmoc: str
    title: str
    context: list[str]
    resource: list[str]
    response: list[str]
    outcome: list[str]
    sources: list[str]
    passages_for: int
    passages_refining: int
    passages_against: int


def on_screen(page: Page) -> list[Cmoc]:
    sections = page.locator("section[id^=explanation-]").all()
    return [_row(section, row) for section in sections for row in section.locator("tbody tr").all()]


def _row(section: Locator, row: Locator) -> Cmoc:
    cells = row.locator("td").all()
    parts = [cell.locator("p").all_text_contents() for cell in cells[:4]]
    links = cells[4].get_by_role("link").all()
    sources = [f"{link.text_content()} [{str(link.get_attribute('href')).split('/')[-2]}]" for link in links]
    counts = [int(cell.inner_text()) for cell in cells[5:8]]
    drive = str(section.locator("> p.meta").text_content()).split(" · ")[0].strip()
    heading = str(section.locator("h2").evaluate("(node) => node.firstChild.data")).strip()
    cmoc = str(row.locator("th a").text_content())
    return Cmoc(heading, drive, cmoc, str(row.locator("th .meta").text_content()), *parts, sources, *counts)


def parsed(path: Path) -> list[Cmoc]:
    header, *rows = {".csv": _csv, ".xlsx": _xlsx, ".docx": _docx}[path.suffix](path)
    assert header == HEADER
    return [_told(dict(zip(header, row, strict=True))) for row in rows]


def _told(row: dict[str, Any]) -> Cmoc:
    roles = [(row[role] or "").splitlines() for role in ("context", "resource", "response", "outcome")]
    sources = row["sources"].split("; ")
    assert int(row["documents"]) == len(sources)
    counts = [int(row[f"passages_{stance}"]) for stance in ("for", "refining", "against")]
    return Cmoc(row["explanation"], row["drive"], row["cmoc"], row["title"], *roles, sources, *counts)


def _csv(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _xlsx(path: Path) -> list[Sequence[Any]]:
    rows = [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]
    assert all(isinstance(number, int) for row in rows[1:] for number in row[-4:])
    return rows


def _docx(path: Path) -> list[list[str]]:
    (table,) = Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]
