"""The other publications that a PubMed record names: errata, comments, retractions, other versions."""

import re

from studies.formats import values
from studies.formats.reading import Related

KINDS = {
    "CON": "Comment on",
    "CIN": "Comment in",
    "EIN": "Erratum in",
    "EFR": "Erratum for",
    "CRI": "Corrected and republished in",
    "CRF": "Corrected and republished from",
    "DDIN": "Dataset described in",
    "DRIN": "Dataset use reported in",
    "ECI": "Expression of concern in",
    "ECF": "Expression of concern for",
    "PRIN": "Partial retraction in",
    "PROF": "Partial retraction of",
    "RIN": "Retraction in",
    "ROF": "Retraction of",
    "RPI": "Republished in",
    "RPF": "Republished from",
    "RRI": "Retracted and republished in",
    "RRF": "Retracted and republished from",
    "SPIN": "Summary for patients in",
    "UIN": "Update in",
    "UOF": "Update of",
}
_PMID = re.compile(r"PMID:? ?(\d{1,8})(?!\d)", re.I | re.A)


def named(kind: str, text: str) -> Related:
    """Return the publication that a reference speaks of ("Lancet. 2020;3(1):1. doi: 10.… PMID: 123")."""
    number = _PMID.search(text)
    return Related(kind, number[1] if number else "", values.doi(text), text)
