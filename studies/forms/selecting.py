"""Ticks in the list of citations: read from the form, kept in the session, and asked of the database.

They are a person's own and mean nothing to the review, so no action keeps them and no event tells of them.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.db.models import Q, QuerySet

from reviews.models import Review, User
from studies.forms.listing import CitationFilter
from studies.models import Citation
from studies.queries.listing import listed, narrowed
from studies.queries.selecting import numbers, selected
from studies.selection import Selection


class Numbers(forms.Field):
    """Numbers of citations, in one value or several; what is none is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> set[int]:
        words = " ".join(value or ()).split()
        return {int(each) for each in words if each.isdecimal() and each.isascii() and len(each) < 10}


class TicksForm(forms.Form):
    """What the page showed, and what of it was ticked; the filter it showed, and where to go back to."""

    shown = Numbers(required=False)
    chosen = Numbers(required=False)
    query = forms.CharField(required=False)

    def left(self, selection: Selection) -> Selection:
        """The selection as the page leaves it. Raises TooMany."""
        self.is_valid()
        return selection.ticked(self.cleaned_data["shown"], self.cleaned_data["chosen"])


def key(review: Review) -> str:
    return f"selection-{review.pk}"


def found(data: Mapping[str, str], *, review: Review, viewer: User, selection: Selection) -> QuerySet[Citation]:
    """The list that an address asks for, in its order."""
    wanted = CitationFilter(data, review=review).wanted
    rows = listed(review, viewer, wanted)
    return rows.filter(chosen(review, viewer, selection)) if wanted.get("selected") else rows


def chosen(review: Review, viewer: User, selection: Selection) -> Q:
    rules = [CitationFilter(dict(parse_qsl(rule)), review=review).wanted for rule in selection.rules]
    return selected(review, viewer, rules, selection.added, selection.left_out)


def with_all(query: str, *, review: Review, viewer: User, selection: Selection) -> Selection:
    """With all that match the filter. Raises TooMany."""
    form = CitationFilter(dict(parse_qsl(query)), review=review)
    back = numbers(narrowed(review, viewer, form.wanted), selection.left_out)
    return selection.with_all(form.rule, back)
