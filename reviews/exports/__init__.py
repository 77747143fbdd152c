"""Everything that leaves the workbench as a table: one registry, filled by every app, and its writers."""

from reviews.exports.registry import Asked, Column, Export, export, exports, get
from reviews.exports.writers import FORMATS, formats, in_background, pieces, write

__all__ = [
    "FORMATS",
    "Asked",
    "Column",
    "Export",
    "export",
    "exports",
    "formats",
    "get",
    "in_background",
    "pieces",
    "write",
]
