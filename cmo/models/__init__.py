"""Texts, the passages marked in them, and the configurations that passages speak for or against."""

from cmo.models.configurations import Configuration, Element, Role
from cmo.models.evidence import Evidence, Stance, TrayItem
from cmo.models.passages import Passage
from cmo.models.texts import Block, DocumentText

__all__ = ["Block", "Configuration", "DocumentText", "Element", "Evidence", "Passage", "Role", "Stance", "TrayItem"]
