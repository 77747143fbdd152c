"""How a stage is screened, as it is chosen."""

from typing import Any

from django import forms

from studies.actions.policies import MOST_PERCENT
from studies.models import Mode, ScreeningPolicy, Settles


class PolicyForm(forms.Form):
    """The percentage belongs to a sample alone."""

    mode = forms.ChoiceField(choices=Mode, widget=forms.RadioSelect, label="Who decides")
    percent = forms.IntegerField(
        min_value=1,
        max_value=MOST_PERCENT,
        required=False,
        label="Percent for a second reviewer",
        help_text="Only for a sample. It is drawn by a stored seed, covers later batches, and only grows when raised.",
    )
    settles = forms.ChoiceField(choices=Settles, widget=forms.RadioSelect, label="Who settles conflicts")
    own_conflicts = forms.BooleanField(required=False, label="A lead may settle conflicts of his or her own vote")
    reason = forms.CharField(max_length=2000, label="Why", widget=forms.TextInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, policy: ScreeningPolicy, prefix: str) -> "PolicyForm":
        names = ("mode", "settles", "own_conflicts")
        told = {name: getattr(policy, name) for name in names}
        return cls(initial=told | {"percent": policy.percent or None, "revision": policy.pk}, prefix=prefix)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("mode") == Mode.SAMPLE and not said.get("percent") and "percent" not in self.errors:
            self.add_error("percent", f"Say how many percent: 1 to {MOST_PERCENT}.")
        said["percent"] = said.get("percent") or 0
        return said
