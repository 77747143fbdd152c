"""Forms of the page of a batch: its search, entries to be mended, and whose votes the labels in its file are."""

from dataclasses import fields
from typing import Any

from django import forms

from reviews.access import Capability, may
from reviews.models import Review, User
from studies.actions.carrying import Whose
from studies.models import Batch, Stage
from studies.origins import Origin
from studies.queries.carrying import Labelled


class BatchForm(forms.ModelForm):
    """The search that the batch comes from; `revision` tells which words the person had before his or her eyes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = Batch
        fields = ["source", "database", "platform", "searched_on", "query"]
        labels = {"database": "Database searched", "searched_on": "Searched on", "query": "Query as it was run"}
        widgets = {
            "searched_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "query": forms.Textarea({"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "as the round says"), *self.fields["source"].choices[1:]]
        self.initial["revision"] = self.instance.revision

    @property
    def origin(self) -> Origin:
        return Origin(**{each.name: self.cleaned_data[each.name] for each in fields(Origin)})


class MendForm(forms.Form):
    raw = forms.CharField(strip=False, label="The entry", widget=forms.Textarea({"rows": 8, "spellcheck": "false"}))


class MendedFileForm(forms.Form):
    file = forms.FileField(label="Mended file")


class WhoseForm(forms.Form):
    """For each reviewer whose labels the file carries: the member whose votes they are, and the stage."""

    def __init__(self, *args: Any, review: Review, labels: list[Labelled], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [each for each in labels if not each.carried and each.votes]
        present = review.members.select_related("user").order_by("user__name", "pk")
        self.people: dict[str, User] = {
            str(each.user_id): each.user for each in present if may(each, Capability.SCREEN)
        }
        people = [("", "nobody’s: leave them as notes"), *((key, str(user)) for key, user in self.people.items())]
        for at, each in enumerate(self.offered):
            self.fields[f"member-{at}"] = forms.ChoiceField(choices=people, required=False, label="Votes of")
            stages = [(each.stage, each.stage_label)] if each.stage else Stage.choices
            self.fields[f"stage-{at}"] = forms.ChoiceField(choices=stages, label="At")

    @property
    def rows(self) -> list[tuple[Labelled, forms.BoundField, forms.BoundField]]:
        return [(each, self[f"member-{at}"], self[f"stage-{at}"]) for at, each in enumerate(self.offered)]

    @property
    def whose(self) -> list[Whose]:
        said = self.cleaned_data
        return [
            Whose(each, self.people[member], said[f"stage-{at}"])
            for at, each in enumerate(self.offered)
            if (member := said[f"member-{at}"])
        ]
