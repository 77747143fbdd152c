"""Turns what the rules say of pairs, and what people judged, into clusters that contradict neither."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from studies.matching.clusters import Clusters
from studies.matching.pairs import Id, Matching, Pair, Verdict, in_order, pair
from studies.matching.rules import RANKS, Finding, Row, findings

VERSION = "1"  # of the rules; stored with each join


def match(
    rows: Iterable[Row],
    *,
    verdicts: Iterable[Verdict] = (),
    link_versions: bool = True,
    stored: Iterable[Row] = (),
    standing: Iterable[Sequence[Id]] = (),
) -> Matching:
    """Match records against each other; the order of rows and of verdicts makes no difference.

    `rows` are mappings with `id` (unique) and the fields of a record: `title`, `authors`, `year`, `doi`, `pmid` and,
    where known, `raw`. `verdicts` are `(id, id, "same" | "different")`: "same" joins, "different" keeps two records
    in different clusters, by whatever path they might be joined, and is never asked again. Without `link_versions`
    errata and replies are asked about instead of linked. Verdicts on ids that are not among the rows count for nothing.

    `stored` rows are compared with `rows` and never with each other; `standing` are groups of ids that stand together
    already: they stay together (unless judged different) and give no joins. Both are part of the clusters.
    """
    new = {row["id"]: row for row in rows}
    by_id: dict[Id, Row] = {row["id"]: row for row in stored} | new
    known = [(what, a, b) for a, b, what in verdicts if a in by_id and b in by_id and a != b]
    known.sort(key=lambda verdict: verdict[0] == "different")  # of two that contradict each other the careful one holds
    judged = {_ordered(a, b): what for what, a, b in known}
    clusters = Clusters(in_order(list(by_id)), [both for both, what in judged.items() if what == "different"])
    result = Matching()
    for together in standing:
        for a, b in pairwise(together):
            clusters.join(a, b)
    found_here = (it for it in findings(by_id) if it[1].a in new or it[1].b in new)
    undecided = _join(_sorted(found_here, judged), clusters, result)
    for outcome, found in undecided:
        if (found.a, found.b) in judged or clusters.joined(found.a, found.b):
            continue
        (result.links if outcome == "link" and link_versions else result.questions).append(found)
    result.questions = _once(result.questions)
    result.links = _once(result.links)
    result.clusters = clusters.listed()
    return result


def _ordered(a: Id, b: Id) -> tuple[Id, Id]:
    first, second = in_order((a, b))
    return first, second


def _sorted(found: Iterable[Finding], judged: dict[tuple[Id, Id], str]) -> list[Finding]:
    """What people judged first, then the surest rule and score; ids settle the rest, never the order of arrival."""
    same = [pair(a, b, "judged", 100, "judged the same") for (a, b), what in judged.items() if what == "same"]
    everything = [("join", it) for it in same] + list(found)
    place = {number: n for n, number in enumerate(in_order(list({i for _, p in everything for i in (p.a, p.b)})))}
    return sorted(everything, key=lambda f: (RANKS[f[1].rule], -f[1].score, place[f[1].a], place[f[1].b], f[0]))


def _join(findings_: list[Finding], clusters: Clusters, result: Matching) -> list[Finding]:
    """Join what may be joined; return the rest, a join against somebody's judgement as a question."""
    rest: list[Finding] = []
    for outcome, found in findings_:
        if outcome != "join":
            rest.append((outcome, found))
        elif clusters.join(found.a, found.b):
            result.joins.append(found)
        elif not clusters.joined(found.a, found.b):
            words = (*found.reasons, "but joining them would put together records judged different")
            rest.append(("ask", replace(found, reasons=words)))
    return rest


def _once(pairs: list[Pair]) -> list[Pair]:
    """Each pair once, with the first (surest) reason."""
    kept: dict[tuple[Id, Id], Pair] = {}
    for found in pairs:
        kept.setdefault((found.a, found.b), found)
    return list(kept.values())
