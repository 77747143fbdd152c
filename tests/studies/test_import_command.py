"""`manage.py import_batch` from outside: what it prints, what it leaves, and the status it ends with."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from studies.models import StagedFile
from tests.make import CitationFile, nbib_file, ris_file, search_round
from tests.world import World

ROOT = Path(__file__).parents[2]
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("create_user", "alice@example.org", "--name", "Alice")
call_command("create_review", "talk", "--title", "Talk", "--lead", "alice@example.org")
"""


def write(folder: Path, *files: CitationFile) -> list[str]:
    for file in files:
        (folder / file.name).write_bytes(file.data)
    return [str(folder / file.name) for file in files]


def run(*words: object) -> tuple[list[dict[str, object]], int, str]:
    """The JSON objects it prints, its exit status, and what it says on stderr."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_batch", *words, "--json", stdout=out, stderr=err)
    except SystemExit as ended:
        status = ended.code
    except CommandError as refused:
        status = refused.returncode
        err.write(str(refused))
    return [json.loads(line) for line in out.getvalue().splitlines()], status, err.getvalue()


def cut(*works: int) -> CitationFile:
    file = ris_file(list(works), "cut.ris")
    file.lines += ["TY  - JOUR", "AU  - Abara, A."]
    return file


def test_one_batch_a_file_in_a_round_opened_for_it(world: World, tmp_path: Path) -> None:
    told, status, _ = run("talk", *write(tmp_path, ris_file([1, 2, 2]), nbib_file([2])), "--database", "Embase")
    assert status == 0
    assert told == [
        {
            "file": "illustrative.ris",
            "format": "ris",
            "entries": 3,
            "created": 3,
            "present": 0,
            "rejected": [],
            "batch": 1,
        },
        {
            "file": "illustrative.nbib",
            "format": "nbib",
            "entries": 1,
            "created": 1,
            "present": 0,
            "rejected": [],
            "batch": 2,
        },
    ]
    opened = world.review.search_rounds.get()
    assert (opened.why, opened.opened_by) == ("Loaded by command", world.alice)
    assert {each.database for each in opened.batches.all()} == {"Embase"}
    assert world.review.citations.count() == 2


def test_the_same_file_again_changes_nothing(world: World, tmp_path: Path) -> None:
    paths = write(tmp_path, ris_file([1, 2]))
    run("talk", *paths)
    events = world.review.events.count()
    [told], status, _ = run("talk", *paths)
    assert status == 0
    assert (told["created"], told["present"], told["entries"], told["batch"]) == (0, 2, 2, 1)
    assert world.review.events.count() == events


def test_what_is_rejected_is_told_and_ends_with_one(world: World, tmp_path: Path) -> None:
    [told], status, _ = run("talk", *write(tmp_path, cut(1, 2)))
    assert status == 1
    assert (told["entries"], told["created"]) == (3, 2)
    assert [each["line"] for each in told["rejected"]] == [len(cut(1, 2).lines) - 1]
    assert "stops inside this entry" in told["rejected"][0]["reason"]


def test_a_bad_file_ends_with_two_and_one_sentence(world: World, tmp_path: Path) -> None:
    told, status, said = run("talk", *write(tmp_path, CitationFile("letter.ris", [], ["Dear colleague"])))
    assert (told, status) == ([], 2)
    assert said.startswith("letter.ris: No citation was found")
    assert not world.review.search_rounds.exists()
    assert not StagedFile.objects.exists()


def test_a_bad_file_among_good_ones_is_named_and_the_good_are_loaded(world: World, tmp_path: Path) -> None:
    paths = write(tmp_path, CitationFile("letter.ris", [], ["Dear colleague"]), ris_file([1]))
    told, status, said = run("talk", *paths)
    assert (len(told), status) == (1, 1)
    assert "letter.ris: " in said


ROWS = ["Fundstück;Wer;Wann", *(f"Illustrative record {each}: in words of its own;Abara, A.;2001" for each in (1, 2))]
UNKNOWN = CitationFile("mine.csv", [], ROWS)


def test_columns_that_are_not_known_are_named_and_can_be_said(world: World, tmp_path: Path) -> None:
    paths = write(tmp_path, UNKNOWN)
    _, status, said = run("talk", *paths)
    assert (status, world.review.batches.count()) == (2, 0)
    assert "--map HEADER=title; it has “Fundstück”, “Wer”, “Wann”" in said
    [told], status, _ = run("talk", *paths, "--map", "Fundstück=title", "--map", "Wer=authors")
    assert (status, told["format"], told["created"]) == (0, "csv", 2)
    assert world.review.records.get(position=1).authors == "Abara, A."
    again = CitationFile("next.csv", [], [*ROWS, "Illustrative record 3: read as the first were;Björk, B.;2002"])
    [told], status, _ = run("talk", *write(tmp_path, again))
    assert (status, told["created"]) == (0, 3)


def test_a_field_that_there_is_not_is_refused(world: World, tmp_path: Path) -> None:
    _, status, said = run("talk", *write(tmp_path, UNKNOWN), "--map", "Fundstück=titel")
    assert status == 2
    assert "“titel” is none of the fields type, title" in said


def test_a_column_that_there_is_not_is_refused(world: World, tmp_path: Path) -> None:
    _, status, said = run("talk", *write(tmp_path, UNKNOWN), "--map", "Fundstück=title", "--map", "Wenn=year")
    assert status == 2
    assert "--map names “Wenn”, which is no column of it; it has “Fundstück”, “Wer”, “Wann”." in said
    assert not world.review.batches.exists()


def test_a_dry_run_tells_how_many_entries_stand_word_for_word(world: World, tmp_path: Path) -> None:
    run("talk", *write(tmp_path, ris_file([1, 2])))
    [told], status, _ = run("talk", *write(tmp_path, ris_file([1, 2, 3])), "--dry-run")
    assert (status, told["entries"], told["identical"]) == (0, 3, 2)


def test_a_day_that_is_none_is_refused(world: World, tmp_path: Path) -> None:
    _, status, said = run("talk", *write(tmp_path, ris_file([1])), "--searched-on", "2024-13-45")
    assert status != 0
    assert "“2024-13-45” is no day" in said


def test_a_dry_run_stores_nothing_and_tells_what_is_there(world: World, tmp_path: Path) -> None:
    paths = write(tmp_path, cut(1, 2))
    [told], status, _ = run("talk", *paths, "--dry-run")
    assert (status, told["entries"], told["created"], told["batch"]) == (1, 3, 0, None)
    assert not world.review.search_rounds.exists()
    run("talk", *paths)
    [told], _, _ = run("talk", *paths, "--dry-run")
    assert (told["present"], told["batch"], len(told["rejected"])) == (2, 1, 1)


def test_the_search_is_what_is_given_else_what_the_file_tells(world: World, tmp_path: Path) -> None:
    given = ("--platform", "Ovid", "--query", "talk*", "--searched-on", "2026-11-02")
    run("talk", *write(tmp_path, nbib_file([1])), *given)
    made = world.review.batches.get()
    assert (made.database, made.platform, made.query, str(made.searched_on)) == (
        "PubMed",
        "Ovid",
        "talk*",
        "2026-11-02",
    )


def test_a_missing_file_is_said(world: World, tmp_path: Path) -> None:
    _, status, said = run("talk", tmp_path / "nowhere.ris")
    assert status == 2
    assert "nowhere.ris: No such file" in said


def test_who_may_not_load_by_screen_may_not_by_command(world: World, tmp_path: Path) -> None:
    for who in ("omar", "bob"):
        _, status, said = run("talk", *write(tmp_path, ris_file([1])), "--by", f"{who}@example.org")
        assert status == 2
        assert said.startswith(f"{who}@example.org may not open search rounds and load citation batches in talk")
    assert not world.review.search_rounds.exists()
    assert run("talk", *write(tmp_path, ris_file([1])), "--by", "adam@example.org")[1] == 0


def test_a_dry_run_tells_and_stores_nothing(world: World, tmp_path: Path) -> None:
    events = world.review.events.count()
    [told], status, _ = run("talk", *write(tmp_path, cut(1, 2)), "--dry-run")
    assert status == 1
    assert (told["entries"], told["created"], told["batch"]) == (3, 0, None)
    assert world.review.events.count() == events
    assert not world.review.search_rounds.exists()


def test_a_round_can_be_named(world: World, tmp_path: Path) -> None:
    search_round(world.review, world.adam)
    search_round(world.review, world.adam)
    run("talk", *write(tmp_path, ris_file([1])), "--round", 1)
    assert world.review.batches.get().round.number == 1
    assert run("talk", *write(tmp_path, ris_file([2])), "--round", 7)[1] == 2


def test_a_format_can_be_overruled_and_must_be_known(world: World, tmp_path: Path) -> None:
    paths = write(tmp_path, ris_file([1]))
    assert run("talk", *paths, "--format", "ris")[1] == 0
    _, status, said = run("talk", *write(tmp_path, ris_file([2])), "--format", "clay")
    assert status == 2
    assert "clay" in said


@pytest.mark.slow
def test_from_a_shell(tmp_path: Path) -> None:
    """A process of its own, a database of its own: exit statuses 0, 1 and 2, results on stdout, sentences on stderr."""
    env = {
        **os.environ,
        "DATA_DIR": str(tmp_path / "data"),
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "realist_review.settings",
    }
    env.pop("DATABASE_URL", None)

    def manage(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
        )

    assert manage("shell", "-v0", "-c", PREPARE).returncode == 0
    good, torn, bad = write(tmp_path, ris_file([1, 2]), cut(3), CitationFile("zeros.ris", [], ["\0" * 5000]))
    loaded = manage("import_batch", "talk", good, "--json")
    assert (loaded.returncode, json.loads(loaded.stdout)["created"]) == (0, 2)
    assert manage("import_batch", "talk", torn).returncode == 1
    refused = manage("import_batch", "talk", bad)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "zeros" in refused.stderr
    assert len(list((tmp_path / "data" / "media").rglob("*.ris"))) == 2
