"""Work in the background, as its owner sees it: how far it is, whether it still lives, what went wrong."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from reviews.models.review import Review


class JobState(models.TextChoices):
    QUEUED = "queued", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


EXPORT, LEARN_ORDER = "export", "learn_order"
OWN = (EXPORT, LEARN_ORDER)  # kinds of work that are nobody else's business: they tell of votes
ENDED = [JobState.DONE, JobState.FAILED, JobState.CANCELLED]


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> "JobQuerySet":
        return self.exclude(state__in=ENDED)

    def open_to(self, user: object) -> "JobQuerySet":
        """All but what others have made for themselves, or what is made because they voted."""
        return self.filter(~models.Q(kind__in=OWN) | models.Q(created_by=user))

    def files_of(self, user: object) -> "JobQuerySet":
        """The files that this person had made, the newest first."""
        return self.filter(kind=EXPORT, created_by=user)


class Job(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, related_name="jobs")
    kind = models.CharField(max_length=40)
    key = models.CharField(
        max_length=120,
        blank=True,
        help_text="Two jobs of one kind and key do the same work: the second is the first.",
    )
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    payload = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]) & ~models.Q(key=""),
                name="job_underway_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def stamp(self) -> str:
        """Differs whenever there is something new to show."""
        return f"{self.state}-{self.done}-{self.total}-{int(self.cancel_requested)}-{self.attempt}"

    @property
    def unit(self) -> str:
        """Of what `done` and `total` count, where that is not plain."""
        return str(self.payload.get("unit", ""))

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0
