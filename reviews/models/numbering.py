"""Numbers that people see: 1, 2, 3 within one review, whatever the database's own keys are."""

from django.db import models

from reviews.models.review import Review


class Counter(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="counters")
    kind = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "kind"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.last}"


def next_numbers(review: Review, kind: str, count: int) -> range:
    """The next `count` numbers of that kind; call inside a transaction, which holds the counter until it ends."""
    Counter.objects.get_or_create(review=review, kind=kind)
    counter = Counter.objects.select_for_update().get(review=review, kind=kind)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)


def next_number(review: Review, kind: str) -> int:
    return next_numbers(review, kind, 1)[0]
