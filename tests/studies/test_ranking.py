"""The screening order: it learns, hides nothing, and is the same for the same decisions however they came."""

import numpy as np
import pytest

from studies.ranking import PATIENCE, VERSION, Index, Ranker, due

THEORY = "If lay visitors build trust, then mothers keep their appointments because they feel respected."
TOPIC = ["trust", "visitors", "mothers", "appointments", "respect", "neighbours", "befriending", "outreach"]
OTHER = ["enzyme", "protein", "assay", "catalyst", "polymer", "voltage", "alloy", "membrane", "isotope", "spectrum"]
COMMON = ["study", "results", "the", "of", "and", "methods", "effect", "we", "analysis", "patients", "between", "data"]


def made(records=300, relevant=20, seed=5):
    """Illustrative texts: a relevant one has a few words of the topic among those that all share."""
    draw = np.random.default_rng(seed)
    labels = np.zeros(records, int)
    labels[draw.choice(records, relevant, replace=False)] = 1

    def text(label, length):
        return " ".join(
            str(draw.choice(TOPIC if label and draw.random() < 0.25 else OTHER if draw.random() < 0.3 else COMMON))
            for _ in range(length)
        )

    return [(text(label, 8), text(label, 60)) for label in labels], labels


def known(labels, places):
    """Labels of which only these are decided."""
    answer = np.full(len(labels), -1)
    answer[places] = labels[places]
    return answer


def one_of_each(labels):
    return known(labels, [int(np.flatnonzero(labels == 1)[0]), int(np.flatnonzero(labels == 0)[0])])


def screened(texts, labels, until, question=""):
    """How many of the relevant are among the first `until`, learning from each decision."""
    ranker, state = Ranker(texts, question), np.full(len(labels), -1)
    for _ in range(until):
        ranker.fit(texts, state)
        best = ranker.rank()[0]
        state[best] = labels[best]
    return int((state == 1).sum())


def test_it_learns_from_decisions():
    texts, labels = made()
    ranker = Ranker(texts)

    ranker.fit(texts, one_of_each(labels))

    assert labels[ranker.rank()[:19]].sum() >= 15


def test_the_theory_finds_the_first_ones_without_a_decision():
    texts, labels = made()

    assert screened(texts, labels, 25, THEORY) >= 19
    assert labels[Ranker(texts, THEORY).rank()[:20]].sum() >= 10


def test_nothing_is_hidden():
    texts, labels = made()
    places = np.random.default_rng(1).choice(300, 120, replace=False)
    ranker = Ranker(texts, THEORY)

    for misses in (0, 45):
        ranker.fit(texts, known(labels, places), misses=misses)
        assert sorted(ranker.rank()) == sorted(set(range(300)) - set(places.tolist()))


def test_the_order_of_decisions_does_not_matter():
    texts, labels = made()
    places = np.random.default_rng(2).choice(300, 40, replace=False)
    straight, roundabout = Ranker(texts, THEORY, seed=4), Ranker(texts, THEORY, seed=4)

    straight.fit(texts, known(labels, places))
    for upto in range(1, 41):
        roundabout.fit(texts, known(labels, places[::-1][:upto]))
    roundabout.fit(texts, list(known(labels, places)))

    assert np.array_equal(straight.rank(), roundabout.rank())


def test_before_anything_is_known_the_order_is_random_by_the_seed():
    texts, _ = made()
    orders = [Ranker(texts, question, seed).rank().tolist() for seed, question in ((1, None), (1, ""), (2, ""))]

    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[2]) == list(range(300))


def test_excludes_alone_leave_it_random_and_includes_alone_are_likened():
    texts, labels = made()
    ranker = Ranker(texts)

    ranker.fit(texts, known(labels, np.flatnonzero(labels == 0)[:10]))
    assert labels[ranker.rank()[:19]].sum() < 10
    ranker.fit(texts, known(labels, np.flatnonzero(labels == 1)[:2]))
    assert labels[ranker.rank()[:18]].sum() >= 12


