"""The evidence matrix: which document speaks to which configuration, how often, and for or against."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Stance = Literal["supports", "refutes", "refines", "opposite"]
# Most critical first: where as many passages refute as support, the cell must not look like support.
STANCES: tuple[Stance, ...] = ("refutes", "refines", "opposite", "supports")
Evidence = tuple[Hashable, Hashable, Hashable, str]


@dataclass(frozen=True)
class Cell:
    """Distinct passages of one document on one configuration: in all, by stance, and the stance most of them take."""

    passages: int
    stances: dict[Stance, int]
    mainly: Stance


@dataclass(frozen=True)
class Matrix:
    """`cells[configuration, document]` where there is evidence; totals count documents, and configurations."""

    configurations: list[Hashable]
    documents: list[Hashable]
    cells: dict[tuple[Hashable, Hashable], Cell]
    documents_per_configuration: list[int]
    configurations_per_document: list[int]


def matrix(configurations: Sequence[Hashable], documents: Sequence[Hashable], evidence: Iterable[Evidence]) -> Matrix:
    """The evidence matrix of rows `(configuration, document, passage, stance)`.

    Configurations keep the order given, also those without evidence. Documents with evidence come most used first, and
    in the order given where equal; the others are left out. A passage attached to several elements of a configuration
    with one stance counts once. Raises ValueError for a stance or an id that was not declared.
    """
    table = pd.DataFrame(list(evidence), columns=["configuration", "document", "passage", "stance"])
    for column, known in (("stance", STANCES), ("configuration", configurations), ("document", documents)):
        if strange := set(table[column]) - set(known):
            raise ValueError(f"Unknown {column}: {', '.join(sorted(map(str, strange)))}.")
    pairs = ["configuration", "document"]
    passages = table.groupby(pairs)["passage"].nunique()
    stances = pd.crosstab(
        [table["configuration"], table["document"]], table["stance"], table["passage"], aggfunc="nunique"
    )
    counts = stances.reindex(columns=list(STANCES)).fillna(0).astype(int).to_dict("index")
    cells = {pair: _cell(int(total), counts[pair]) for pair, total in passages.items()}
    used = table.drop_duplicates(pairs)["document"].value_counts().to_dict()
    reached = table.drop_duplicates(pairs)["configuration"].value_counts().to_dict()
    ordered = sorted((each for each in documents if each in used), key=lambda each: -used[each])
    return Matrix(
        configurations=list(configurations),
        documents=ordered,
        cells=cells,
        documents_per_configuration=[int(reached.get(each, 0)) for each in configurations],
        configurations_per_document=[int(used[each]) for each in ordered],
    )


def _cell(passages: int, counts: dict[str, int]) -> Cell:
    stances = {stance: count for stance in STANCES if (count := counts[stance])}
    return Cell(passages, stances, max(stances, key=stances.__getitem__))
