"""The site admin's window on the tables: it changes nothing, since every write is an action.

Votes, and the trail that tells of them, stay out of it: who administers the site may also screen.
"""

from importlib import import_module
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import ForeignKey, JSONField, QuerySet, TextField
from django_tasks_db.models import DBTaskResult

from reviews.models import Event, Invitation, Job, Member, Review, TheoryStatement, TheoryVersion, User

SECRETS = ("password", "token_hash")
COLUMNS = 8


class ReadOnly(admin.ModelAdmin):
    """Shows the short fields in the list and all but the secret ones on the page; the other apps use it too."""

    exclude = SECRETS
    list_per_page = 50

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_list_display(self, request: Any) -> list[str]:
        fields = self.model._meta.concrete_fields
        short = [each.name for each in fields if not isinstance(each, TextField | JSONField)]
        return [name for name in short if name not in SECRETS][:COLUMNS]

    def get_list_select_related(self, request: Any) -> list[str]:
        return [each.name for each in self.model._meta.concrete_fields if isinstance(each, ForeignKey)]


class SiteEvents(ReadOnly):
    """Only what happened outside any review; a review's own trail is read on its page, where blinding holds."""

    def get_queryset(self, request: Any) -> QuerySet[Event]:
        return super().get_queryset(request).filter(review=None)


# Each of these registers forms that write; once they are loaded, they can be taken back.
for theirs in ("allauth.account", "django.contrib.auth", "django_tasks_db"):
    import_module(f"{theirs}.admin")
admin.site.login = secure_admin_login(admin.site.login)
admin.site.unregister([Group, EmailAddress, DBTaskResult])
admin.site.register([User, Review, Member, Invitation, Job, TheoryStatement, TheoryVersion], ReadOnly)
admin.site.register(Event, SiteEvents)
