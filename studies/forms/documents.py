"""What a person types about a document."""

from django import forms

from studies.models.documents import Priority


class PriorityForm(forms.Form):
    """Prioritised is not included: each of the three answers has its reason."""

    priority = forms.ChoiceField(
        choices=[
            (Priority.PRIORITISED, "Prioritise"),
            (Priority.LEFT, "Leave"),
            (Priority.OPEN, "Not yet decided"),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Relevance, richness, rigour: what decides. It stands in the report.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
