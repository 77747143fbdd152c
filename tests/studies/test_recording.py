"""`record_decisions`: votes brought from elsewhere, and what `verify`, `waiting` and the trail make of them."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reviews.models import Review
from reviews.verification import verify
from reviews.waiting import waiting_for
from studies.actions.screening import undo
from studies.models import Stage
from tests.make import batch, ris_file, search_round
from tests.studies.screened import cast, citations, settle
from tests.world import World


def record(world: World, file: Path, by: str = "bob", stage: str = "title_abstract") -> tuple[int, dict]:
    out = io.StringIO()
    options = {"stage": stage, "reviewer": f"{by}@example.org", "json": True, "stdout": out}
    try:
        call_command("record_decisions", world.review.slug, str(file), **options)
    except SystemExit as stop:
        return int(stop.code), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def csv(folder: Path, text: str) -> Path:
    file = folder / "votes.csv"
    file.write_bytes(text.encode("utf-8-sig"))
    return file


def states(review: Review) -> list[str]:
    return list(review.citations.order_by("number").values_list("state_title_abstract", flat=True))


def test_votes_are_recorded_once(world: World, tmp_path: Path) -> None:
    citations(world, 3)
    file = csv(tmp_path, 'Citation,Verdict,Reason,Note\r\n1,include,,"two\r\nlines"\r\n2,Exclude,Wrong setting,\r\n')
    assert record(world, file) == (0, {"recorded": 2, "unchanged": 0, "rejected": []})
    assert record(world, file) == (0, {"recorded": 0, "unchanged": 2, "rejected": []})
    assert record(world, file, by="dana") == (0, {"recorded": 2, "unchanged": 0, "rejected": []})
    assert states(world.review) == ["included", "excluded", "undecided"]
    assert world.review.documents.count() == 1
    assert world.review.decisions.first().note == "two\r\nlines"
    assert world.review.events.filter(verb__startswith="recorded").count() == 2


def test_rows_that_cannot_be_taken_are_named(world: World, tmp_path: Path) -> None:
    rows = citations(world, 8)
    cast(rows[5], alice="include", dana="include")
    cast(rows[6], bob="include", dana="exclude")
    settle(rows[6], by=world.alice)
    file = csv(
        tmp_path,
        "citation,verdict,reason\n1,include,\n\n99,include,\n2,perhaps,\n3,exclude,\n,include,\n1,exclude,no\n"
        "6,include,\n7,exclude,no\n1,include,\n",
    )
    status, told = record(world, file)
    assert status == 1
    assert (told["recorded"], told["unchanged"]) == (1, 1)
    assert [(each["line"], each["reason"]) for each in told["rejected"]] == [
        (4, "there is no citation 99"),
        (5, "the verdict is “perhaps”, not include, exclude or unsure"),
        (6, "an exclusion needs a reason"),
        (7, "names neither a citation nor a source_id"),
        (8, "line 2 says include about the same citation (1)"),
        (9, "others have decided citation 6"),
        (10, "the conflict on citation 7 is settled (include)"),
    ]


def test_citations_are_found_by_the_ids_of_their_records(world: World, tmp_path: Path) -> None:
    opened = search_round(world.review, world.adam)
    batch(opened, ris_file([1, 2, 1], "first.ris"), world.adam)
    file = csv(
        tmp_path,
        "source_id,verdict,reason,note\nfirst.ris-1,include,,\nfirst.ris-3,include,,\nfirst.ris-9,include,,\n",
    )
    status, told = record(world, file)
    assert (status, told["recorded"], told["unchanged"]) == (1, 1, 1)
    assert told["rejected"] == [{"line": 4, "reason": "there is no record with the id “first.ris-9”"}]


def test_full_text_takes_only_what_titles_let_through(world: World, tmp_path: Path) -> None:
    rows = citations(world, 2)
    cast(rows[0], bob="include", dana="include")
    status, told = record(world, csv(tmp_path, "citation,verdict\n1,include\n2,include\n"), stage="full_text")
    assert (status, told["recorded"]) == (1, 1)
    assert told["rejected"] == [{"line": 3, "reason": "citation 2 is not included at title and abstract"}]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "needs a column verdict"),
        (b"number,verdict\n1,include\n", "needs a column verdict, and citation or source_id"),
        (b"\xff\xfe\x00bad", "is not a CSV file in UTF-8"),
        (b'citation,verdict\n1,"include\n', "is not a CSV file"),
    ],
)
def test_what_is_no_table_of_votes_is_refused(world: World, tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "votes.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as refusal:
        record(world, file)
    assert refusal.value.returncode == 2


def test_only_who_screens_has_votes(world: World, tmp_path: Path) -> None:
    for by, sentence in (("omar", "may not screen"), ("cleo", "is not a member")):
        with pytest.raises(CommandError, match=sentence):
            record(world, csv(tmp_path, "citation,verdict\n"), by=by)
    with pytest.raises(CommandError, match=r"missing\.csv"):
        record(world, tmp_path / "missing.csv")


def test_verify_finds_a_state_that_is_not_that_of_the_votes(world: World) -> None:
    rows = citations(world, 3)
    cast(rows[0], bob="include", dana="include")
    cast(rows[1], bob="include")
    undo(review=world.review, stage=Stage.TITLE_ABSTRACT, by=world.bob)
    told = {check.name: check for check in verify(world.review)}
    name = "citations whose state at title and abstract is not that of their votes"
    assert told[name].ok
    assert [each.name for each in told.values() if not each.ok and "vote" in each.name] == []
    world.review.citations.filter(number=2).update(state_title_abstract="excluded")
    assert next(check for check in verify(world.review) if check.name == name).found == [2]


def test_what_waits_is_ones_own(world: World) -> None:
    rows = citations(world, 4)
    cast(rows[0], bob="include", dana="include")
    cast(rows[1], bob="include", dana="exclude")
    cast(rows[2], bob="include")

    def waits(user: object) -> dict[str, int]:
        waiting = waiting_for(user, [world.review])[world.review.pk]
        return {each.label: each.count for each in waiting if "screen" in each.label or "settle" in each.label}

    assert waits(world.bob) == {"citation to screen by title and abstract": 1, "citation to screen by full text": 1}
    assert waits(world.dana) == {"citations to screen by title and abstract": 2, "citation to screen by full text": 1}
    assert waits(world.alice)["conflict to settle"] == 1
    assert waits(world.omar) == {}
