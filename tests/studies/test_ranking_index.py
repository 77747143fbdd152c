"""The index of the screening order: kept, loaded, lengthened, and calm about any text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studies.ranking import Index, Ranker
from studies.ranking.words import words
from tests.studies.test_ranking import THEORY, known, made


def ordered(index, labels, **given):
    ranker = Ranker(index=index, **given)
    ranker.fit(None, labels)
    return ranker.rank().tolist()


def test_a_kept_index_gives_the_same_order():
    texts, labels = made()
    index, state = Index.build(texts), known(labels, range(60))

    loaded = Index.from_bytes(index.to_bytes())

    assert len(loaded) == 300
    assert ordered(loaded, state, question=THEORY) == ordered(index, state, question=THEORY)
    assert loaded.to_bytes() == index.to_bytes()


def test_an_index_of_another_form_is_refused(monkeypatch):
    monkeypatch.setattr("studies.ranking.index.FORM", 0)
    old = Index.build(made()[0]).to_bytes()
    monkeypatch.undo()

    with pytest.raises(ValueError, match="another form"):
        Index.from_bytes(old)


def test_a_batch_is_ordered_with_the_vocabulary_that_stands():
    texts, labels = made()
    index = Index.build(texts[:200])
    state = known(labels, range(100))

    longer = Index.from_bytes(index.extended(texts[200:]).to_bytes())

    assert len(longer) == 300
    assert longer.width == index.width
    order = ordered(longer, state)
    assert sorted(order) == list(range(100, 300))
    relevant = np.flatnonzero(labels[200:]) + 200
    assert np.mean([order.index(one) for one in relevant]) < 40


def test_texts_that_are_new_to_a_ranker_are_read_when_it_learns():
    texts, labels = made()
    ranker = Ranker(texts[:200])

    ranker.fit(texts, known(labels, range(100)))

    assert ranker.rank().tolist() == ordered(Index.build(texts[:200]).extended(texts[200:]), known(labels, range(100)))


def test_the_random_order_stays_when_records_come():
    texts, _ = made()
    few, all_of_them = Ranker(texts[:200], seed=3).rank(), Ranker(texts, seed=3).rank()

    assert [one for one in all_of_them if one < 200] == few.tolist()


def test_an_index_that_grew_by_a_quarter_asks_to_be_made_anew():
    texts, _ = made()
    index = Index.build(texts[:200])

    assert not index.extended(texts[200:250]).stale
    assert index.extended(texts[200:]).stale
    assert Index.build([]).extended(texts[:1]).stale


def test_labels_must_be_of_all_records():
    with pytest.raises(ValueError, match="3 labels for 300 records"):
        Ranker(made()[0]).fit(None, [1, 0, -1])


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [("One", "record alone")],
        [("", "")] * 5,
        [("?!", "…"), ("—", "")] * 3,
        [("The same title", "and abstract")] * 6,
        [("А", "Доверие матерей"), ("信任母亲", "家访"), ("ثقة", "الأمهات"), ("विश्वास", ""), ("ความเชื่อใจ", "มารดา")],
    ],
    ids=["none", "one", "empty", "no words", "duplicates", "scripts"],
)
def test_any_texts_are_ordered(texts):
    for question in (None, THEORY, "信任"):
        for labels in (
            [-1] * len(texts),
            [1, 0, *[-1] * 9][: len(texts)],
            [0, 0, *[-1] * 9][: len(texts)],
            [1] * len(texts),
        ):
            ranker = Ranker(texts, question)
            ranker.fit(texts, labels, misses=50)
            assert sorted(ranker.rank()) == [at for at, label in enumerate(labels) if label == -1]
            for at in range(len(texts)):
                ranker.explain(at)
            ranker.leading()


def test_a_record_without_words_stands_in_the_middle():
    texts, labels = made()
    state = known(labels, range(100))

    order = ordered(Index.build([*texts, ("", "")]), [*state, -1])

    assert 20 < order.index(300) < 180


def test_words_are_folded_whatever_their_script():
    assert words("The <i>Dvořák</i> effect: a COVID-19 x") == ["the", "dvorak", "effect", "covid", "19"]
    assert words("信任 and 母") == ["信", "任", "and", "母"]
    assert words("Доверие матерей") == ["доверие", "матереи"]
    assert words("") == []


def test_foreign_scripts_are_learnt_like_any_other():
    relevant, other = ["信任母亲家访", "母亲信任护士", "家访与信任"], ["蛋白质酶测定", "聚合物电压", "合金光谱"]
    texts = [(title, "") for title in [*relevant, *other] * 3]
    labels = [1, -1, -1, 0, -1, -1, *[-1] * 12]

    assert {at % 6 for at in ordered(Index.build(texts), labels)[:8]} == {0, 1, 2}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200)), max_size=12), st.randoms())
def test_no_text_is_too_odd(texts, draw):
    labels = [draw.choice([1, 0, -1]) for _ in texts]
    ranker = Ranker(texts, "trust \x00 and <b>")

    ranker.fit(texts, labels)

    assert sorted(ranker.rank()) == [at for at, label in enumerate(labels) if label == -1]
