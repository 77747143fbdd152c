"""What a review is made of before any document is read."""

from reviews.models.accounts import User
from reviews.models.jobs import Job
from reviews.models.numbering import Counter, next_number, next_numbers
from reviews.models.review import Invitation, Member, Review
from reviews.models.theory import TheoryStatement, TheoryVersion
from reviews.models.trail import Event

__all__ = [
    "Counter",
    "Event",
    "Invitation",
    "Job",
    "Member",
    "Review",
    "TheoryStatement",
    "TheoryVersion",
    "User",
    "next_number",
    "next_numbers",
]
