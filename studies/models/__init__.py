"""Citations from the search to the document, and what reviewers decided on the way."""

from studies.models.bibliographic import FIELDS, Bibliographic
from studies.models.carrying import CarriedLabels
from studies.models.citations import Citation, Record
from studies.models.documents import Document, DocumentFile
from studies.models.filters import SavedFilter
from studies.models.labels import CitationLabel, Label, Labelling
from studies.models.matching import MatchKey, MatchPair, MatchVerdict, ParkedJoin
from studies.models.screening import Criteria, Decision, ExclusionReason, Resolution, Stage, State, Verdict
from studies.models.searching import Batch, RejectedEntry, SearchRound
from studies.models.staging import ColumnMapping, StagedFile

__all__ = [
    "FIELDS",
    "Batch",
    "Bibliographic",
    "CarriedLabels",
    "Citation",
    "CitationLabel",
    "ColumnMapping",
    "Criteria",
    "Decision",
    "Document",
    "DocumentFile",
    "ExclusionReason",
    "Label",
    "Labelling",
    "MatchKey",
    "MatchPair",
    "MatchVerdict",
    "ParkedJoin",
    "Record",
    "RejectedEntry",
    "Resolution",
    "SavedFilter",
    "SearchRound",
    "Stage",
    "StagedFile",
    "State",
    "Verdict",
]
