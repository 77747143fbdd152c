"""The one owner of what citations take from their records: whether they stand, their words, and their votes' states."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from reviews.bulk import for_each
from reviews.models import Review, User
from studies.actions.spreading import Cover
from studies.actions.states import refresh_states
from studies.canonical import Fields, canonical
from studies.models import FIELDS, Citation, Record, Stage
from studies.models.searching import BatchState
from studies.queries.standing import counts
from studies.queries.votes import pieces
from studies.search_index import reindex

WORDS = (
    f"UPDATE studies_citation SET {', '.join(f'{name} = {{{name}}}' for name in FIELDS)} {{given}} WHERE id = {{key}}"  # noqa: S608
)


class Derived:
    """Used inside the transaction of an action: keys of citations that are `fresh`, to which records came or from which
    they went (`grown`), and with them votes (`changed`).
    """

    def __init__(self, *, review: Review, by: User | None) -> None:
        self.review, self.by = review, by
        self.fresh: list[int] = []
        self.grown: list[int] = []
        self.changed: list[int] = []

    def refresh(self) -> None:
        keys = list(dict.fromkeys(self.grown))
        for some in pieces(keys):
            Citation.objects.filter(pk__in=some).update(standing=counts())
            self.fresh += _choose_words(some)
        reindex(dict.fromkeys(self.fresh))
        Cover(review=self.review).over(list(dict.fromkeys([*self.fresh, *keys])))
        for stage in Stage.values if self.changed else ():
            refresh_states(review=self.review, citations=list(dict.fromkeys(self.changed)), stage=stage, by=self.by)


def _choose_words(keys: Sequence[int]) -> list[int]:
    """Choose the words anew from the records that count; a citation of which none does keeps those it had.

    Answers with those that have other words now.
    """
    rows: dict[int, list[dict[str, str]]] = defaultdict(list)
    counting = Record.objects.filter(citation__in=keys, batch__state=BatchState.LOADED)
    for row in counting.order_by("number").values("citation", *FIELDS):
        rows[row["citation"]].append(row)
    stored = {row["pk"]: row for row in Citation.objects.filter(pk__in=rows).values("pk", "edited", *FIELDS)}
    chosen = {key: canonical(each, FIELDS, stored[key]["edited"]) for key, each in rows.items()}
    return _write(chosen, stored.values())


def _write(chosen: dict[int, Fields], stored: Iterable[dict[str, Any]]) -> list[int]:
    differing = [
        [*(chosen[row["pk"]][name] for name in FIELDS), row["pk"]]
        for row in stored
        if any(row[name] != value for name, value in chosen[row["pk"]].items())
    ]
    for_each(WORDS, differing, **dict.fromkeys(FIELDS, "text"), key="bigint")
    return [key for *_, key in differing]
