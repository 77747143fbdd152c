"""Everything that leaves the workbench as a table: one registry, filled by every app, and its writers."""

from reviews.exports.registry import Column, Export, export, exports, get
from reviews.exports.writers import FORMATS, formats, write

__all__ = ["FORMATS", "Column", "Export", "export", "exports", "formats", "get", "write"]
