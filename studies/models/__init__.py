"""Citations from the search to the document, and what reviewers decided on the way."""

from studies.models.bibliographic import FIELDS, Bibliographic
from studies.models.citations import Citation, Record
from studies.models.documents import Document, DocumentFile
from studies.models.screening import Criteria, Decision, ExclusionReason, Resolution, Stage, State, Verdict
from studies.models.searching import Batch, RejectedEntry, SearchRound, StagedFile

__all__ = [
    "FIELDS",
    "Batch",
    "Bibliographic",
    "Citation",
    "Criteria",
    "Decision",
    "Document",
    "DocumentFile",
    "ExclusionReason",
    "Record",
    "RejectedEntry",
    "Resolution",
    "SearchRound",
    "Stage",
    "StagedFile",
    "State",
    "Verdict",
]
