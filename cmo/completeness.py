"""What a configuration is made of under the review's template, what it still lacks, and how it reads as a sentence.

What lacks is told in words and never blocks: partial configurations are worth keeping.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A part that a configuration can have. Resource and response share the letter M: they are the mechanism."""

    id: str
    letter: str
    key: str
    label: str
    asks: str


@dataclass(frozen=True)
class Part:
    """One element of a configuration: its role's id, its words, and how many quotations it rests on."""

    role: str
    text: str
    quotations: int = 0


_INTERVENTION = Role("intervention", "I", "i", "Intervention", "what was offered or done?")
_STRATEGY = Role("strategy", "S", "s", "Strategy", "what was tried?")
_CONTEXT = Role("context", "C", "c", "Context", "in what circumstances?")
_ACTOR = Role("actor", "A", "w", "Actor", "who acted?")
_RESOURCE = Role("resource", "M", "r", "Mechanism: resource", "what resource?")
_RESPONSE = Role("response", "M", "m", "Mechanism: response", "what response?")
_OUTCOME = Role("outcome", "O", "o", "Outcome", "what came of it?")

_CORE = (_RESOURCE, _RESPONSE, _OUTCOME)
_TEMPLATES = {
    "CMO": (_CONTEXT, *_CORE),
    "ICMO": (_INTERVENTION, _CONTEXT, *_CORE),
    "SCMO": (_STRATEGY, _CONTEXT, *_CORE),
    "ICAMO": (_INTERVENTION, _CONTEXT, _ACTOR, *_CORE),
}
_NAMES = {"C": "context", "M": "mechanism", "O": "outcome", "I": "intervention", "S": "strategy", "A": "actor"}
# A first word that is hardly a name: one of these, or one that ends as common words do, or that "of" or "to" follows;
# and the word after it has no capital either.
_OPENINGS = re.compile(
    r"""(?! United | Wales )
      (?: A | Advice | All | Although | An | Any | As | At | Because | Before | Both | By | Clear | During | Each
        | Every | Few | Fewer | For | From | Good | He | High | How | If | In | It | Less | Little | Local | Long | Low
        | Many | More | Most | New | No | Not | On | Open | Our | Peer | People | Poor | She | Short | Small | Some
        | Staff | Strong | That | The | Their | There | They | This | Those | Time | Trust | Under | Until | We | Weak
        | What | When | Where | Whether | While | Who | With | Within | Without | You | Your
        | [A-Z][a-z]+ (?: [^aiu]s | ing | ed | [st]ion | ment | ity | ness | [ae]nce | ship | able | ful | less | ice)
        | [A-Z][a-z]+ (?= \s (?: of | to | between) \s)
      )(?! [\w'’-] | \s [A-Z] | \s \w+ \s [A-Z])""",
    re.VERBOSE,
)
LETTERS = {role.id: role.letter for role in (_INTERVENTION, _STRATEGY, _CONTEXT, _ACTOR, *_CORE)}


def roles(template: str) -> tuple[Role, ...]:
    """The roles of a template (CMO, ICMO, SCMO or ICAMO) in the order they are told; KeyError for any other."""
    return _TEMPLATES[template]


def codes(parts: Sequence[Part]) -> list[str]:
    """The short name of each part, "C1", "M2", numbered by letter in the order given."""
    seen: Counter[str] = Counter()
    names = []
    for part in parts:
        letter = LETTERS[part.role]
        seen[letter] += 1
        names.append(f"{letter}{seen[letter]}")
    return names


def lacks(template: str, parts: Sequence[Part], documents: int, sought_against: bool) -> list[str]:
    """What a configuration still lacks, in plain words, the weightiest first; empty when nothing does.

    `documents` counts the distinct documents that speak for it; `sought_against` says whether any passage against it or
    refining it is attached. Parts of blank text count as missing.
    """
    told = [part for part in parts if _words(part)]
    missing = [_missing(letter, template, {part.role for part in told}) for letter in _letters(template)]
    unquoted = [f"no quotation for {code}" for code, part in zip(codes(told), told, strict=True) if not part.quotations]
    evidence = []
    if documents == 0 and told:
        evidence.append("no source")
    elif documents == 1:
        evidence.append("single source")
    if told and not sought_against:
        evidence.append("nothing sought against it")
    return [*filter(None, missing), *unquoted, *evidence]


def label(template: str, parts: Sequence[Part]) -> str:
    """One word or two on completeness: "complete", "partial: C–M", or "empty".

    A mechanism is there when its resource or its response is: either may be undetermined.
    """
    letters = _letters(template)
    present = {LETTERS[part.role] for part in parts if _words(part)}
    if not present:
        return "empty"
    if present.issuperset(letters):
        return "complete"
    return "partial: " + "–".join([*(each for each in letters if each in present), *sorted(present - set(letters))])


def statement(parts: Sequence[Part]) -> str:
    """The sentence "If …, then …, because … and so …" in the reviewers' own words; "…" stands for what is missing.

    Only a closing full stop is taken off the words, and the capital of a first word that is hardly a name ("The posts",
    "Access to peers"); "" when there are none. Intervention or strategy and actor lead: "With …, for …, if …".
    """
    words = {role: _listed([_running(_words(part)) for part in parts if part.role == role]) for role in LETTERS}
    if not any(words.values()):
        return ""
    lead = [("with", words["intervention"] or words["strategy"]), ("for", words["actor"])]
    because = " and so ".join(filter(None, [words["resource"], words["response"]]))
    clauses = [f"{link} {told}" for link, told in lead if told]
    clauses += [
        f"{link} {told or '…'}"
        for link, told in [("if", words["context"]), ("then", words["outcome"]), ("because", because)]
    ]
    sentence = ", ".join(clauses)
    return sentence[0].upper() + sentence[1:]


def _running(words: str) -> str:
    """As it reads in the middle of a sentence."""
    return words[0].lower() + words[1:] if _OPENINGS.match(words) else words


def _letters(template: str) -> list[str]:
    return list(dict.fromkeys(role.letter for role in roles(template)))


def _missing(letter: str, template: str, told: set[str]) -> str:
    wanted = [role for role in roles(template) if role.letter == letter and role.id not in told]
    if not wanted:
        return ""
    has_half = any(LETTERS[role] == letter for role in told)
    name = wanted[0].id if has_half else _NAMES[letter]
    return f"no {name} yet: {', '.join(role.asks.rstrip('?') for role in wanted)}?"


def _words(part: Part) -> str:
    return part.text.strip().removesuffix(".").strip()


def _listed(texts: Sequence[str]) -> str:
    told = [text for text in texts if text]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
