"""Opening accounts: by whoever runs the site, or by the person invited."""

from django.db import transaction

from reviews.models import User
from reviews.trail import record


@transaction.atomic
def open_account(
    *, email: str, name: str = "", password: str | None = None, admin: bool = False, by: User | None
) -> User:
    """An account; without a password nobody can sign in to it until an invitation is accepted."""
    user = User.objects.create_user(email, name, password, is_staff=admin, is_superuser=admin)
    record(
        review=None, by=by, verb="opened an account for", about=user, after={"e-mail": user.email, "site admin": admin}
    )
    return user


@transaction.atomic
def complete_account(*, user: User, name: str, password: str, by: User) -> User:
    """The first name and password of an account that was opened without."""
    user.name = name.strip()
    user.set_password(password)
    user.save(update_fields=["name", "password"])
    record(review=None, by=by, verb="completed the account of", about=user, after={"name": user.name})
    return user
