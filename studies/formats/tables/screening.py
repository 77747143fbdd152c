"""Finds the screening labels in a table: columns of ASReview and of others, and the notes of Rayyan and Covidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studies.formats import labels
from studies.formats.reading import Label
from studies.formats.tables.headers import key

_VERDICTS = {
    **dict.fromkeys(
        ("1", "include", "included", "relevant", "yes", "true", "i", "in", "y", "accept", "accepted"), "include"
    ),
    **dict.fromkeys(("0", "exclude", "excluded", "irrelevant", "no", "false", "e", "out", "n", "reject"), "exclude"),
    **dict.fromkeys(("maybe", "unsure", "undecided", "?", "unclear"), "unsure"),
}
_SIGNED = "Abstrackr"
_ABSTRACKR = {"1": "include", "-1": "exclude", "0": "unsure"}
_UNSAID = {"-1", "", "d", "s", "not screened", "unscreened", "to screen"}  # EPPI: deleted, shadow; ASReview: not seen
_ASREVIEW = re.compile(r"^asreview|^labelincluded$|^includedlabel$")
_VOTES = re.compile(
    r"^(?:final|label)?included?(?:label)?$|^asreview\w*label$|^label$|^iedsflag$|^(?:state|status)$|^inclusion$|"
    r"(?:decision|verdict|vote|votes|screening|screened|judge?ment|includeexclude)$"
)
_WHY = re.compile(r"exclusionreason|reasonforexclusion|reasonsforexclusion|^reason$|^reasons$|^excludereason$")
_WHO = re.compile(r"^(?:reviewer|screener|screenedby|decidedby|rater)$")
_STAGES = (
    ("full_text", re.compile("full|ftscreen|^ft")),
    ("title_abstract", re.compile("title|abstract|tiab|^ta[a-z]?screen")),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that hold labels: where votes stand (with tool, reviewer and stage), reasons, reviewers and notes."""

    votes: Sequence[tuple[int, str, str, str]]
    why: Sequence[int]
    who: Sequence[int]
    notes: Sequence[int]

    def taken(self) -> set[int]:
        """The columns whose values the labels show whole."""
        return {at for at, *_ in self.votes} if self.votes else set()

    def labels(self, cells: Sequence[str]) -> list[Label]:
        """The labels of a row."""
        why = next((cells[at] for at in self.why if cells[at]), "")
        who = next((cells[at] for at in self.who if cells[at]), "")
        found = [
            Label(tool, reviewer or who, verdict, why if verdict == "exclude" else "", stage)
            for at, tool, reviewer, stage in self.votes
            if (verdict := (_ABSTRACKR if tool == _SIGNED else _VERDICTS).get(_said(cells[at])))
        ]
        if noted := labels.noted(cells[at] for at in self.notes if cells[at]):
            found += labels.read(noted)
        return list(dict.fromkeys(found)) if len(found) > 1 else found


def columns(headers: Sequence[str], roles: Sequence[str], sample: Sequence[Sequence[str]]) -> Columns:
    """Find the columns of labels by their headers and by what stands in the first rows."""
    keys = [key(header) for header in headers]
    program = _program(keys)
    votes = [
        (at, *_about(header, name, program))
        for at, (header, name) in enumerate(zip(headers, keys, strict=True))
        if _VOTES.search(name)
        and roles[at] in ("", "source_id")
        and _are_votes([row[at] for row in sample if at < len(row)])
    ]
    if program == _SIGNED:
        votes = [(at, program, headers[at], "") for at in _signed(roles, sample)]
    where = [[at for at, name in enumerate(keys) if pattern.search(name)] for pattern in (_WHY, _WHO)]
    return Columns(votes, where[0], where[1], [at for at, role in enumerate(roles) if role == "note"])


def _program(keys: Sequence[str]) -> str:
    if {"internalid", "consensus"} <= set(keys):
        return _SIGNED
    if any(map(_ASREVIEW.search, keys)):
        return "ASReview"
    return "Covidence" if "covidence" in keys else "EPPI-Reviewer" if "iedsflag" in keys else "table"


def _signed(roles: Sequence[str], sample: Sequence[Sequence[str]]) -> list[int]:
    """The columns in which Abstrackr writes 1, 0 and -1, each headed by the name of its reviewer."""
    columns = [(at, {_said(row[at]) for row in sample if at < len(row)}) for at, role in enumerate(roles) if not role]
    return [at for at, said in columns if said & set(_ABSTRACKR) and said <= {*_ABSTRACKR, "o", ""}]


def _about(header: str, name: str, program: str) -> tuple[str, str, str]:
    """The tool, the reviewer and the stage that a header tells of."""
    stage = next((stage for stage, pattern in _STAGES if pattern.search(name)), "")
    named = re.fullmatch(r"\W*(.*?)[\s_:.-]*(?:decision|verdict|votes?)\W*", header, re.I)
    reviewer = named[1] if named and not stage and key(named[1]) not in ("", "final", "screening", "consensus") else ""
    return program, reviewer, stage


def _are_votes(values: Sequence[str]) -> bool:
    said = [_said(value) for value in values]
    return any(value in _VERDICTS for value in said) and all(value in _VERDICTS or value in _UNSAID for value in said)


def _said(value: str) -> str:
    return value.strip().casefold().removesuffix(".0")
