"""A flow diagram from boxes and numbers: measured, placed, drawn. Pure: it knows no review."""

from realist_review.diagram.boxes import Band, Box, Line, Row, fold
from realist_review.diagram.drawing import draw
from realist_review.diagram.placing import Placed, place

__all__ = ["Band", "Box", "Line", "Placed", "Row", "draw", "fold", "place"]
