"""What the list of citations can be narrowed to; a value that makes no sense narrows nothing."""

from typing import Any

from django import forms

from reviews.models import Review
from studies.models import State
from studies.queries.citing import ORDERS

STATES = [("", "any"), *((state.value, state.value.replace("_", " ")) for state in State)]


class CitationFilter(forms.Form):
    q = forms.CharField(required=False, label="Words in title or authors", widget=forms.SearchInput)
    batch = forms.ModelChoiceField(None, required=False, to_field_name="number", empty_label="any")
    state = forms.ChoiceField(required=False, choices=STATES, label="Title and abstract")
    full_text = forms.ChoiceField(required=False, choices=STATES, label="Full text")
    year = forms.RegexField(r"^\d{1,4}$", required=False, widget=forms.TextInput({"inputmode": "numeric", "size": 5}))
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in ORDERS], widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = review.batches.all()

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def narrowed(self) -> bool:
        return any(value for name, value in self.wanted.items() if name != "sort")
