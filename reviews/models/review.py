"""A review, its members and the invitations that are still open."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class Template(models.TextChoices):
    """The roles that a configuration has, in the order in which they are told."""

    CMO = "CMO", "context, mechanism, outcome"
    ICMO = "ICMO", "intervention, context, mechanism, outcome"
    SCMO = "SCMO", "strategy, context, mechanism, outcome"
    ICAMO = "ICAMO", "intervention, context, actor, mechanism, outcome"


class Spelling(models.TextChoices):
    BRITISH = "programme", "programme theory"
    AMERICAN = "program", "program theory"


class Purpose(models.TextChoices):
    INTEGRITY = "integrity", "theory integrity: does the theory work as predicted?"
    ADJUDICATION = "adjudication", "adjudication: which rival theory fits best?"
    COMPARISON = "comparison", "comparison: how does it work in different settings?"
    REALITY = "reality", "reality testing: does it work in practice as intended?"


class Role(models.TextChoices):
    LEAD = "lead", "lead"
    REVIEWER = "reviewer", "reviewer"
    ADMIN = "admin", "admin"
    OBSERVER = "observer", "observer"


class ReviewQuerySet(models.QuerySet["Review"]):
    def of(self, user: models.Model) -> "ReviewQuerySet":
        """Reviews in which the user works now; everything else does not exist for him or her."""
        return self.filter(members__user=user, members__left_at=None)


class Review(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    question = models.TextField(blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.INTEGRITY)
    template = models.CharField(max_length=8, choices=Template, default=Template.CMO)
    spelling = models.CharField(max_length=10, choices=Spelling, default=Spelling.BRITISH)
    illustrative = models.BooleanField(default=False, help_text="Made up to show the workbench; no real data.")
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("overview", args=[self.slug])


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> "MemberQuerySet":
        return self.filter(left_at=None)

    def leading(self) -> "MemberQuerySet":
        return self.present().filter(role=Role.LEAD)


class Member(models.Model):
    """One who leaves keeps the row, so votes and coding keep their name."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


def hash_of(token: str) -> str:
    """A token is 32 random bytes, so a plain digest is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime | None = None) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now or timezone.now())

    def by_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=hash_of(token))


class Invitation(models.Model):
    """Only a hash of the link's token is kept: the database alone lets nobody in.

    Without a review it invites to an account alone.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    email = models.EmailField("e-mail")
    role = models.CharField(max_length=10, choices=Role, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.withdrawn_at) and self.expires_at > timezone.now()

    def __str__(self) -> str:
        return f"{self.email} as {self.role or 'account'}"
