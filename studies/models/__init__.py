"""Citations from the search to the document, and what reviewers decided on the way."""

from studies.models.bibliographic import FIELDS, Bibliographic
from studies.models.calibration import CalibrationRound
from studies.models.carrying import CarriedLabels
from studies.models.citations import Citation, Record
from studies.models.documents import Document, DocumentFile
from studies.models.filters import SavedFilter
from studies.models.labels import CitationLabel, Label, Labelling
from studies.models.matching import MatchKey, MatchPair, MatchVerdict, ParkedJoin
from studies.models.policies import Mode, ScreeningPolicy, Settles
from studies.models.queues import Lease, Order, OrderChoice, Ranking, RankingIndex
from studies.models.reopening import Reopening
from studies.models.retrieval import MissingText
from studies.models.screening import (
    Criteria,
    Decision,
    ExclusionReason,
    Proposal,
    Resolution,
    Stage,
    State,
    Verdict,
)
from studies.models.searching import Batch, RejectedEntry, SearchRound
from studies.models.staging import ColumnMapping, StagedFile
from studies.models.stopping import ScreeningStop
from studies.models.workload import Assignment, ShareOut

__all__ = [
    "FIELDS",
    "Assignment",
    "Batch",
    "Bibliographic",
    "CalibrationRound",
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
    "Lease",
    "MatchKey",
    "MatchPair",
    "MatchVerdict",
    "MissingText",
    "Mode",
    "Order",
    "OrderChoice",
    "ParkedJoin",
    "Proposal",
    "Ranking",
    "RankingIndex",
    "Record",
    "RejectedEntry",
    "Reopening",
    "Resolution",
    "SavedFilter",
    "ScreeningPolicy",
    "ScreeningStop",
    "SearchRound",
    "Settles",
    "ShareOut",
    "Stage",
    "StagedFile",
    "State",
    "Verdict",
]
