"""The whole thread, once: a review walks from its first statement to its published table, through the screens alone.

alice leads, adam loads the citations, bob and dana review; each sits at a browser of his or her own.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.looking import Looker
from tests.browser.people import make_team
from tests.browser.thread import coding, screening, search, synthesis, theory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_whole_thread(
    new_context: Callable[..., BrowserContext], site: str, start_worker: Callable[[], None], tmp_path: Path
) -> None:
    team, look = make_team(new_context, site), Looker()
    theory.begin(team, look)
    theory.write(team.alice, look)
    theory.invite(team, look)
    citations = search.load(team.adam, look, start_worker)
    screening.screen(team, citations, look)
    coding.read(team.bob, look)
    synthesis.explain(team.alice, look)
    shown = synthesis.check_table(team.alice, look)
    synthesis.take_away(team.alice, shown, tmp_path)
    synthesis.report(team.alice, look)
    assert look.found == []
