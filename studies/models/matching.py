"""Pairs of records that matching found and did not join, and what people judged of pairs."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.joins import Pair as Same
from studies.matching import VERSION
from studies.models.citations import Citation, Record

PUT_TOGETHER, TAKEN_APART = "put_together", "taken_apart"
BY_HAND = (PUT_TOGETHER, TAKEN_APART)  # of citations as a whole, not of a pair that was asked about


class PairOutcome(models.TextChoices):
    ASK = "ask", "to judge"
    LINK = "link", "linked"


class MatchKey(models.Model):
    """What a record must share with another to be compared with it: narrow, so that all of them are read at once."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, primary_key=True, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=20, help_text="of the rules")
    keys = models.BinaryField()

    def __str__(self) -> str:
        return f"keys of record {self.record_id}"


class Judgement(models.TextChoices):
    SAME = "same", "the same"
    DIFFERENT = "different", "different"


class Pair(models.Model):
    """Two records of one review; `a` has the smaller key."""

    a = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(default=0, help_text="0 to 100")
    rule = models.CharField(max_length=40, blank=True)
    reasons = models.TextField(blank=True, help_text="in words")

    class Meta:
        abstract = True


class MatchPair(Pair):
    """A question for people, or a link between different works, as a version of the rules found it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="match_pairs")
    outcome = models.CharField(max_length=4, choices=PairOutcome)
    version = models.CharField(max_length=20, help_text="of the rules")
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["a", "b", "outcome"], name="match_pair_once"),
            models.CheckConstraint(name="match_pair_in_order", condition=models.Q(a__lt=models.F("b"))),
        ]
        indexes = [models.Index(fields=["review", "outcome", "-score", "id"], name="match_pair_likely_first")]

    def __str__(self) -> str:
        return f"records {self.a_id} and {self.b_id}"


class ParkedJoin(models.Model):
    """A join that counts no more because a batch of the two is withdrawn; made again when both count again."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="parked_joins")
    to = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", help_text="beside which it stood")
    rule = models.CharField(max_length=40)
    reasons = models.TextField(blank=True, help_text="in words")
    version = models.CharField(max_length=20, blank=True, help_text="of the rules")
    joined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["record", "to"], name="parked_join_once")]

    def __str__(self) -> str:
        return f"join of record {self.record_id} to {self.to_id}"

    @classmethod
    def of(cls, record: Record) -> "ParkedJoin":
        """That by which the record stands where it does."""
        said = {"reasons": record.join_reasons, "version": record.join_version, "joined_at": record.joined_at}
        to = record.joined_to_id or record.citation.first_id
        return cls(record=record, to_id=to, rule=record.join_rule, **said)

    @classmethod
    def found(cls, pair: Same) -> "ParkedJoin":
        """A pair that rules found while one of the two does not count."""
        words = "; ".join(pair.reasons)
        return cls(record_id=pair.a, to_id=pair.b, rule=pair.rule, reasons=words, version=VERSION)


class MatchVerdictQuerySet(models.QuerySet["MatchVerdict"]):
    def standing(self) -> "MatchVerdictQuerySet":
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


class MatchVerdict(Pair):
    """What somebody judged: "different" is never asked again, "same" joined the citations of the two.

    `absorbed` is the citation that thereby ended in another, so that taking the verdict back brings it back.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="match_verdicts")
    verdict = models.CharField(max_length=9, choices=Judgement)
    reason = models.TextField(blank=True)
    absorbed = models.ForeignKey(Citation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects = MatchVerdictQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"], condition=models.Q(withdrawn_at=None), name="match_verdict_stands_once"
            ),
            models.CheckConstraint(name="match_verdict_in_order", condition=models.Q(a__lt=models.F("b"))),
        ]
        indexes = [models.Index(fields=["review", "judged_by", "-id"], name="match_verdict_by_judge")]

    def __str__(self) -> str:
        return f"records {self.a.number} and {self.b.number}: {self.get_verdict_display()}"

    @property
    def words(self) -> str:
        """Why they stand together."""
        return self.reason or f"{self.reasons}; {self.judged_by} judged them the same"
