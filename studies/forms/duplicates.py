"""What is said of duplicates, checked before an action sees it."""

from django import forms

from studies.models.matching import Judgement

REASON = {"required": "Say why, in a few words: the trail keeps it."}


def _reason() -> forms.CharField:
    return forms.CharField(label="Why", max_length=2000, error_messages=REASON)


class JudgementForm(forms.Form):
    verdict = forms.ChoiceField(choices=Judgement.choices)


class ApartForm(forms.Form):
    """`seen_in` is the number of the citation in which the record stood when the reader saw it."""

    reason = _reason()
    seen_in = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class TogetherForm(forms.Form):
    one = forms.IntegerField(label="Citation", min_value=1)
    other = forms.IntegerField(label="and citation", min_value=1)
    reason = _reason()
