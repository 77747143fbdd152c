"""`manage.py record_decisions`: a reviewer's votes brought from elsewhere."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from reviews.access import Capability
from reviews.commands import WorkbenchCommand
from reviews.models import User
from studies.actions.recording import Brought, Recording, record_decisions
from studies.models import Stage

COLUMNS = ("citation", "source_id", "verdict", "reason", "note")


class Command(WorkbenchCommand):
    help = (
        "Record a reviewer's votes from a CSV file with the columns citation or source_id, verdict (include, exclude, "
        "unsure), reason (needed for exclude) and note. A vote that stands already changes nothing."
    )

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", metavar="REVIEW", help="slug of the review")
        parser.add_argument("file", metavar="FILE.csv", type=Path)
        parser.add_argument("--stage", required=True, choices=Stage.values, help="which stage the votes belong to")
        parser.add_argument("--reviewer", required=True, metavar="EMAIL", help="whose votes they are")

    def run(self, *, review: str, file: Path, stage: str, reviewer: str, **options: Any) -> None:
        found = self.review(review)
        by = self.actor(found, reviewer, Capability.SCREEN)
        rows = self._rows(file)
        self._tell(record_decisions(review=found, stage=stage, rows=rows, by=by), by)

    def _rows(self, file: Path) -> list[Brought]:
        try:
            text = file.read_bytes().decode("utf-8-sig")
            lines = list(_lines(csv.reader(StringIO(text, newline=""), strict=True)))
        except OSError as error:
            raise self.refuse(f"{file}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise self.refuse(f"{file.name} is not a CSV file in UTF-8: save it as “CSV UTF-8”.") from None
        except csv.Error as error:
            raise self.refuse(f"{file.name} is not a CSV file: {error}.") from None
        columns = [name.strip().lower() for name in lines[0][1]] if lines else []
        if "verdict" not in columns or not {"citation", "source_id"} & set(columns):
            raise self.refuse(f"{file.name} needs a column verdict, and citation or source_id.")
        return [_brought(line, dict(zip(columns, cells, strict=False))) for line, cells in lines[1:]]

    def _tell(self, result: Recording, reviewer: User) -> None:
        rejected = [{"line": line, "reason": reason} for line, reason in result.rejected]
        told = f"{result.recorded:,} votes of {reviewer} recorded, {result.unchanged:,} unchanged"
        lines = [f"{told}, {len(rejected):,} rejected.", *(f"  line {line:,}: {why}" for line, why in result.rejected)]
        self.answer(
            {"recorded": result.recorded, "unchanged": result.unchanged, "rejected": rejected}, "\n".join(lines)
        )
        self.partly = bool(rejected)


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that say anything, with the line each begins on; cells may hold line breaks."""
    end = 0
    for cells in reader:
        begin, end = end + 1, reader.line_num
        if any(map(str.strip, cells)):
            yield begin, cells


def _brought(line: int, cells: dict[str, str]) -> Brought:
    said = {name: cells.get(name, "").strip() for name in COLUMNS}
    return Brought(line=line, **{**said, "verdict": said["verdict"].lower()})
