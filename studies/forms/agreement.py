"""Which of the citations that two reviewers judged are listed."""

from typing import Any

from django import forms

from studies.models import Verdict

SAID = [("", "anything"), *((each.value, each.label) for each in (Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE))]


class WantedForm(forms.Form):
    """Addresses that links carry; what cannot be read asks for nothing."""

    first = forms.ChoiceField(choices=SAID, required=False)
    second = forms.ChoiceField(choices=SAID, required=False)
    unsure = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, empty_value=None, strip=False)
    given = forms.ChoiceField(choices=[(each, each) for each in ("both", "first", "second")], required=False)
    block = forms.IntegerField(min_value=1, required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
        if "given" in said and "reason" not in said:
            said["reason"] = ""
        return said
