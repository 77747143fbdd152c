"""Explanations, and the drawn shape of the theory that they make."""

from synthesis.models.explanations import Drive, Explanation, Membership
from synthesis.models.figures import TheoryLayout

__all__ = ["Drive", "Explanation", "Membership", "TheoryLayout"]
