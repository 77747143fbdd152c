"""The table of citations as files of reference managers, by command and by page."""

import pytest
from django.core.management import call_command

from studies.formats import read
from tests.make import batch, ris_file, search_round
from tests.world import World


@pytest.fixture
def loaded(world: World) -> World:
    batch(search_round(world.review, world.adam), ris_file([1, 2, 3]), world.adam)
    return world


@pytest.mark.parametrize(("ending", "format_"), [("ris", "ris"), ("bib", "bibtex"), ("json", "csl_json")])
def test_citations_leave_for_a_reference_manager(loaded, ending, format_, tmp_path):
    path = tmp_path / f"citations.{ending}"

    call_command("export", "talk", "citations", "--to", str(path))

    titles = list(loaded.review.citations.order_by("number").values_list("title", flat=True))
    reading = read(path.read_bytes())
    assert (reading.format, [entry.fields["title"] for entry in reading.entries]) == (format_, titles)


def test_the_page_offers_them_for_citations_alone(loaded):
    client = loaded.client(loaded.alice)

    page = client.get(loaded.url("report/")).content.decode()

    assert f'href="{loaded.url("report/citations.ris")}"' in page
    assert f'href="{loaded.url("report/events.ris")}"' not in page
    assert client.get(loaded.url("report/events.ris")).status_code == 404
    answer = client.get(loaded.url("report/citations.bib"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="talk-citations.bib"'
    assert answer.getvalue().count(b"@article{") == 3
