"""Beginning a review and changing what it is about."""

from django.db import IntegrityError, transaction

from reviews.actions import NotPossible
from reviews.models import Member, Review, User
from reviews.models.review import Purpose, Role, Spelling, Template
from reviews.queries import free_slug
from reviews.revisions import changed, opened
from reviews.trail import record, stated


class SlugTaken(NotPossible):
    pass


@transaction.atomic
def create_review(
    *,
    title: str,
    slug: str = "",
    question: str = "",
    purpose: str = Purpose.INTEGRITY,
    template: str = Template.CMO,
    spelling: str = Spelling.BRITISH,
    illustrative: bool = False,
    by: User,
) -> Review:
    """A review with its maker as lead; without a slug one is made from the title. Raises SlugTaken."""
    slug = slug or free_slug(title)
    what = {"title": title, "question": question, "purpose": purpose, "template": template, "spelling": spelling}
    try:
        with transaction.atomic():
            review = Review.objects.create(slug=slug, illustrative=illustrative, **what)
    except IntegrityError:
        raise SlugTaken(f"Another review has the address “{slug}”. Choose another.") from None
    Member.objects.create(review=review, user=by, role=Role.LEAD)
    record(review=review, by=by, verb="began", about=review, after={name: str(value) for name, value in what.items()})
    return review


@transaction.atomic
def edit_review(
    *,
    review: Review,
    revision: int,
    title: str,
    question: str,
    purpose: str,
    template: str,
    spelling: str,
    reason: str,
    by: User,
) -> Review:
    """Raises Stale when somebody saved it since `revision`, ReasonMissing. The address stays as it is."""
    new = {"title": title, "question": question, "purpose": purpose, "template": template, "spelling": spelling}
    found = opened(Review.objects.all(), review.pk, revision)
    before, after = changed(found, new)
    if not after:
        found.revision = revision
        return found
    found.save(update_fields=[*after, "revision"])
    record(review=found, by=by, verb="edited", about=found, reason=stated(reason), before=before, after=after)
    return found


@transaction.atomic
def readdress_review(*, review: Review, slug: str, reason: str, by: User) -> Review:
    """Give the review another address; links to the old one end. Raises SlugTaken, ReasonMissing."""
    if Review.objects.exclude(pk=review.pk).filter(slug=slug).exists():
        raise SlugTaken(f"Another review has the address “{slug}”. Choose another.")
    before, after = changed(review, {"slug": slug})
    review.save(update_fields=["slug"])
    record(
        review=review,
        by=by,
        verb="gave a new address to",
        about=review,
        reason=stated(reason),
        before=before,
        after=after,
    )
    return review
