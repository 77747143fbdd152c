"""What is typed while screening and settling, checked before an action sees it."""

from typing import Any

from django import forms

from studies.models import Order, Verdict
from studies.queries.queue import SHOWN
from studies.queries.screening import OTHER

CHOOSE = "Choose include, unsure or exclude."
VERDICTS = [(each.value, each.label) for each in (Verdict.INCLUDE, Verdict.UNSURE, Verdict.EXCLUDE)]
OUTCOMES = [(each.value, each.label) for each in (Verdict.INCLUDE, Verdict.EXCLUDE)]


class DecisionForm(forms.Form):
    """A reason belongs to an exclusion alone; it is one of the criteria's, or the reviewer's own words."""

    verdict = forms.ChoiceField(choices=VERDICTS, error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE))
    reason = forms.CharField(required=False, max_length=500)
    other = forms.CharField(required=False, max_length=500)
    note = forms.CharField(required=False, max_length=10_000)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        other = said.pop("other", "")
        if said.get("reason") == OTHER:
            said["reason"] = other
        if said.get("verdict") != Verdict.EXCLUDE:
            said["reason"] = ""
        elif not said.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Choose why it is excluded, or say it in your own words.")
        return said


class QueueFilter(forms.Form):
    """What of the queue is shown; nonsense shows everything."""

    show = forms.ChoiceField(choices=list(SHOWN.items()), required=False, label="Show")
    find = forms.CharField(required=False, max_length=200, label="Find in queue")

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class OrderForm(forms.Form):
    order = forms.ChoiceField(choices=Order.choices)


class ScreenedLabelForm(forms.Form):
    """A label for the citation in front, or one to take off."""

    name = forms.CharField(label="Label", max_length=60)
    off = forms.BooleanField(required=False)


class SettlementForm(forms.Form):
    outcome = forms.ChoiceField(choices=OUTCOMES, error_messages={"required": "Choose include or exclude."})
    reason = forms.CharField(
        label="Why",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-key": "n", "data-key-label": "Write why"}),
        help_text="Both reviewers can read it.",
        error_messages={"required": "Say why, so that both reviewers can follow it."},
    )
    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
