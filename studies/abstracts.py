"""An abstract as it is read while screening: its labelled sections, and the terms that speak for or against.

Pure: text in, plain pieces out; escaping is left to the template.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["", "for", "against"]

# The first words of headings that PubMed, Scopus and Web of Science abstracts use.
HEADING = re.compile(
    r"(aims?|approach|background|conclusions?|context|data|design|discussion|evidence|findings|funding|implications"
    r"|importance|interpretation|interventions?|introduction|limitations|main|materials?|measurements?|methods?"
    r"|methodology|objectives?|originality|outcomes?|participants|patients|practical|problem|purpose|rationale"
    r"|research|results?|review|sample|settings?|significance|study|summary|trial)\b",
    re.IGNORECASE,
)
# Up to sixty characters without a full stop, between the start of a line or sentence and a colon.
LABEL = re.compile(r"(?:^|(?<=[.?!;)\]%\n]\s)|(?<=\n))([A-Za-z][A-Za-z/&, -]{2,60}):(?=\s)")
WILDCARDS = 3
LETTERS = r"\w{0,30}"


@dataclass(frozen=True)
class Piece:
    """A stretch of text and the side it is marked for."""

    text: str
    side: Side = ""


@dataclass(frozen=True)
class Section:
    """A part of an abstract; `label` is empty where the abstract has none."""

    label: str
    pieces: tuple[Piece, ...]


def sections(abstract: str) -> list[tuple[str, str]]:
    """Label and text of each section; joined with their labels they hold every word of the abstract."""
    found = [match for match in LABEL.finditer(abstract) if _is_label(match.group(1))]
    starts = [match.start() for match in found] or [len(abstract)]
    parts = [("", abstract[: starts[0]].strip())]
    for match, end in zip(found, [*starts[1:], len(abstract)], strict=False):
        label = match.group(1).strip()
        parts.append((label.capitalize() if label.isupper() else label, abstract[match.end() : end].strip()))
    return [part for part in parts if any(part)]


def compile_terms(terms_for: Iterable[str], terms_against: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all terms, longer ones first; a term in both lists counts against. None without terms."""
    sides = dict.fromkeys(_tidied(terms_for), "for") | dict.fromkeys(_tidied(terms_against), "against")
    ordered = sorted(sides, key=lambda term: (-len(term), term))
    groups = [f"(?P<{sides[term]}_{at}>{_as_pattern(term)})" for at, term in enumerate(ordered)]
    return re.compile("|".join(groups), re.IGNORECASE) if groups else None


def mark(text: str, pattern: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """The text in pieces, in order and complete: joining them gives the text back."""
    if pattern is None:
        return (Piece(text),) if text else ()
    pieces: list[Piece] = []
    end = 0
    for match in pattern.finditer(text):
        side: Side = "against" if str(match.lastgroup).startswith("against") else "for"
        pieces += [Piece(text[end : match.start()]), Piece(match.group(), side)]
        end = match.end()
    pieces.append(Piece(text[end:]))
    return tuple(piece for piece in pieces if piece.text)


def read(abstract: str, pattern: re.Pattern[str] | None) -> Sequence[Section]:
    """The abstract's sections with their terms marked."""
    return [Section(label, mark(text, pattern)) for label, text in sections(abstract)]


def _tidied(terms: Iterable[str]) -> list[str]:
    """Spaces collapsed; without those that say nothing, such as a lone wildcard."""
    return [" ".join(term.casefold().split()) for term in terms if term.strip("* \t")]


def _is_label(words: str) -> bool:
    """A known heading, or any in capitals."""
    return words.isupper() or HEADING.match(words) is not None


def _as_pattern(term: str) -> str:
    """`*` stands for up to 30 letters, a space for any white space or a hyphen; else whole words only.

    The bound, and only the first three wildcards counting, keep hostile text from taking for ever.
    """
    parts = term.split("*")
    term = "*".join(parts[: WILDCARDS + 1]) + "".join(parts[WILDCARDS + 1 :])
    body = "".join(
        LETTERS if character == "*" else r"[\s\-‐-–]+" if character == " " else re.escape(character)
        for character in term
    )
    before = "" if term.startswith("*") or not _is_word(term[0]) else r"(?<!\w)"
    after = "" if term.endswith("*") or not _is_word(term[-1]) else r"(?!\w)"
    return before + body + after


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
