"""Which search a file comes from, as far as it tells."""

from datetime import date

import pytest

from studies.formats import read
from studies.origins import Origin, origin


def entry(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", "TI  - Illustrative record 1: told by its file", *lines, "ER  - "])


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("citations.ris", entry("DB  - Embase"), Origin("Embase")),
        ("a.ris", entry("DB  - Ovid MEDLINE(R) ALL <1946 to May 12, 2025>"), Origin("MEDLINE", "Ovid")),
        ("a.ris", entry("DP  - EBSCOhost", "DB  - rzh"), Origin("CINAHL", "EBSCOhost")),
        ("a.ris", entry("DB  - Archive of Placeholders"), Origin("Archive of Placeholders")),
        ("PsycINFO_ovid 2025.ris", entry(), Origin("APA PsycInfo", "Ovid")),
        (
            "scopus.ris",
            entry("N1  - Export Date: 12 May 2025", "UR  - https://www.scopus.com/x"),
            Origin("Scopus", "Elsevier", "", date(2025, 5, 12)),
        ),
        ("x.nbib", "PMID- 90000001\nOWN - NLM\nTI  - Illustrative record 1.", Origin("PubMed")),
        ("savedrecs.txt", "PT J\nTI Illustrative record 1\nER\n\nEF", Origin("Web of Science", "Clarivate")),
        ("webofscience_2025.ris", entry("DB  - Scopus"), Origin("Scopus")),
        ("export.ris", entry(), Origin()),
    ],
)
def test_what_a_file_tells_of_its_search(name: str, data: str, expected: Origin) -> None:
    reading = read(data.encode())
    assert origin(reading.format, name, reading.entries) == expected


def test_the_query_that_stands_between_the_entries() -> None:
    assert (
        origin("ris", "", [], ["Record 1 of 3", "Search for: talk* and nurs*\nResults: 3"]).query == "talk* and nurs*"
    )
