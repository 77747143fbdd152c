"""allauth's forms in the words of this site: no placeholder repeats a label, and e-mail is written one way."""

from typing import Any

from allauth.account import forms

WORDS = {
    "login": "E-mail",
    "email": "E-mail",
    "password": "Password",
    "remember": "Keep me signed in",
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password again",
}


class Worded:
    """Before the form whose words it changes."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class SignIn(Worded, forms.LoginForm):
    pass


class ChangePassword(Worded, forms.ChangePasswordForm):
    pass


class ForgotPassword(Worded, forms.ResetPasswordForm):
    pass


class NewPassword(Worded, forms.ResetPasswordKeyForm):
    pass


class SetPassword(Worded, forms.SetPasswordForm):
    pass


class Reauthenticate(Worded, forms.ReauthenticateForm):
    pass
