"""What a person types about explanations."""

from django import forms

from reviews.forms import Opened
from synthesis.models import Explanation


class ExplanationForm(forms.ModelForm):
    class Meta:
        model = Explanation
        fields = ["name", "drive", "defining_context", "definition"]
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "defining_context": forms.TextInput,
        }

    # The action says whether a name is taken.
    def validate_unique(self) -> None:
        """Left to the action."""

    def validate_constraints(self) -> None:
        """Left to the action."""


class EditExplanationForm(Opened, forms.ModelForm):
    class Meta(ExplanationForm.Meta):
        pass

    field_order = [*Meta.fields, "reason"]


class PlaceForm(forms.Form):
    """`explanation` is a number on screen; empty takes the configuration out."""

    explanation = forms.IntegerField(required=False)


class MoveForm(forms.Form):
    places = forms.IntegerField(min_value=-1000, max_value=1000)
