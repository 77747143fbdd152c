"""Why a full text is said to be missing, or where it was found."""

from django import forms


class MissingForm(forms.Form):
    why = forms.CharField(max_length=2000, error_messages={"required": "Say where it was sought."})


class FoundForm(forms.Form):
    why = forms.CharField(max_length=2000, required=False)
