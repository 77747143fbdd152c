"""Moving records between citations, within the transaction of an action; nothing is deleted by it, and votes stay."""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from reviews.bulk import for_each
from reviews.models import Review, User, next_numbers
from studies import joins
from studies.actions.deriving import Derived
from studies.matching import VERSION
from studies.models import FIELDS, Citation, ParkedJoin, Record
from studies.queries.joining import hanging, hung_on_first, weights
from studies.queries.votes import pieces

PLACE = (
    "UPDATE studies_record SET citation_id = {citation}, home_id = COALESCE(home_id, {citation}), join_rule = {rule}, "
    "join_reasons = {reasons}, join_version = {version}, joined_to_id = {beside}, joined_at = {at} {given} "
    "WHERE id = {record}"
)
PLACED = {
    "citation": "bigint",
    "rule": "text",
    "reasons": "text",
    "version": "text",
    "beside": "bigint",
    "at": "timestamptz",
    "record": "bigint",
}
SETTLE = (
    "UPDATE studies_record SET citation_id = c.id, home_id = c.id FROM studies_citation c "
    "WHERE c.first_id = studies_record.id AND c.review_id = %s AND c.number BETWEEN %s AND %s"
)

UNJOINED = {"join_rule": "", "join_reasons": "", "join_version": "", "joined_to": None, "joined_at": None}