def test_excludes_teach_beside_the_theory():
    texts, labels = made()
    ranker = Ranker(texts, THEORY)

    ranker.fit(texts, known(labels, np.flatnonzero(labels == 0)[:10]))

    assert labels[ranker.rank()[:20]].sum() >= 15


def test_the_theory_fades_as_includes_arrive():
    texts, labels = made(records=400, relevant=60)
    relevant, others = np.flatnonzero(labels == 1), np.flatnonzero(labels == 0)[:30]

    def like_without(includes):
        orders = []
        for question in (THEORY, ""):
            ranker = Ranker(texts, question)
            ranker.fit(texts, known(labels, np.append(relevant[:includes], others)))
            orders.append(ranker.rank())
        return np.corrcoef(*(np.argsort(order) for order in orders))[0, 1]

    assert like_without(1) < like_without(5) < like_without(10) == pytest.approx(1)


def test_random_ones_are_mixed_in_after_thirty_misses():
    texts, labels = made()
    state = known(labels, [*np.flatnonzero(labels == 0)[:60], *np.flatnonzero(labels == 1)[:3]])

    def order(misses, seed=0):
        ranker = Ranker(texts, seed=seed)
        ranker.fit(texts, state, misses=misses)
        return ranker.rank().tolist()

    plain = order(PATIENCE - 1)
    assert order(0) == plain
    drawn = order(PATIENCE)[0]
    assert drawn not in plain[:20]
    assert order(PATIENCE) == order(PATIENCE)
    # With each miss it comes a place nearer, and the others keep their order.
    assert [order(misses).index(drawn) for misses in (31, 35, 39, 40)] == [9, 5, 1, 0]
    assert [one for one in order(35) if one != drawn][:5] == [one for one in plain if one != drawn][:5]
    assert {order(PATIENCE, seed)[0] for seed in range(8)} != {drawn}


def test_learning_is_due_on_each_decision_and_later_on_some():
    assert [count for count in range(1, 12) if due(count, count - 1)] == list(range(1, 12))
    assert not due(50, 50)
    assert [count for count in range(101, 112) if due(count, 100)] == list(range(105, 112))
    assert not due(709, 700)
    assert due(710, 700)
    # A decision that was taken back is news too.
    assert due(49, 50)
    assert due(300, 320)


def test_what_moved_a_citation_adds_up_to_its_score():
    texts, labels = made()
    ranker = Ranker(texts, THEORY)
    ranker.fit(texts, one_of_each(labels))

    totals = np.array([sum(weight for _, weight in ranker.explain(at, None)) for at in range(300)])

    gaps = ranker.scores() - totals
    assert gaps.max() - gaps.min() < 1e-4


def test_five_terms_are_told_and_those_with_meaning_only():
    texts, labels = made()
    ranker = Ranker(texts)
    ranker.fit(texts, known(labels, range(100)))

    told = ranker.explain(int(np.flatnonzero(labels == 1)[0]))

    assert len(told) == 5
    assert [abs(weight) for _, weight in told] == sorted((abs(weight) for _, weight in told), reverse=True)
    assert any(weight > 0 and set(term.split()) & set(TOPIC) for term, weight in told)
    assert not {"the", "of", "and", "of the"} & {term for term, _ in told}


def test_the_terms_of_the_review_are_those_that_its_decisions_turned_on():
    texts, labels = made()
    ranker = Ranker(texts)
    assert ranker.leading() == ([], [])
    ranker.fit(texts, labels)

    speaks, against = ranker.leading(20)

    assert len(speaks) == 20
    assert sum(bool(set(term.split()) & set(TOPIC)) for term, _ in speaks) >= 15
    assert not any(set(term.split()) & set(TOPIC) for term, _ in against)
    assert min(weight for _, weight in speaks) > 0 > max(weight for _, weight in against)


def test_the_version_names_the_model():
    assert "scikit-learn" in VERSION


def test_the_index_tells_its_progress():
    texts, _ = made(2500, 5)
    told = []

    Index.build(texts, lambda done, of: told.append((done, of)))

    assert told == [(1000, 2500), (2000, 2500), (2500, 2500)]
