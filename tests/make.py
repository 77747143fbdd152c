"""Makes things for tests: citation files whose duplicates are known, and what actions make of them."""

import io
import random
from dataclasses import dataclass, field

from django.core.files import File

from reviews.models import Review, User
from studies.actions.searching import open_round
from studies.intake import look
from studies.loading import carry_out, take_file
from studies.models import Batch, SearchRound

LIMIT = 512 * 2**20
WHAT = ("peer support", "nurse rostering", "text messages", "open platforms", "group visits", "shared records")
WHOM = ("people with asthma", "newly arrived families", "school nurses", "older drivers", "rural clinics", "carers")
HOW = ("builds trust", "shifts workload", "changes routines", "opens access", "loses momentum", "crosses borders")
NAMES = (
    "Abara",
    "Björk",
    "Castellanos",
    "Dvořák",
    "Eze",
    "Fernández",
    "Gunawardena",
    "Hashimoto",
    "Ilić",
    "Jónsdóttir",
)
JOURNALS = ("Journal of Illustrative Studies", "Invented Letters", "Annals of Examples")


@dataclass(frozen=True)
class Work:
    """One made-up publication; two entries of one number are duplicates."""

    number: int

    @property
    def title(self) -> str:
        pick = random.Random(self.number)
        parts = pick.choice(WHAT), pick.choice(HOW), pick.choice(WHOM)
        return f"Illustrative record {self.number}: how {parts[0]} {parts[1]} for {parts[2]}"

    @property
    def authors(self) -> list[str]:
        pick = random.Random(-self.number)
        return [f"{name}, {pick.choice('ABCDEFG')}." for name in pick.sample(NAMES, pick.randint(1, 4))]

    @property
    def year(self) -> int:
        return 1995 + self.number % 30

    @property
    def doi(self) -> str:
        return f"10.99999/illustrative.{self.number}"

    @property
    def pmid(self) -> str:
        return str(90_000_000 + self.number)

    @property
    def journal(self) -> str:
        return JOURNALS[self.number % len(JOURNALS)]

    @property
    def abstract(self) -> str:
        return f"Background: this abstract is made up. Methods: {self.title.lower()}. Results: none. " * 6


@dataclass
class CitationFile:
    """The bytes of a file and the works that its entries stand for, in order."""

    name: str
    works: list[int]
    lines: list[str] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        return "\n".join(self.lines).encode()

    @property
    def file(self) -> File:
        return File(io.BytesIO(self.data), name=self.name)


def ris_file(works: list[int], name: str = "illustrative.ris", doi: bool = True) -> CitationFile:
    """A RIS file with one entry for each number; equal numbers are equal entries but for their ID."""
    made = CitationFile(name, works)
    for position, number in enumerate(works, 1):
        work = Work(number)
        made.lines += ["TY  - JOUR", f"ID  - {name}-{position}", f"TI  - {work.title}"]
        made.lines += [f"AU  - {author}" for author in work.authors]
        made.lines += [
            f"PY  - {work.year}",
            f"JF  - {work.journal}",
            f"VL  - {number % 40 + 1}",
            f"AB  - {work.abstract}",
        ]
        made.lines += [f"DO  - {work.doi}"] if doi else []
        made.lines += ["ER  - ", ""]
    return made


def nbib_file(works: list[int], name: str = "illustrative.nbib", doi: bool = True) -> CitationFile:
    """A PubMed file with one entry for each number; equal numbers share their PMID."""
    made = CitationFile(name, works)
    for number in works:
        work = Work(number)
        made.lines += [
            f"PMID- {work.pmid}",
            "OWN - NLM",
            "STAT- MEDLINE",
            f"DP  - {work.year} Jan",
            f"TI  - {work.title}.",
        ]
        made.lines += [f"AB  - {work.abstract}"]
        made.lines += [f"FAU - {author}" for author in work.authors]
        made.lines += ["LA  - eng", "PT  - Journal Article", f"JT  - {work.journal}"]
        made.lines += [f"LID - {work.doi} [doi]"] if doi else []
        made.lines += [""]
    return made


def duplicated(count: int, share: float = 0.2, first: int = 1, seed: int = 0) -> list[int]:
    """`count` numbers of works, of which about `share` repeat an earlier one: the known duplicates of a file."""
    pick, works, fresh = random.Random(seed), list[int](), first
    for _ in range(count):
        if works and pick.random() < share:
            works.append(pick.choice(works))
        else:
            works.append(fresh)
            fresh += 1
    return works


def search_round(review: Review, by: User) -> SearchRound:
    return open_round(review=review, by=by, why="Illustrative: to test the theory", where="Illustrative database")


def batch(search_round: SearchRound, file: CitationFile, by: User, database: str = "") -> Batch:
    """The file, loaded and joined."""
    intake = look(io.BytesIO(file.data), name=file.name, limit=LIMIT)
    taken = take_file(search_round=search_round, file=file.file, intake=intake, by=by, database=database)
    return carry_out(taken)
