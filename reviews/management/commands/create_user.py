"""`manage.py create_user`: an account, with a password from the environment or a link to set one."""

import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from reviews.actions.accounts import open_account
from reviews.actions.invitations import invite_to_account
from reviews.commands import WorkbenchCommand
from reviews.models import User


class Command(WorkbenchCommand):
    help = "Open an account; without a password, print the link by which its owner sets one."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address to sign in with")
        parser.add_argument("--name", default="", metavar="N", help="the name colleagues see")
        parser.add_argument("--admin", action="store_true", help="an admin of the site, who may look at /admin/")
        parser.add_argument("--password-env", metavar="VAR", help="the environment variable that holds the password")

    def run(self, *, email: str, name: str, admin: bool, password_env: str | None, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email).first()
        created = user is None
        if user is None:
            user = self._open(email, name, admin, password_env)
        link = "" if user.has_usable_password() else invite_to_account(user=user, by=None).link
        sentence = f"{user.email}: {'an account is open' if created else 'there was an account already'}."
        if link:
            sentence += f" Its owner sets a password here, within 14 days:\n{link}"
        self.answer({"email": user.email, "created": created, "link": link}, sentence)

    def _open(self, email: str, name: str, admin: bool, password_env: str | None) -> User:
        password = os.environ.get(password_env, "") if password_env else None
        if password == "":
            raise self.refuse(f"The environment variable {password_env} is empty, so there is no password to set.")
        try:
            validate_email(email)
            if password:
                validate_password(password, User(email=email, name=name))
        except ValidationError as wrong:
            raise self.refuse(" ".join(wrong.messages)) from None
        return open_account(email=email, name=name, password=password, admin=admin, by=None)
