"""Turns what the rules say of pairs, and what people judged, into clusters that contradict neither."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from studies.matching.candidates import Read, read
from studies.matching.clusters import Clusters
from studies.matching.faces import Row
from studies.matching.findings import Edge, Findings, contradicting, findings, identical
from studies.matching.pairs import Id, Matching, Pair, Verdict, in_order
from studies.matching.reasons import reasons
from studies.matching.rules import TABLE

VERSION = "4"  # of rules and keys; stored with each join
RULES = {
    "judged": "judged the same by a person",
    "identical_entry": "identical entry",
    **{rule.name: rule.words for rule in TABLE},
}
_PLAIN = {"judged": "judged the same", "identical_entry": "the entries are identical"}
_MOST = 5  # questions, and links, of one cluster: where there are more, nobody can answer them


def match(
    rows: Iterable[Row],
    *,
    verdicts: Iterable[Verdict] = (),
    link_versions: bool = True,
    stored: Iterable[Row] = (),
    standing: Iterable[Sequence[Id]] = (),
) -> Matching:
    """Match records against each other; the order of rows and of verdicts makes no difference.

    `rows` are mappings with `id` (unique) and the fields of a record: `title`, `authors` ("; " between), `year`,
    `container`, `volume`, `issue`, `pages`, `doi`, `pmid`, `isbn_issn`, `abstract`, `url` and, where known, `raw`; any
    may be missing. `verdicts` are `(id, id, "same" | "different")`: "same" joins, "different" keeps two records
    in different clusters, by whatever path they might be joined, and is never asked again. Without `link_versions`
    versions of a review are joined and errata and replies asked about, to measure against a truth that has them so.
    Verdicts on ids that are not among the rows count for nothing.

    `stored` rows are compared with `rows` and never with each other; `standing` are groups of ids that stand together
    already: they stay together (unless judged different) and give no joins. Both are part of the clusters.
    """
    new = {row["id"]: row for row in rows}
    by_id: dict[Id, Row] = {row["id"]: row for row in stored} | new
    it = read(by_id, in_order(list(by_id)))
    place = {number: at for at, number in enumerate(it.ids)}
    fresh = [number in new for number in it.ids]
    judged = _judged(verdicts, place)
    clusters = Clusters(len(it.ids))
    clusters.forbid(both for both, what in judged.items() if what == "different")
    found = findings(it, fresh, link_versions)
    making = _Making(it, found, clusters, judged)
    making.join(Edge(a, b, "judged") for (a, b), what in sorted(judged.items()) if what == "same")
    for together in standing:
        for a, b in pairwise(place[number] for number in together if number in place):
            clusters.join(a, b)
    making.join(identical(it, fresh))
    clusters.forbid(contradicting(it, clusters, found))
    making.join(found.joins)
    return making.told()


def _judged(verdicts: Iterable[Verdict], place: dict[Id, int]) -> dict[tuple[int, int], str]:
    """The verdicts by places, the smaller first; of two that contradict each other the careful one holds."""
    known = [(what, place[a], place[b]) for a, b, what in verdicts if a in place and b in place and a != b]
    known.sort(key=lambda verdict: verdict[0] == "different")
    return {(min(a, b), max(a, b)): what for what, a, b in known}


class _Making:
    """A matching in the making: clusters that grow, what was joined and what could not be."""

    def __init__(self, it: Read, found: Findings, clusters: Clusters, judged: dict[tuple[int, int], str]) -> None:
        self.it, self.found, self.clusters, self.judged = it, found, clusters, judged
        self.joined: list[Edge] = []
        self.refused: list[Edge] = []

    def join(self, edges: Iterable[Edge]) -> None:
        """Join what may be joined, in this order."""
        for edge in edges:
            if self.clusters.join(edge.a, edge.b):
                self.joined.append(edge)
            elif not self.clusters.joined(edge.a, edge.b) and (edge.a, edge.b) not in self.judged:
                self.refused.append(edge)

    def told(self) -> Matching:
        """The matching, in ids and words; questions the most likely first."""
        free = (edge for edge in self.found.asks if not self.clusters.foes(edge.a, edge.b))
        asked = self._few([*self.refused, *sorted(free, key=self._score, reverse=True)])
        between = {self._between(edge) for edge in asked}
        links = [edge for edge in self._few(self.found.links) if self._between(edge) not in between]
        return Matching(
            clusters=[[self.it.ids[at] for at in group] for group in self.clusters.listed()],
            joins=[self._pair(edge) for edge in self.joined],
            questions=[self._pair(edge) for edge in sorted(asked, key=self._score, reverse=True)],
            links=[self._pair(edge) for edge in links],
        )

    def _between(self, edge: Edge) -> tuple[int, int]:
        a, b = self.clusters.root(edge.a), self.clusters.root(edge.b)
        return min(a, b), max(a, b)

    def _score(self, edge: Edge) -> int:
        return int(self.found.scores[edge.at]) if edge.at >= 0 else 100

    def _few(self, edges: Iterable[Edge]) -> list[Edge]:
        """Of the edges between two clusters the first, and of those of one cluster not too many."""
        kept: dict[tuple[int, int], Edge] = {}
        count: Counter[int] = Counter()
        for edge in edges:
            a, b = self._between(edge)
            if a == b or (edge.a, edge.b) in self.judged or (a, b) in kept or max(count[a], count[b]) >= _MOST:
                continue
            kept[a, b] = edge
            count[a] += 1
            count[b] += 1
        return list(kept.values())

    def _pair(self, edge: Edge) -> Pair:
        one, other = self.it.ids[edge.a], self.it.ids[edge.b]
        return Pair(one, other, edge.rule, self._score(edge), self._words(edge))

    def _words(self, edge: Edge) -> tuple[str, ...]:
        if edge.at < 0:
            words: tuple[str, ...] = (_PLAIN[edge.rule],)
        else:
            faces, rows = self.it.faces, self.it.rows
            both = rows[edge.a], rows[edge.b]
            words = reasons(edge.at, self.found.compared, faces[edge.a], faces[edge.b], both)
        if self.clusters.joined(edge.a, edge.b) or not self.clusters.foes(edge.a, edge.b):
            return words
        return (*words, f"but joining them would put together records {self._foes(edge)}")

    def _foes(self, edge: Edge) -> str:
        between = self._between(edge)
        judged = (pair for pair, what in self.judged.items() if what == "different")
        apart = any(self._between(Edge(*pair, "")) == between for pair in judged)
        return "judged different" if apart else "that contradict each other"
