"""Forms of the search page: a round, and how each dropped file should be read."""

from typing import Any

from django import forms

from reviews.models import Review
from studies.formats import FORMATS
from studies.models import SearchRound, StagedFile


class RoundForm(forms.ModelForm):
    """Saved by an action; `revision` tells which text the person had before his or her eyes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = SearchRound
        fields = ["why", "where", "gap", "cluster_element"]
        widgets = {"why": forms.Textarea({"rows": 2}), "where": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gap"].queryset = review.statements.standing()
        self.fields["gap"].empty_label = "none: a first or a broad search"
        self.fields["cluster_element"].choices = [("", "none"), *self.fields["cluster_element"].choices[1:]]
        self.initial["revision"] = self.instance.revision

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class StagedForm(forms.Form):
    format = forms.ChoiceField(choices=[(each.name, each.label) for each in FORMATS.values()], label="Read it as")
    database = forms.CharField(max_length=120, required=False, label="Database searched")

    def __init__(self, *args: Any, staged: StagedFile, **kwargs: Any) -> None:
        initial = {"format": staged.format, "database": staged.database}
        super().__init__(*args, prefix=f"file-{staged.pk}", initial=initial, **kwargs)
        self.staged = staged

    @property
    def other_format(self) -> bool:
        return "format" in self.changed_data
