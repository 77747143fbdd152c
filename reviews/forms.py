"""What people type about reviews, theory, colleagues and the trail; every form keeps it when something is wrong."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from reviews.models import Review, TheoryStatement, User
from reviews.models.review import Role
from reviews.models.theory import Stage


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Why(forms.Form):
    """The reason that the trail keeps."""

    reason = forms.CharField(label="Why", max_length=2000, widget=forms.TextInput)


class Opened(Why):
    """A form over something that somebody else may save meanwhile."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.ModelForm):
    slug = forms.SlugField(
        label="Address",
        required=False,
        max_length=60,
        help_text="Stands in every link to the review, for good. Left empty, it is made of the title.",
    )

    class Meta:
        model = Review
        fields = ["title", "slug", "question", "purpose", "template", "spelling"]
        widgets = {"title": forms.TextInput, "question": lines(3)}
        labels = {"template": "Elements of a configuration"}
        help_texts = {
            "question": "What works, for whom, in what circumstances, how and why?",
            "purpose": "What the synthesis is to do with the theory.",
        }

    # The action says whether an address is taken, and makes one where none is given.
    def validate_unique(self) -> None:
        """Left to the action."""


class ReviewChanges(Opened, forms.ModelForm):
    class Meta(ReviewForm.Meta):
        fields = ["title", "question", "purpose", "template", "spelling"]

    field_order = [*Meta.fields, "reason"]


class StatementForm(forms.ModelForm):
    class Meta:
        model = TheoryStatement
        fields = ["if_text", "then_text", "because_text", "kind"]
        widgets = {"if_text": lines(2), "then_text": lines(2), "because_text": lines(2)}
        labels = {"if_text": "If", "then_text": "then", "because_text": "because", "kind": "Kind of statement"}


class StatementChanges(Opened, StatementForm):
    field_order = [*StatementForm.Meta.fields, "reason"]


class Freeze(forms.Form):
    narrative = forms.CharField(
        required=False, widget=lines(4), help_text="The theory told in a few sentences, as a reader would hear it."
    )
    stage = forms.ChoiceField(choices=Stage)


class Invite(forms.Form):
    email = forms.EmailField(label="E-mail")
    role = forms.ChoiceField(choices=Role, initial=Role.REVIEWER)


class RoleChange(forms.Form):
    role = forms.ChoiceField(choices=Role)


class Joining(forms.Form):
    """A new colleague's name and password."""

    name = forms.CharField(
        max_length=120,
        help_text="As colleagues know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        strip=False,
        help_text="At least 8 characters; several words are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        user = User(email=self.email, name=given.get("name", ""))
        if password := given.get("password"):
            try:
                validate_password(password, user)
            except ValidationError as wrong:
                self.add_error("password", wrong)
        return given


class TrailFilter(forms.Form):
    """Which events to show; the choices are what the visible ones hold."""

    words = forms.CharField(required=False, label="Words in reason or object", widget=forms.SearchInput)
    who = forms.ChoiceField(required=False)
    verb = forms.ChoiceField(required=False, label="Did what")
    what = forms.ChoiceField(required=False, label="To what")
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in choices.items():
            self.fields[name].choices = [("", "all"), *values]
