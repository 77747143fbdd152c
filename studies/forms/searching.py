"""Forms of the search page: a round, the search that a file comes from, and how each dropped file is read."""

from dataclasses import fields
from typing import Any

from django import forms

from reviews.models import Review
from studies.formats import FORMATS
from studies.models import FIELDS, Record, SearchRound, StagedFile
from studies.models.searching import Source
from studies.origins import Origin

SAMPLES = 3
IDENTIFYING = {"title", "doi", "pmid"}
COLUMN_HOLDS = [
    ("", "nothing known here: keep it as it is"),
    *((name, str(Record._meta.get_field(name).verbose_name)) for name in FIELDS),
    ("source_id", "the entry’s own number"),
]
ORIGIN = [each.name for each in fields(Origin)]


class RoundForm(forms.ModelForm):
    """Saved by an action; `revision` tells which text the person had before his or her eyes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = SearchRound
        fields = ["why", "where", "gap", "cluster_element", "pearl"]
        widgets = {"why": forms.Textarea({"rows": 2}), "where": forms.Textarea({"rows": 2}), "pearl": forms.TextInput()}

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gap"].queryset = review.statements.standing()
        self.fields["gap"].empty_label = "none: a first or a broad search"
        self.fields["cluster_element"].choices = [("", "none"), *self.fields["cluster_element"].choices[1:]]
        self.initial["revision"] = self.instance.revision

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class OriginForm(forms.Form):
    """The search that a file comes from, as PRISMA-S asks for it."""

    source = forms.ChoiceField(choices=[("", "as the round says"), *Source.choices], required=False, label="Found in")
    database = forms.CharField(max_length=120, required=False, label="Database searched")
    platform = forms.CharField(max_length=120, required=False, label="Platform")
    searched_on = forms.DateField(
        required=False, label="Searched on", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    query = forms.CharField(required=False, label="Query as it was run", widget=forms.Textarea({"rows": 2}))

    @property
    def origin(self) -> Origin:
        return Origin(**{name: self.cleaned_data[name] for name in ORIGIN})


class StagedForm(OriginForm):
    format = forms.ChoiceField(choices=[(each.name, each.label) for each in FORMATS.values()], label="Read it as")
    field_order = ["format"]

    def __init__(self, *args: Any, staged: StagedFile, **kwargs: Any) -> None:
        initial = {name: getattr(staged, name) for name in ("format", *ORIGIN)}
        super().__init__(*args, prefix=f"file-{staged.pk}", initial=initial, **kwargs)
        self.staged = staged

    @property
    def other_format(self) -> bool:
        return "format" in self.changed_data


class ColumnsForm(forms.Form):
    """What each column of a table holds; a column may stay unread, and is kept as it is."""

    def __init__(self, *args: Any, staged: StagedFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = staged.preview["columns"]
        self.named = list(dict.fromkeys(header for header in told["headers"] if header))
        self.samples = [_samples(told, told["headers"].index(header)) for header in self.named]
        for at, header in enumerate(self.named):
            held = told["guessed"].get(header, "")
            field = forms.ChoiceField(choices=COLUMN_HOLDS, required=False, label=header, initial=held)
            self.fields[f"column-{at}"] = field

    @property
    def rows(self) -> list[tuple[str, list[str], forms.BoundField]]:
        return [(header, self.samples[at], self[f"column-{at}"]) for at, header in enumerate(self.named)]

    @property
    def mapping(self) -> dict[str, str]:
        """The field of each header, empty where it is none."""
        return {header: self.cleaned_data[f"column-{at}"] for at, header in enumerate(self.named)}

    def clean(self) -> None:
        if not IDENTIFYING & set(self.mapping.values()):
            raise forms.ValidationError("Say which column holds the title; without titles a DOI or a PMID will do.")


def _samples(told: dict[str, Any], at: int) -> list[str]:
    values = (row[at].strip() for row in told["rows"] if at < len(row))
    return list(dict.fromkeys(value for value in values if value))[:SAMPLES]
