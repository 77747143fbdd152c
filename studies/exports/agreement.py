"""What leaves studies of agreement: each two reviewers at each stage."""

from collections.abc import Iterator
from typing import Any

from reviews.exports import Column, export
from reviews.models import Review, User
from studies.queries.agreement import agreements


@export(
    "agreement",
    "Agreement of reviewers",
    [
        Column("stage", "title_abstract or full_text"),
        Column("reviewer_a", "e-mail address of one of the two"),
        Column("reviewer_b", "e-mail address of the other"),
        Column("both", "citations that both included or excluded, the sum of the next four", "number"),
        Column("include_include", "both included", "number"),
        Column("include_exclude", "a included, b excluded", "number"),
        Column("exclude_include", "a excluded, b included", "number"),
        Column("exclude_exclude", "both excluded", "number"),
        Column("percent", "of them on which they agreed, 0 to 100", "number"),
        Column("kappa", "Cohen's kappa (1960); empty where it does not exist", "number"),
        Column("kappa_low", "lower end of its 95 % interval (Fleiss, Cohen and Everitt 1969)", "number"),
        Column("kappa_high", "upper end", "number"),
        Column("pabak", "prevalence-adjusted bias-adjusted kappa (Byrt et al. 1993)", "number"),
        Column("unsure", "citations that both judged and at least one of them left open; in no other column", "number"),
    ],
    a_row="two reviewers at a stage: what each said independently of citations on which no vote is awaited",
)
def agreement(review: Review, viewer: User) -> Iterator[list[Any]]:
    for two in agreements(review):
        yield [two.stage, two.first.email, two.second.email, *two.pair.row().values()]
