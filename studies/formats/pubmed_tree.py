"""Flattens a PubMed record into values by name, so that what no field takes is kept under a name that tells it."""

from collections.abc import Callable

from lxml import etree

from studies.formats.picking import Named
from studies.formats.xml import is_value, text_of

_INLINE = {"i", "b", "u", "sup", "sub", "math", "a", "em", "strong", "DispFormula"}


def values_of(root: etree._Element) -> Named:
    """Return every value of a record by name, in the order of the file."""
    found: Named = {}
    _gather(root, found)
    return found


def _gather(element: etree._Element, found: Named) -> None:
    for child in element:
        name = child.tag
        if name in _WHOLE:
            _add(found, *_WHOLE[name](child))
        elif name == "AuthorList":
            _gather_authors(child, found)
        elif name == "ReferenceList":
            for cited in child.iter("Reference"):  # a title beside these is not that of the journal
                _add(found, *_together(cited))
        elif is_value(child) or child[0].tag in _INLINE:
            _add(found, name, text_of(child))
        else:
            _gather(child, found)


def _add(found: Named, name: str, value: str) -> None:
    if value := value.strip():
        if name in found:
            found[name].append(value)
        else:
            found[name] = [value]


def _gather_authors(people: etree._Element, found: Named) -> None:
    kind = "Editor" if people.get("Type") == "editors" else "Author"
    if people.get("CompleteYN") == "N":
        _add(found, "AuthorList incomplete", "N")
    for author in people:
        parts = _parts(author)
        _add(found, "former name" if author.get("ValidYN") == "N" else kind, _name(parts))
        for name, text in parts.items():
            if name not in _NAMES:
                _add(found, name, text)


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
    found: Named = {}
    _gather(element, found)
    return {name: "; ".join(" ".join(text.split()) for text in texts) for name, texts in found.items()}


def _date(element: etree._Element) -> tuple[str, str]:
    name = element.get("PubStatus") or element.tag
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
    return element.tag, "; ".join(_parts(element).values())


def _of_kind(attribute: str) -> Callable[[etree._Element], tuple[str, str]]:
    return lambda element: (f"{element.tag} {element.get(attribute) or ''}".strip(), text_of(element))


_WHOLE: dict[str, Callable[[etree._Element], tuple[str, str]]] = {
    **dict.fromkeys(
        ("PubDate", "ArticleDate", "DateCompleted", "DateRevised", "DateCreated", "ContributionDate"), _date
    ),
    **dict.fromkeys(("PubMedPubDate", "BeginningDate", "EndingDate"), _date),
    **dict.fromkeys(("Chemical", "Grant", "DataBank", "Investigator", "Section", "Object"), _together),
    **dict.fromkeys(("PersonalNameSubject", "SupplMeshName", "Item"), _together),
    "AbstractText": _abstract,
    "OtherAbstract": _other_abstract,
    "MeshHeading": _heading,
    "CommentsCorrections": _correction,
    "ELocationID": _of_kind("EIdType"),
    "ArticleId": _of_kind("IdType"),
}
