"""`manage.py import_batch`: citation files into a review, one batch a file."""

import sys
import threading
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.db import connection

from reviews.access import Capability
from reviews.commands import WorkbenchCommand
from reviews.models import Job, Review, User
from reviews.models.jobs import JobState
from studies.actions.searching import open_round
from studies.actions.staging import AlreadyLoaded
from studies.formats import FIELDS
from studies.intake import Intake, Unusable
from studies.loading import carry_out, take_file
from studies.models import Batch, SearchRound
from studies.models.searching import Source
from studies.models.staging import Gone
from studies.origins import Origin
from studies.queries.searching import standing_already
from studies.queries.staging import look_as_known

LOOK_EVERY = 0.5
ORIGIN = [each.name for each in fields(Origin)]


class Command(WorkbenchCommand):
    help = (
        "Load citation files of any format that is read here, one batch a file. The same file again changes nothing. "
        "Where the database, the platform, the query or the day are not given, they are those that the file tells."
    )

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", metavar="REVIEW", help="slug of the review")
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument("--round", type=int, help="number of the search round (default: the latest, or a new one)")
        parser.add_argument("--source", default="", choices=Source.values, help="found in (default: as its round says)")
        parser.add_argument("--database", default="", help="database that was searched")
        parser.add_argument("--platform", default="", help="platform that it was searched on")
        parser.add_argument("--query", default="", help="the query as it was run")
        parser.add_argument("--searched-on", type=_day, metavar="YYYY-MM-DD", help="day of the search")
        parser.add_argument("--format", help="read it so, whatever the content looks like")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADER=FIELD",
            help="what a column of a table holds; once for each column",
        )
        parser.add_argument("--dry-run", action="store_true", help="look and tell, store nothing")
        parser.add_argument("--by", metavar="EMAIL", help="who acts (default: the review's first lead)")

    def run(self, **options: Any) -> None:
        self.options = options
        self.in_review = self.review(options["review"])
        self.user = self.actor(self.in_review, options["by"], Capability.LOAD)
        self.search_round = self._named_round(self.in_review)
        self.mapping = dict(map(self._mapped, options["map"])) or None
        failures = [sentence for path in options["files"] if (sentence := self._one(path))]
        if len(failures) == len(options["files"]):
            raise self.refuse(" ".join(failures))
        for sentence in failures:
            self.stderr.write(sentence)
            self.partly = True

    def _one(self, path: Path) -> str:
        """Why the file could not be loaded, "" when it was."""
        try:
            with path.open("rb") as opened:
                intake = self._look(opened, path.name)
                if self.options["dry_run"]:
                    held = self.in_review.batches.filter(sha256=intake.sha256).first()
                    self._tell(path, intake, held, present=held.records.count() if held else 0)
                else:
                    self._load(path, File(opened, name=path.name), intake)
        except OSError as error:
            return f"{path}: {error.strerror}."
        except (Unusable, Gone) as refusal:
            return f"{path.name}: {refusal}"
        return ""

    def _look(self, opened: BinaryIO, name: str) -> Intake:
        """Raises Unusable, also for a table of which nobody said yet what its columns hold."""
        intake = look_as_known(
            self.in_review,
            opened,
            name=name,
            limit=settings.CITATION_FILE_LIMIT,
            format=self.options["format"],
            mapping=self.mapping,
            keep=not self.options["dry_run"],
            told=lambda done, total, found: self.progress(done, total, f"bytes of {name}, {found}"),
        )
        if intake.columns and (astray := set(self.mapping or {}).difference(intake.columns.headers)):
            headers = _quoted(intake.columns.headers)
            raise Unusable(f"--map names {_quoted(sorted(astray))}, which is no column of it; it has {headers}.")
        if intake.unmapped:
            headers = _quoted(intake.unmapped)
            raise Unusable(
                f"Nothing tells which column holds the title. Say so by --map HEADER=title; it has {headers}."
            )
        if intake.untitled:
            self.stderr.write(f"{name}: no column is read as the title; --map HEADER=title would say which is.")
        return intake

    def _mapped(self, words: str) -> tuple[str, str]:
        header, _, field = words.rpartition("=")
        if field and field not in FIELDS:
            raise self.refuse(f"--map {words}: “{field}” is none of the fields {', '.join(FIELDS)}.")
        return header, field

    def _load(self, path: Path, file: File, intake: Intake) -> None:
        self.search_round = self.search_round or _first_round(self.in_review, self.user)
        given = {name: self.options[name] for name in ORIGIN if self.options[name]}
        origin = replace(intake.origin, **given)
        try:
            batch = take_file(search_round=self.search_round, file=file, intake=intake, by=self.user, origin=origin)
        except AlreadyLoaded as held:
            self._tell(path, intake, held.batch, present=held.batch.records.count())
            return
        with self._watched(batch.job_id):
            batch = carry_out(batch, intake)
        if batch.job.state != JobState.DONE:
            raise Unusable(batch.job.error or f"loading {batch} was stopped; give the same file again to go on.")
        self._tell(path, intake, batch)

    def _tell(self, path: Path, intake: Intake, batch: Batch | None = None, present: int = 0) -> None:
        rejected = [{"line": each.line, "reason": each.reason} for each in intake.rejected]
        result = {
            "file": path.name,
            "format": intake.format,
            "entries": intake.entries + len(rejected),
            "created": intake.entries - present if batch else 0,
            "present": present,
            "rejected": rejected,
            "batch": batch.number if batch else None,
        }
        if self.options["dry_run"]:
            result["identical"] = standing_already(self.in_review, intake.digests)
        self.answer(result, _sentence(result))
        self.partly = self.partly or bool(rejected)

    def _named_round(self, review: Review) -> SearchRound | None:
        """The round asked for, else the latest; None where there is none yet."""
        number = self.options["round"]
        if number is None:
            return review.search_rounds.last()
        found = review.search_rounds.filter(number=number).first()
        if found is None:
            raise self.refuse(f"There is no search round {number} in {review.slug}.")
        return found

    @contextmanager
    def _watched(self, job_id: int | None) -> Iterator[None]:
        """A bar beside the work, on a terminal alone."""
        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(LOOK_EVERY):
                job = Job.objects.get(pk=job_id)
                self.progress(job.done, job.total, job.message)
            connection.close()

        if not sys.stderr.isatty():
            yield
            return
        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def _quoted(headers: Iterable[str]) -> str:
    return ", ".join(f"“{header}”" for header in headers if header)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day: write it as 2026-11-28") from None


def _first_round(review: Review, user: User) -> SearchRound:
    return open_round(review=review, by=user, why="Loaded by command", where="not said")


def _sentence(result: dict[str, Any]) -> str:
    told = f"{result['file']} ({result['format']}): {result['entries']:,} entries, {result['created']:,} loaded"
    if result.get("identical"):
        told = f"{told}, {result['identical']:,} in the review word for word already"
    if result["present"]:
        told = f"{told}, {result['present']:,} already present"
    told = f"{told}, {len(result['rejected']):,} rejected"
    told += f", batch {result['batch']}" if result["batch"] else ", nothing stored"
    return "\n".join([told, *(f"  line {each['line']:,}: {each['reason']}" for each in result["rejected"])])
