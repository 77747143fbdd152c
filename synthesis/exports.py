"""What synthesis lets leave the workbench: the explanations and the CMOC table that a review publishes."""

from collections.abc import Iterator
from typing import Any

from cmo.explained import explains
from cmo.exports import ROLE_COLUMNS
from reviews.exports import Column, export
from reviews.models import Review, User
from synthesis.queries import Group, Row, theory_groups, theory_rows


@export(
    "cmoc_table",
    "CMOC table by explanation",
    [
        Column("explanation", "the causal explanation, empty while it is in none"),
        Column("drive", "rationality-driven, relationality-driven or another"),
        Column("cmoc", "the number on screen"),
        Column("title", "its title"),
        *ROLE_COLUMNS,
        Column("statement", "the configuration as one sentence"),
        Column("sources", "documents with passages on it; document number in brackets"),
        Column("documents", "how many", "number"),
        Column("passages_for", "passages that support it", "number"),
        Column("passages_refining", "passages that refine it", "number"),
        Column("passages_against", "passages that refute it", "number"),
    ],
    a_row="one configuration, under its explanation",
)
def cmoc_table(review: Review, viewer: User) -> Iterator[list[Any]]:
    for group in theory_groups(review):
        for row in group.rows:
            yield _cmoc(group, row)


@export(
    "explanations",
    "Explanations",
    [
        Column("explanation", "the number on screen", "number"),
        Column("name", "its name"),
        Column("drive", "rationality-driven, relationality-driven or another"),
        Column("defining_context", "the context that defines it"),
        Column("definition", "what it says"),
        Column("configurations", "the configurations in it, in order"),
        Column("count", "how many", "number"),
    ],
    a_row="one causal explanation that stands",
)
def explanations_table(review: Review, viewer: User) -> Iterator[list[Any]]:
    for group in theory_groups(review):
        if each := group.explanation:
            members = [f"CMOC{row.configuration.number}" for row in group.rows]
            yield [
                each.number,
                each.name,
                each.get_drive_display(),
                each.defining_context,
                each.definition,
                "; ".join(members),
                len(members),
            ]


@explains
def explanation_names(review: Review) -> dict[int, str]:
    """The explanation of each configuration by its key, for the table that cmo exports."""
    return {row.configuration.pk: row.explanation.name for row in theory_rows(review) if row.explanation}


def _cmoc(group: Group, row: Row) -> list[Any]:
    explanation = group.explanation
    return [
        explanation.name if explanation else "",
        explanation.get_drive_display() if explanation else "",
        f"CMOC{row.configuration.number}",
        row.configuration.title,
        *("\n".join(row.roles[column.name]) for column in ROLE_COLUMNS),
        row.statement,
        "; ".join(f"{source.label} [{source.number}]" for source in row.sources),
        len(row.sources),
        row.support.for_.passages,
        row.support.refining.passages,
        row.support.against.passages,
    ]
