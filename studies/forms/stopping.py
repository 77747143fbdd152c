"""Which recall a team aims at, and why it stops or goes on."""

from django import forms

from studies.queries.stopping import TARGETS

CHOICES = [(f"{target:.2f}", f"{target:.0%}") for target in TARGETS]


class TargetForm(forms.Form):
    """Nonsense is the first target."""

    target = forms.ChoiceField(choices=CHOICES, required=False, label="Target recall")

    @property
    def chosen(self) -> float:
        self.is_valid()
        return float(self.cleaned_data.get("target") or CHOICES[0][0])


class StopForm(TargetForm):
    reason = forms.CharField(
        label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Say why."}
    )
