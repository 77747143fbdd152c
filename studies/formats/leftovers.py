"""What no field of an entry shows, kept verbatim under its tag."""

from collections.abc import Callable
from functools import cache
from sys import intern

from studies.formats import values
from studies.formats.roles import Roles, Tags

Fields = dict[str, str]
_Left = Callable[[list[str], Fields], list[str]]


def unknown(tags: Tags, fields: Fields, roles: Roles) -> Tags:
    """Return the values that no field shows, by tag and in the order of the file."""
    rules = _rules(roles)
    shown = set(fields.values())
    left: Tags = {}
    for tag, found in tags.items():
        rule = rules.get(tag, _every)
        if rule is None or (len(found) == 1 and rule is not _every and found[0] in shown):
            continue
        if kept := rule(found, fields):
            left[tag] = [intern(value) if len(value) < 20 else value for value in kept]
    return left


@cache
def _rules(roles: Roles) -> dict[str, _Left | None]:
    """How each tag of a dialect is shown; None where always as a whole."""
    by_role: tuple[tuple[tuple[str, ...], _Left | None], ...] = (
        ((*roles.title, *roles.book, *roles.short, *roles.translated, *roles.container), _not_shown),
        ((*roles.misc, *roles.volume, *roles.issue, *roles.id), _not_shown),
        (roles.kind, _later),
        (roles.editors, _every),
        (roles.dates, _dates),
        ((*roles.start, *roles.end), _pages),
        (roles.doi, _dois),
        (roles.pmid, _not_shown),
        (roles.numbers, _not_numbers),
        (roles.urls, _not_addresses),
        ((*roles.authors, *roles.abstract, *roles.keywords, *roles.language, *roles.related, *roles.shown), None),
    )
    return {tag: rule if tag[0] != "=" else None for tags, rule in by_role for tag in tags}


def _every(found: list[str], _fields: Fields) -> list[str]:
    return [value for value in found if value]


def _later(found: list[str], _fields: Fields) -> list[str]:
    return [value for value in found[1:] if value and value != found[0]]


def _not_shown(found: list[str], fields: Fields) -> list[str]:
    shown = fields.values()
    return [v for v in found if v and v not in shown and values.prose(v) not in shown]


def _dates(found: list[str], fields: Fields) -> list[str]:
    year = fields.get("year", "")
    return [v for v in dict.fromkeys(found) if v and v != year and v.strip("/ ") != year]


def _pages(found: list[str], fields: Fields) -> list[str]:
    pages = fields.get("pages", "")
    return [v for v in found if v and v not in pages and values.pages(v) not in pages]


def _dois(found: list[str], fields: Fields) -> list[str]:
    doi = fields.get("doi", "")
    room = len(doi) + 25  # an address or a name before it, and no more
    return [v for v in found if v and not (doi and len(v) < room and (doi in v.lower() or values.doi(v) == doi))]


def _not_numbers(found: list[str], _fields: Fields) -> list[str]:
    return [v for v in found if v and not values.numbers((v,))]


def _not_addresses(found: list[str], _fields: Fields) -> list[str]:
    return [v for v in found if v and v[:4] != "http" and not values.addresses((v,))]
