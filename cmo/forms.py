"""What a person types or drops in cmo; every form keeps it when something is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cmo.actions.passages import Words
from cmo.completeness import Role
from cmo.models import Role as RoleName
from cmo.models import Stance
from cmo.models.configurations import Polarity


class TextForm(forms.Form):
    """A text is pasted, or taken from a file: one of the two."""

    words = forms.CharField(
        label="Paste the text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Blank lines part paragraphs.",
    )
    file = forms.FileField(
        label="or take it from a file",
        required=False,
        allow_empty_file=True,
        help_text="A PDF that has text, or TXT.",
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (told.get("words", "").strip() or told.get("file")):
            raise forms.ValidationError("Paste a text or choose a file.")
        if told.get("words", "").strip() and told.get("file"):
            raise forms.ValidationError("Either paste a text or choose a file, not both.")
        return told


class WordsForm(forms.Form):
    """A selection: where it begins and ends in which version of the text, and what stands there."""

    version = forms.IntegerField(min_value=1)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=0)
    exact = forms.CharField(strip=False)

    @property
    def words(self) -> Words:
        told = self.cleaned_data
        return Words(told["start"], told["end"], told["exact"])


class MarkForm(WordsForm):
    """`role` makes a new element, `same` is the role whose last element gets one more quotation."""

    role = forms.ChoiceField(choices=RoleName, required=False)
    same = forms.ChoiceField(choices=RoleName, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not (told["role"] or told["same"]):
            raise forms.ValidationError("Say what the words are: context, resource, response or outcome.")
        return told


class AttachForm(WordsForm):
    stance = forms.ChoiceField(choices=Stance)
    note = forms.CharField(required=False, max_length=2000)


class ConfigurationForm(forms.Form):
    """One field a role; each line of it is an element."""

    title = forms.CharField(
        required=False, max_length=300, help_text="Left empty, it is made of the first words of each part."
    )

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles
        for role in roles:
            self.fields[role.id] = forms.CharField(
                label=role.label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=f"{role.asks.capitalize()} A line for each.",
            )
        self.fields["polarity"] = forms.ChoiceField(
            label="The mechanism", choices=Polarity, initial=Polarity.POSITIVE, widget=forms.RadioSelect
        )

    @property
    def told(self) -> dict[str, Any]:
        """As the actions take it."""
        given = self.cleaned_data
        elements = {role.id: given[role.id].splitlines() for role in self.roles}
        return {"title": given["title"], "polarity": given["polarity"], "elements": elements}


class EditConfigurationForm(ConfigurationForm):
    reason = forms.CharField(label="Why it changes", required=False, max_length=2000, help_text="Kept in the trail.")
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["title", *RoleName.values, "polarity", "reason", "revision"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
