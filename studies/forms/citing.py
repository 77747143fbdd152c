"""What people type about citations: labels, filters to keep, corrected words."""

from typing import Any

from django import forms

from reviews.forms import Opened
from studies.models import FIELDS, Citation, SavedFilter

TALL = {"title": 2, "authors": 2, "abstract": 10, "keywords": 2}


class LabelForm(forms.Form):
    """Which label, and whether it is put on the selected citations or taken off them."""

    name = forms.CharField(max_length=60, error_messages={"required": "Give the label a name."})
    off = forms.BooleanField(required=False)


class SavedFilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ["name", "query", "shared"]
        widgets = {"query": forms.HiddenInput}
        labels = {"name": "Keep it under the name"}


class CorrectionForm(Opened, forms.ModelForm):
    class Meta:
        model = Citation
        fields = list(FIELDS)
        widgets = {
            name: forms.Textarea(attrs={"rows": TALL[name]}) if name in TALL else forms.TextInput for name in FIELDS
        }

    field_order = [*FIELDS, "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why it changes"

    @property
    def words(self) -> dict[str, str]:
        """Of the fields that were changed; how a browser sends line ends, or drops spaces around, is no change."""
        given = {name: "\n".join(self.cleaned_data[name].splitlines()) for name in FIELDS}
        stood = {name: "\n".join(self.initial[name].strip().splitlines()) for name in FIELDS}
        return {name: value for name, value in given.items() if value != stood[name]}


class BackForm(Opened):
    """Which field goes back to what the records say."""

    field = forms.ChoiceField(choices=[(name, name) for name in FIELDS], widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=2000, label="Why", widget=forms.TextInput)
