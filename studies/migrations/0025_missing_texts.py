import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from reviews.triggers import operation

LABEL = "Full text not found"


def carry(apps, schema_editor):
    """Exclusions at full text for the reason that was the only way to say so: the votes stay as they are.

    As the flow counted them: the reason is that of the reviewer who excluded first, as it stands; a settlement has
    none. Turned back, the table goes with its rows, and the votes say what they said before.
    """
    Citation, Decision = apps.get_model("studies", "Citation"), apps.get_model("studies", "Decision")
    MissingText = apps.get_model("studies", "MissingText")
    named = Decision.objects.filter(stage="full_text", verdict="exclude", reason=LABEL).order_by()
    keys = set(named.values_list("citation", flat=True)) | set(
        named.filter(citation__into__isnull=False).values_list("citation__into", flat=True)
    )
    excluded = dict(standing=True, state_title_abstract="included", state_full_text="excluded")
    for citation in Citation.objects.filter(pk__in=keys, **excluded).order_by("pk").iterator():
        first = _first_to_exclude(apps, citation)
        if first is not None and first.reason == LABEL:
            said = dict(review_id=citation.review_id, citation=citation, reason=LABEL, carried=True)
            MissingText.objects.create(said_by_id=first.reviewer_id, said_at=first.decided_at, **said)


def _first_to_exclude(apps, citation):
    Decision, Resolution = apps.get_model("studies", "Decision"), apps.get_model("studies", "Resolution")
    Reopening = apps.get_model("studies", "Reopening")
    for of in ({"citation": citation}, {"citation__into": citation}):
        said = {"stage": "full_text", **of}
        settled = Resolution.objects.filter(**said).order_by("-resolved_at").first()
        opened = Reopening.objects.filter(closes=None, closed_by=None, **said).order_by("-reopened_at").first()
        if settled and not (opened and opened.reopened_at >= settled.resolved_at):
            return None
    for of in ({"citation": citation}, {"citation__into": citation}):
        rows = Decision.objects.filter(stage="full_text", undoes=None, undone_by=None, **of).order_by("pk")
        last = {(row.citation_id, row.reviewer_id): row for row in rows}
        first = min((row for row in last.values() if row.verdict == "exclude"), key=lambda row: row.pk, default=None)
        if first:
            return first
    return None


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_job_queued_at'),
        ('studies', '0024_asked_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MissingText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('carried', models.BooleanField(default=False)),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missing_texts', to='studies.citation')),
                ('ends', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ended_by', to='studies.missingtext')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missing_texts', to='reviews.review')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='not_found_has_reason')],
            },
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        operation("studies", "MissingText"),
    ]
