"""What of one citation can be opened again, and what is open again."""

from studies.models import Citation, Reopening, Stage, State
from studies.queries.votes import state_column

DECIDED = (State.INCLUDED, State.EXCLUDED, State.CONFLICT)


def reopenable(citation: Citation) -> list[tuple[str, str]]:
    """The stages, with their names, at which it is decided; full text only of what is included before."""
    reached = [Stage.TITLE_ABSTRACT]
    if citation.state_title_abstract == State.INCLUDED:
        reached.append(Stage.FULL_TEXT)
    return [(each.value, str(each.label)) for each in reached if is_decided(citation, each)]


def is_decided(citation: Citation, stage: str) -> bool:
    return citation.standing and getattr(citation, state_column(stage)) in DECIDED


def standing_reopenings(citation: Citation) -> list[Reopening]:
    """Those that nobody closed again and since which it was not decided anew."""
    rows = citation.reopenings.filter(closes=None, closed_by=None).select_related("reopened_by")
    return [each for each in rows if not is_decided(citation, each.stage)]
