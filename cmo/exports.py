"""What cmo lets leave the workbench: documents, passages, configurations, and the matrix that crosses them."""

from collections.abc import Iterator
from typing import Any

from cmo.explained import explanation_names
from cmo.matrix import matrix
from cmo.models import Evidence, Stance
from cmo.queries.configurations import Row, listed
from cmo.queries.configurations import configurations as configurations_asked
from cmo.queries.documents import documents as included
from cmo.queries.documents import passages_by_document
from reviews.exports import Column, export
from reviews.models import Review, User

# One column a role; several elements of a role stand on a line each.
ROLE_COLUMNS = (
    Column("intervention", "what was offered or done", only_in=("ICMO", "ICAMO")),
    Column("strategy", "what was tried", only_in=("SCMO",)),
    Column("context", "the circumstances"),
    Column("actor", "who acted", only_in=("ICAMO",)),
    Column("resource", "mechanism: the resource that is offered"),
    Column("response", "mechanism: how people reason or react"),
    Column("outcome", "what comes of it"),
)


@export(
    "configurations",
    "Configurations",
    [
        Column("configuration", "the number on screen", "number"),
        Column("level", "extracted or consolidated"),
        Column("title", "its title"),
        *ROLE_COLUMNS,
        Column("explanation", "the causal explanation it is in; empty while in none"),
        Column("polarity", "positive: the mechanism brings the outcome about; negative: it prevents it"),
        Column("completeness", "complete; partial, with the letters it has; empty"),
        Column("documents", "documents with a passage on it", "number"),
        Column("passages_for", "passages that support it", "number"),
        Column("passages_refining", "passages that refine it", "number"),
        Column("passages_against", "passages that refute it", "number"),
        Column("coded_under", "the version of the theory in force when it was made", "number"),
        Column("made_by", "e-mail address of who made it"),
    ],
    a_row="one configuration that stands",
)
def configurations(review: Review, viewer: User) -> Iterator[list[Any]]:
    rows = (
        configurations_asked(review, {})
        .with_evidence_counts()
        .select_related("coded_under", "made_by")
        .prefetch_related("elements")
    )
    for row in listed(rows, review):
        each = row.configuration
        yield [
            each.number,
            each.level,
            each.title,
            *(_lines(row, column.name) for column in ROLE_COLUMNS),
            row.explanation,
            each.polarity,
            row.completeness,
            each.documents,
            each.passages_for,
            each.passages_refining,
            each.passages_against,
            each.coded_under.number if each.coded_under else "",
            each.made_by.email,
        ]


@export(
    "passages",
    "Passages",
    [
        Column("passage", "the number on screen", "number"),
        Column("document", "the number on screen", "number"),
        Column("citation", "family name and year"),
        Column("text_version", "the version of the text that the offsets count in", "number"),
        Column("start", "Unicode code points from the start of the text", "number"),
        Column("end", "where it ends, exclusive", "number"),
        Column("page", "where it starts; empty for a text without pages", "number"),
        Column("exact", "the words that stand there"),
        Column("prefix", "up to 32 characters before it"),
        Column("suffix", "up to 32 characters after it"),
        Column("speaks_to", "configuration, role or whole, stance; one a line"),
        Column("coder", "e-mail address of who marked it"),
        Column("marked_at", "when, ISO 8601 in UTC"),
    ],
    a_row="one passage that speaks to a configuration",
)
def passages(review: Review, viewer: User) -> Iterator[list[Any]]:
    for each in passages_by_document(review).prefetch_related("evidence__configuration", "evidence__element"):
        document = each.text.document
        yield [
            each.number,
            document.number,
            document.citation.short,
            each.text.version,
            each.start,
            each.end,
            each.page,
            each.exact,
            each.prefix,
            each.suffix,
            "\n".join(_speaks(one) for one in each.evidence.all() if one.configuration.removed_at is None),
            each.coder.email,
            each.marked_at.isoformat(timespec="seconds"),
        ]


@export(
    "documents",
    "Documents",
    [
        Column("document", "the number on screen", "number"),
        Column("citation", "the number of its citation", "number"),
        Column("title", "title"),
        Column("authors", "family, given; parted by semicolons"),
        Column("year", "year"),
        Column("container", "journal or book"),
        Column("doi", "DOI"),
        Column("priority", "open, prioritised or left"),
        Column("reason", "why it is prioritised or left"),
        Column("text_version", "the newest text; empty where there is none", "number"),
        Column("passages", "passages that speak to a configuration", "number"),
        Column("configurations", "configurations they speak to", "number"),
    ],
    a_row="one included document",
)
def documents(review: Review, viewer: User) -> Iterator[list[Any]]:
    for each in included(review):
        found = each.citation
        yield [
            each.number,
            found.number,
            found.title,
            found.authors,
            found.year,
            found.container,
            found.doi,
            each.priority,
            each.priority_reason,
            each.latest,
            each.passages,
            each.configurations,
        ]


@export(
    "evidence_matrix",
    "Evidence matrix",
    [
        Column("configuration", "the number on screen", "number"),
        Column("title", "its title"),
        Column("explanation", "the causal explanation it is in"),
        Column("document", "the number on screen", "number"),
        Column("citation", "family name and year"),
        Column("passages", "passages of that document on that configuration", "number"),
        *(Column(stance, f"those that {label} it", "number") for stance, label in Stance.choices),
        Column("mainly", "the stance that most of them take; where as many refute as support: refutes"),
    ],
    a_row="one document that speaks to one configuration",
)
def evidence_matrix(review: Review, viewer: User) -> Iterator[list[Any]]:
    titles = dict(review.configurations.standing().values_list("number", "title"))
    cited = {each.number: each.citation.short for each in review.documents.select_related("citation")}
    standing = Evidence.objects.filter(configuration__review=review, configuration__removed_at=None)
    names = dict(review.configurations.values_list("pk", "number"))
    explanations = {names[key]: name for key, name in explanation_names(review).items()}
    crossed = matrix(
        list(titles),
        list(cited),
        standing.values_list("configuration__number", "passage__text__document__number", "passage", "stance"),
    )
    for (number, document), cell in sorted(crossed.cells.items()):
        counts = [cell.stances.get(stance, 0) for stance in Stance.values]
        where = [document, cited[document], cell.passages]
        yield [number, titles[number], explanations.get(number, ""), *where, *counts, cell.mainly]


def _lines(row: Row, role: str) -> str:
    return "\n".join(element.text for _, element in row.parts if element.role == role)


def _speaks(evidence: Evidence) -> str:
    role = evidence.element.role if evidence.element else "whole"
    return f"CMOC{evidence.configuration.number}, {role}, {evidence.stance}"
