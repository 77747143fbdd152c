"""`manage.py export`: any table of the registry as a file, or as CSV on stdout."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reviews import exports
from reviews.access import may
from reviews.commands import WorkbenchCommand
from reviews.exports import Export
from reviews.models import Review, User

STDOUT = "-"


class Command(WorkbenchCommand):
    help = "Write a table of a review to a file, whose ending chooses the format. With --list: which tables there are."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", nargs="?", metavar="REVIEW", help="the review's slug")
        parser.add_argument("name", nargs="?", metavar="NAME", help="the table")
        parser.add_argument("--to", metavar="FILE", help=f"where to; {STDOUT} is stdout, as CSV")
        parser.add_argument("--by", metavar="EMAIL", help="for whose eyes; by default the first lead's")
        parser.add_argument("--list", action="store_true", help="the tables, their formats and columns")

    def run(self, *, review: str | None, name: str | None, to: str | None, by: str | None, **options: Any) -> None:
        if options["list"]:
            return self._list()
        if not (review and name and to):
            raise self.refuse("Say which review, which table and where to: export REVIEW NAME --to FILE.")
        found = self.review(review)
        viewer = self.actor(found, by)
        return self._export(found, viewer, self._table(found, viewer, name), to)

    def _list(self) -> None:
        for each in exports.exports():
            columns = [column.name for column in each.columns]
            result = {
                "name": each.name,
                "label": each.label,
                "formats": list(exports.formats(each)),
                "columns": columns,
            }
            self.answer(result, f"{each.name}: {each.label} ({', '.join(columns)})")

    def _table(self, review: Review, viewer: User, name: str) -> Export:
        try:
            table = exports.get(name)
        except KeyError:
            known = ", ".join(each.name for each in exports.exports())
            raise self.refuse(f"There is no table “{name}”; the tables are: {known}.") from None
        if not may(review.members.get(user=viewer), table.needs):
            raise self.refuse(f"{viewer.email} may not {table.needs.value}.")
        return table

    def _export(self, review: Review, viewer: User, table: Export, to: str) -> None:
        ending = "csv" if to == STDOUT else Path(to).suffix.removeprefix(".").lower()
        known = exports.formats(table)
        if ending not in known:
            raise self.refuse(f"“{to}” must end in one of: {', '.join(known)}.")
        columns, lines = table.table(review, viewer)
        rows = Counting(lines)
        content = exports.pieces(ending, f"{table.label}: {review}", columns, rows, known=known)
        if to == STDOUT:
            sys.stdout.buffer.writelines(content)
            sys.stdout.buffer.flush()
            return
        try:
            with Path(to).open("wb") as file:
                file.writelines(content)
        except OSError as wrong:
            raise self.refuse(f"{to} cannot be written: {wrong.strerror}.") from None
        self.answer(
            {"name": table.name, "file": to, "rows": rows.count}, f"{to}: {rows.count:,} rows of {table.label}."
        )


class Counting:
    """Rows that are counted while they pass."""

    def __init__(self, given: Iterable[Any]) -> None:
        self._given, self.count = given, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._given:
            self.count += 1
            yield row
