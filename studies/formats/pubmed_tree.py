"""Flattens a PubMed record into values by name, so that what no field takes is kept under a name that tells it."""

from collections.abc import Callable, Iterator

from lxml import etree

from studies.formats.picking import Named
from studies.formats.xml import is_value, local, text_of

_INLINE = {"i", "b", "u", "sup", "sub", "math", "a", "em", "strong", "DispFormula"}


def values_of(root: etree._Element) -> Named:
    """Return every value of a record by name, in the order of the file."""
    found: Named = {}
    for name, value in _values(root):
        if value := value.strip():
            found.setdefault(name, []).append(value)
    return found


def _values(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        name = local(child)
        if name in _WHOLE:
            yield _WHOLE[name](child)
        elif name == "AuthorList":
            yield from _authors(child)
        elif is_value(child) or local(child[0]) in _INLINE:
            yield name, text_of(child)
        else:
            yield from _values(child)


def _authors(people: etree._Element) -> Iterator[tuple[str, str]]:
    kind = "Editor" if people.get("Type") == "editors" else "Author"
    if people.get("CompleteYN") == "N":
        yield "AuthorList incomplete", "N"
    for author in people:
        parts = _parts(author)
        yield "former name" if author.get("ValidYN") == "N" else kind, _name(parts)
        yield from ((name, text) for name, text in parts.items() if name not in _NAMES)


_NAMES = frozenset(("CollectiveName", "LastName", "ForeName", "FirstName", "MiddleName", "Initials", "Suffix"))


def _name(parts: dict[str, str]) -> str:
    """ "Family, Given Suffix", as PubMed's text format writes it; a group as it is."""
    if group := parts.get("CollectiveName"):
        return group
    given = parts.get("ForeName") or " ".join(filter(None, map(parts.get, ("FirstName", "MiddleName"))))
    given = " ".join(filter(None, (given or parts.get("Initials"), parts.get("Suffix"))))
    return ", ".join(filter(None, (parts.get("LastName"), given)))


def _parts(element: etree._Element) -> dict[str, str]:
    """The texts of the leaves of an element by name, those of one name together."""
    found: dict[str, str] = {}
    for name, text in _values(element):
        if text := " ".join(text.split()):
            found[name] = f"{found[name]}; {text}" if name in found else text
    return found


def _date(element: etree._Element) -> tuple[str, str]:
    name = element.get("PubStatus") or local(element)
    return name, "-".join(text for part in element if (text := text_of(part).strip()))


def _abstract(element: etree._Element) -> tuple[str, str]:
    label = (element.get("Label") or "").strip()
    text = " ".join(text_of(element).split())
    return "AbstractText", f"{label}: {text}" if label and label.upper() != "UNLABELLED" and text else text


def _other_abstract(element: etree._Element) -> tuple[str, str]:
    return "OtherAbstract", "\n".join(text for child in element if (text := _abstract(child)[1]))


def _heading(element: etree._Element) -> tuple[str, str]:
    """ "Descriptor/qualifier/qualifier", as PubMed's text format writes it."""
    return "MeshHeading", "/".join(" ".join(text_of(part).split()) for part in element)


def _correction(element: etree._Element) -> tuple[str, str]:
    parts = _parts(element)
    pmid = f"PMID: {parts['PMID']}" if "PMID" in parts else ""
    told = (text.rstrip(". ") for text in (parts.get("RefSource"), parts.get("Note"), pmid) if text)
    return f"CommentsCorrections {element.get('RefType') or 'Other'}", ". ".join(told)


def _together(element: etree._Element) -> tuple[str, str]:
    return local(element), "; ".join(_parts(element).values())


def _of_kind(attribute: str) -> Callable[[etree._Element], tuple[str, str]]:
    return lambda element: (f"{local(element)} {element.get(attribute) or ''}".strip(), text_of(element))


_WHOLE: dict[str, Callable[[etree._Element], tuple[str, str]]] = {
    **dict.fromkeys(
        ("PubDate", "ArticleDate", "DateCompleted", "DateRevised", "DateCreated", "ContributionDate"), _date
    ),
    **dict.fromkeys(("PubMedPubDate", "BeginningDate", "EndingDate"), _date),
    **dict.fromkeys(("Reference", "Chemical", "Grant", "DataBank", "Investigator", "Section", "Object"), _together),
    **dict.fromkeys(("PersonalNameSubject", "SupplMeshName", "Item"), _together),
    "AbstractText": _abstract,
    "OtherAbstract": _other_abstract,
    "MeshHeading": _heading,
    "CommentsCorrections": _correction,
    "ELocationID": _of_kind("EIdType"),
    "ArticleId": _of_kind("IdType"),
}