class Moves:
    """Several moves, and then `follow`: what hangs on them is derived anew."""

    def __init__(self, *, review: Review, by: User | None) -> None:
        self.review, self.by = review, by
        self.derived = Derived(review=review, by=by)

    def place(self, groups: Sequence[joins.Group]) -> None:
        """Write groups of a plan: new citations, records that come to them, citations that end in others."""
        fresh = [group for group in groups if group.citation is None]
        keys = self._found([group.placements[0].record for group in fresh])
        grown = [(group.citation, group) for group in groups if group.citation is not None]
        targets = [*zip(keys, fresh, strict=True), *grown]
        self._lock([key for key, group in grown for key in (key, *group.absorbed)])
        self._assign([(key, each) for key, group in targets for each in group.placements if each.rule])
        for key, group in grown:
            if group.absorbed:
                self._absorb(key, group.absorbed)
        self.derived.grown += [key for key, group in targets if len(group.placements) > 1 or group.citation]

    def unite(self, a: Record, b: Record, rule: str, reasons: str) -> Citation:
        """Of the citations of two records one ends in the other, because a person says so; answers with that one."""
        weight = weights([a.citation_id, b.citation_id])
        kept, gone = sorted((a, b), key=lambda each: (-weight.get(each.citation_id, 0), each.citation.number))
        placement = joins.Placement(gone.citation.first_id, rule, reasons, kept.pk)
        self.place([joins.Group(kept.citation_id, [placement], [gone.citation_id])])
        self.follow()
        return gone.citation

    def cut(self, record: Record) -> Citation:
        """Take apart the join by which the record stands where it does: it goes, and what hangs on it with it.

        A citation that began with this record comes back with its number, else a new one is made.
        """
        key = self.sever(record)
        self.follow()
        return Citation.objects.get(pk=key)

    def sever(self, record: Record) -> int:
        """As `cut`, one of many; answers with the key of the citation."""
        old = record.citation_id
        self._lock([old])
        leaving = hanging(record)
        came = record.home if record.home.first_id == record.pk and record.home_id != old else None
        [key] = [came.pk] if came else self._found([record.pk])
        if came:
            Citation.objects.filter(pk=key).update(into=None, by_way_of=None)
        self._lead(leaving, old, key)
        Record.objects.filter(pk=record.pk).update(**UNJOINED)
        self.derived.grown += [old, key]
        self.derived.changed += [old, key]
        return key

    def hang(self, citation: int, placements: Sequence[joins.Placement]) -> None:
        """Of records that stand there say anew beside which, and why."""
        self._assign([(citation, each) for each in placements])

    def rejoin(self, record: Record, to: Record, parked: ParkedJoin) -> int:
        """Make a join again as it was; answers with the citation in which both stand then."""
        weight = weights([record.citation_id, to.citation_id])
        stays = max((to, record), key=lambda each: weight.get(each.citation_id, 0))
        goes = record if stays is to else to
        placement = joins.Placement(goes.citation.first_id, parked.rule, parked.reasons, stays.pk)
        self.place([joins.Group(stays.citation_id, [placement], [goes.citation_id])])
        if goes.citation.first_id == record.pk and parked.joined_at:
            said = {"join_version": parked.version, "joined_at": parked.joined_at}
            Record.objects.filter(pk=record.pk).update(**said)
        return stays.citation_id

    def uproot(self, first: Record, words: str) -> Citation:
        """Take the first record out of its citation; answers with the one where it is then.

        The others stay together, `words` say why: under the number, with the votes and the document, when one of them
        is at home there, so that the record gets a new citation. When all came with citations of their own, the
        weightiest of these comes back with the others in it, and the record keeps what was said of it alone.
        """
        old = first.citation
        self._lock([old.pk])
        hung = hung_on_first(first)
        heir = Record.objects.filter(citation=old, home=old).exclude(pk=first.pk).order_by("number").first()
        if heir is None:
            came = hung.select_related("home")
            weight = weights([each.home_id for each in came])
            heir = min(came, key=lambda each: (-weight.get(each.home_id, 0), each.home.number))
        hung.exclude(pk=heir.pk).update(joined_to=heir, join_reasons=Concat("join_reasons", Value(f"; {words}")))
        if heir.home_id != old.pk:
            self.cut(heir)
            return Citation.objects.get(pk=old.pk)
        Record.objects.filter(pk=heir.pk).update(**UNJOINED)
        Citation.objects.filter(pk=old.pk).update(first=heir)
        [key] = self._found([first.pk])
        self.derived.grown += [old.pk, key]
        self.follow()
        return Citation.objects.get(pk=key)

    def _lead(self, leaving: Collection[int], old: int, key: int) -> None:
        """Records go from one citation to another; citations that began with one of them go along.

        One whose home stays behind is at home where it goes.
        """
        along = list(Citation.objects.filter(into=old, first__in=leaving).values_list("pk", flat=True))
        following = Citation.objects.filter(pk__in=along)
        following.exclude(by_way_of__in=along).update(by_way_of=key)
        following.update(into=key)
        moved = Record.objects.filter(pk__in=leaving)
        moved.exclude(home__in=along).update(home=key)
        moved.update(citation=key)

    def follow(self) -> None:
        self.derived.refresh()

    def _found(self, firsts: Sequence[int]) -> list[int]:
        """New citations that begin with these records, given in the order of their numbers; answers with their keys.

        The database copies the words itself: many times faster than carrying them through Python.
        """
        if not firsts:
            return []
        numbers = next_numbers(self.review, "citation", len(firsts))
        columns, values = _defaults()
        names = ", ".join(["review_id", "first_id", "number", *FIELDS, *columns])
        words = ", ".join([*FIELDS, *["%s"] * len(columns)])
        first = numbers[0]
        with connection.cursor() as cursor:
            for some in pieces(firsts):
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(
                    f"INSERT INTO studies_citation ({names}) "  # noqa: S608 (names of columns)
                    f"SELECT review_id, id, %s + ROW_NUMBER() OVER (ORDER BY number), {words} "
                    f"FROM studies_record WHERE id IN ({marks})",
                    [first - 1, *values, *some],
                )
                first += len(some)
            cursor.execute(SETTLE, [self.review.pk, numbers[0], numbers[-1]])
        made = self.review.citations.filter(number__range=(numbers[0], numbers[-1]))
        keys = list(made.order_by("number").values_list("pk", flat=True))
        self.derived.fresh += keys
        return keys

    def _assign(self, placed: Sequence[tuple[int, joins.Placement]]) -> None:
        now = timezone.now()
        if connection.vendor == "sqlite":
            now = connection.ops.adapt_datetimefield_value(now)
        rows = [(key, each.rule, each.reasons, VERSION, each.to, now, each.record) for key, each in placed]
        for_each(PLACE, rows, **PLACED)

    def _absorb(self, root: int, absorbed: Sequence[int]) -> None:
        Record.objects.filter(citation__in=absorbed).update(citation=root)
        Citation.objects.filter(into__in=absorbed).update(into=root)
        Citation.objects.filter(pk__in=absorbed).update(into=root, by_way_of=root, standing=False)
        self.derived.changed.append(root)

    def _lock(self, keys: Collection[int]) -> None:
        """Who votes on one of them meanwhile waits, or is waited for."""
        for some in pieces(sorted(keys)):
            Citation.objects.filter(pk__in=some).hold()


def _defaults() -> tuple[list[str], list[object]]:
    """The columns of a new citation that come from no record, with what they begin with."""
    given = {"id", "review", "first", "number", *FIELDS}
    fields = [
        each for each in Citation._meta.concrete_fields if each.name not in given and not (each.null or each.generated)
    ]
    return [each.column for each in fields], [each.get_db_prep_save(each.get_default(), connection) for each in fields]
