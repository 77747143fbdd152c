"""Which decisions are opened again, and why."""

from typing import Any

from django import forms

from studies.models import Stage

MOST = 5000


class ReopenForm(forms.Form):
    """`chosen` are numbers of citations."""

    stage = forms.ChoiceField(choices=Stage)
    chosen = forms.CharField(required=False)
    reason = forms.CharField(max_length=2000, error_messages={"required": "Say why it is opened again."})

    def clean(self) -> dict[str, Any]:
        given = self.data.getlist("chosen")
        said = self.cleaned_data
        said["chosen"] = [int(each) for each in given if each.isascii() and each.isdigit()][:MOST]
        if not said["chosen"]:
            raise forms.ValidationError("Choose at least one citation.")
        return said


class CloseForm(forms.Form):
    reason = forms.CharField(max_length=2000, error_messages={"required": "Say why it is closed again."})
