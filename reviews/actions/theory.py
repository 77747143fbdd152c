"""Writing programme theory: statements that change with a reason, versions that no longer change."""

from django.db import transaction
from django.utils import timezone

from reviews.actions import NotPossible
from reviews.models import Review, TheoryStatement, TheoryVersion, User, next_number
from reviews.models.theory import Kind, Stage
from reviews.revisions import changed, opened
from reviews.trail import record, stated


class NothingToFreeze(NotPossible):
    pass


@transaction.atomic
def write_statement(
    *,
    review: Review,
    if_text: str,
    then_text: str,
    because_text: str = "",
    kind: str = Kind.INITIAL,
    reason: str = "",
    by: User,
) -> TheoryStatement:
    statement = TheoryStatement.objects.create(
        review=review,
        number=next_number(review, "statement"),
        kind=kind,
        if_text=if_text,
        then_text=then_text,
        because_text=because_text,
    )
    record(review=review, by=by, verb="wrote", about=statement, reason=reason, after=statement.told())
    return statement


@transaction.atomic
def edit_statement(
    *,
    statement: TheoryStatement,
    revision: int,
    if_text: str,
    then_text: str,
    because_text: str,
    kind: str,
    reason: str,
    by: User,
) -> TheoryStatement:
    """Raises Stale when somebody saved it since `revision`, ReasonMissing."""
    new = {"if_text": if_text, "then_text": then_text, "because_text": because_text, "kind": kind}
    found = opened(statement.review.statements.all(), statement.pk, revision)
    before = found.told()
    _, after = changed(found, new)
    if not after:
        found.revision = revision
        return found
    found.save(update_fields=[*after, "revision"])
    record(
        review=found.review, by=by, verb="edited", about=found, reason=stated(reason), before=before, after=found.told()
    )
    return found


@transaction.atomic
def retire_statement(*, statement: TheoryStatement, reason: str, by: User) -> TheoryStatement:
    """It no longer stands, and stays readable. Raises ReasonMissing."""
    return _stand(statement, False, "retired", stated(reason), by)


@transaction.atomic
def bring_back_statement(*, statement: TheoryStatement, reason: str, by: User) -> TheoryStatement:
    """Raises ReasonMissing."""
    return _stand(statement, True, "brought back", stated(reason), by)


@transaction.atomic
def freeze_version(
    *, review: Review, narrative: str = "", stage: str = Stage.INITIAL, reason: str = "", by: User
) -> TheoryVersion:
    """The standing statements as they are now, for ever. Raises NothingToFreeze."""
    Review.objects.select_for_update().get(pk=review.pk)
    latest = review.theory_versions.first()
    statements = [each.told() for each in review.statements.standing()]
    snapshot = {"statements": statements}
    if not statements:
        raise NothingToFreeze("There is no statement to freeze. Write one first.")
    if latest and (latest.snapshot, latest.narrative, latest.stage) == (snapshot, narrative, stage):
        raise NothingToFreeze(f"Nothing changed since version {latest.number}.")
    version = TheoryVersion.objects.create(
        review=review,
        number=next_number(review, "theory_version"),
        stage=stage,
        narrative=narrative,
        snapshot=snapshot,
        parent=latest,
        frozen_by=by,
    )
    record(review=review, by=by, verb="froze", about=version, reason=reason, after={"statements": len(statements)})
    return version


def _stand(statement: TheoryStatement, standing: bool, verb: str, reason: str, by: User) -> TheoryStatement:
    found = statement.review.statements.select_for_update().get(pk=statement.pk)
    if (found.retired_at is None) == standing:
        return found
    found.retired_at = None if standing else timezone.now()
    found.save(update_fields=["retired_at"])
    record(review=found.review, by=by, verb=verb, about=found, reason=reason)
    return found
