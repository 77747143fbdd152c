"""A calibration round as it is asked for: who, at which stage, of which citations."""

from typing import Any

from django import forms

from reviews.models import Review
from studies.actions.calibration import MOST
from studies.models import Stage
from studies.queries.calibration import screeners


class CalibrationForm(forms.Form):
    """Numbers that are typed go before a number to draw."""

    stage = forms.ChoiceField(choices=Stage, widget=forms.RadioSelect, initial=Stage.TITLE_ABSTRACT)
    reviewers = forms.ModelMultipleChoiceField(
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose two reviewers or more."},
    )
    count = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        required=False,
        initial=20,
        label="How many citations",
        help_text="Drawn by a stored seed among those that nobody has closed.",
    )
    numbers = forms.CharField(
        required=False, label="Or these citations", help_text="Numbers, with spaces or commas between them."
    )
    reason = forms.CharField(max_length=2000, label="Why", widget=forms.TextInput)

    def __init__(self, review: Review, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reviewers"].queryset = screeners(review)

    def clean_reviewers(self) -> Any:
        chosen = self.cleaned_data["reviewers"]
        if len(chosen) < 2:
            raise forms.ValidationError("Choose two reviewers or more.")
        return chosen

    def clean_numbers(self) -> list[int]:
        words = self.cleaned_data["numbers"].replace(",", " ").replace(";", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 10 for word in words):
            raise forms.ValidationError("Write the numbers of citations, such as 3, 17, 240.")
        if len(words) > MOST:
            raise forms.ValidationError(f"A round has {MOST} citations at most.")
        return [int(word) for word in words]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("numbers") and not said.get("count") and not self.errors:
            self.add_error("count", "Say how many citations are drawn, or name their numbers.")
        said["count"] = said.get("count") or 0
        return said


class CloseCalibrationForm(forms.Form):
    reason = forms.CharField(max_length=2000, error_messages={"required": "Say what came of it: the trail keeps it."})
