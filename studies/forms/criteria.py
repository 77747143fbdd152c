"""Criteria as they are typed: reasons and terms one a line."""

from typing import Any

from django import forms

from studies.models import Stage
from studies.queries.criteria import Wording

REASON_LENGTH, MOST_REASONS, MOST_TERMS = 200, 30, 200


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def as_lines(text: str) -> list[str]:
    """Each line once, in order, without empty ones."""
    return list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines()))))


class StageForm(forms.Form):
    """Which stage is looked at; nonsense is the first."""

    stage = forms.ChoiceField(choices=Stage, required=False)

    @property
    def chosen(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("stage") or Stage.TITLE_ABSTRACT.value


class CriteriaForm(forms.Form):
    text = forms.CharField(
        label="What is included, and what is not", required=False, widget=lines(8), max_length=50_000
    )
    reasons_title_abstract = forms.CharField(
        label="Reasons to exclude at title and abstract",
        widget=lines(6),
        help_text="One a line; the first nine have keys.",
    )
    reasons_full_text = forms.CharField(
        label="Reasons to exclude at full text", widget=lines(6), help_text="One a line; the first nine have keys."
    )
    terms_for = forms.CharField(
        label="Terms that speak for a citation",
        required=False,
        widget=lines(5),
        help_text="One a line, marked while screening; * stands for any letters, as in trust*.",
    )
    terms_against = forms.CharField(
        label="Terms that speak against it", required=False, widget=lines(5), help_text="One a line."
    )
    why = forms.CharField(label="Why this version", max_length=2000, widget=forms.TextInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, wording: Wording) -> "CriteriaForm":
        words = wording.criteria
        reasons = {f"reasons_{stage}": "\n".join(labels) for stage, labels in wording.reasons.items()}
        return cls(
            initial={
                "text": words.text,
                "terms_for": words.terms_for,
                "terms_against": words.terms_against,
                "revision": wording.version,
                **reasons,
            }
        )

    def clean(self) -> dict[str, Any]:
        for stage in Stage.values:
            self._at_most(f"reasons_{stage}", MOST_REASONS, "reasons")
        for name in ("terms_for", "terms_against"):
            self._at_most(name, MOST_TERMS, "terms")
        return self.cleaned_data

    def _at_most(self, name: str, most: int, what: str) -> None:
        found = as_lines(self.cleaned_data.get(name, ""))
        if len(found) > most:
            self.add_error(name, f"These are {len(found)} {what}; {most} at most.")
        if any(len(line) > REASON_LENGTH for line in found):
            self.add_error(name, f"One of them is longer than {REASON_LENGTH} characters.")

    @property
    def written(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        return {
            "text": said["text"],
            "reasons": {stage: as_lines(said[f"reasons_{stage}"]) for stage in Stage.values},
            "terms_for": "\n".join(as_lines(said["terms_for"])),
            "terms_against": "\n".join(as_lines(said["terms_against"])),
            "why": said["why"],
            "revision": said["revision"],
        }

    @property
    def told(self) -> str:
        """All of it in words, to be put beside another."""
        names = ("text", *(f"reasons_{stage}" for stage in Stage.values), "terms_for", "terms_against")
        return "\n".join(self.cleaned_data.get(name, "") for name in names)
