"""To whom a stage is shared out, and which citations are given to whom by list."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from reviews.models import Member, Review, User
from studies.forms.selecting import chosen
from studies.models import Citation
from studies.queries.sharing import weights
from studies.queries.workload import StageLoad
from studies.selection import Selection

MOST_PIECES = 500
PIECE = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?")
GIVE, TAKE = "give", "take"


def why() -> forms.CharField:
    return forms.CharField(max_length=2000, label="Why", widget=forms.TextInput)


class ShareForm(forms.Form):
    """One field for the weight of each person who is here and screens."""

    def __init__(
        self, data: Any = None, *, members: Sequence[Member], at: StageLoad | None = None, prefix: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        shared = weights(at.share) if at else {}
        for each in members:
            initial = shared.get(each.user_id, 0 if shared else 1)
            self.fields[f"weight-{each.user_id}"] = forms.FloatField(
                min_value=0, max_value=1000, required=False, label=str(each.user), initial=f"{initial:g}"
            )
        self.fields["reason"] = why()
        self.fields["revision"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=at.share_revision if at else None
        )

    @property
    def shares(self) -> dict[int, float]:
        """By reviewer (the key) what is above 0."""
        said = {name: value for name, value in self.cleaned_data.items() if name.startswith("weight-")}
        return {int(name.removeprefix("weight-")): value for name, value in said.items() if value}

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.shares:
            raise forms.ValidationError("Give at least one person a share, or leave the stage to everybody.")
        return self.cleaned_data


class EverybodyForm(forms.Form):
    reason = why()


class ListForm(forms.Form):
    """Which citations, one of three ways; to whom, or from whom."""

    reviewers = forms.MultipleChoiceField(label="Who", widget=forms.CheckboxSelectMultiple)
    numbers = forms.CharField(
        required=False, max_length=20_000, label="Numbers of citations", help_text="Such as 3, 7-12, 40."
    )
    kept = forms.ModelChoiceField(None, required=False, label="Or a kept filter")
    selected = forms.BooleanField(required=False, label="Or those selected in the list of citations")
    deed = forms.ChoiceField(
        choices=[(GIVE, "Give them to these people"), (TAKE, "Take them back from these people")],
        initial=GIVE,
        label="What",
        widget=forms.RadioSelect,
    )
    reason = why()

    def __init__(
        self, data: Any = None, *, review: Review, viewer: User, members: Sequence[Member], prefix: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["reviewers"].choices = [(each.user_id, str(each.user)) for each in members]
        self.fields["kept"].queryset = review.saved_filters.open_to(viewer)

    def clean_numbers(self) -> list[tuple[int, int]]:
        """Ranges, both ends in them."""
        text = self.cleaned_data["numbers"]
        if re.sub(r"[,;\s]", "", PIECE.sub("", text)):
            raise forms.ValidationError("Write numbers with commas between them, and ranges as 7-12.")
        found = [(int(first), int(last or first)) for first, last in PIECE.findall(text)]
        if len(found) > MOST_PIECES:
            raise forms.ValidationError(f"At most {MOST_PIECES} numbers and ranges: select the citations in the list.")
        return found

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        ways = [said.get("numbers"), said.get("kept"), said.get("selected")]
        if not self.errors and sum(map(bool, ways)) != 1:
            raise forms.ValidationError("Say in one way which citations: by numbers, by a filter, or the selection.")
        return said

    @property
    def who(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["reviewers"]]

    def citations(self, review: Review, viewer: User, selection: Selection) -> QuerySet[Citation]:
        """Those that are meant, as the viewer may find them."""
        said, every = self.cleaned_data, review.citations.standing()
        if said["selected"]:
            return every.filter(chosen(review, viewer, selection))
        if said["kept"]:
            return every.filter(chosen(review, viewer, Selection((said["kept"].query,))))
        within = Q(number__in=[first for first, last in said["numbers"] if first == last])
        for first, last in said["numbers"]:
            within |= Q(number__range=(first, last)) if first < last else Q()
        return every.filter(within)
