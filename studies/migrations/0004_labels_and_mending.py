import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reviews.triggers import operation
from studies.models.bibliographic import FIELDS

ENTRY = ("review_id", "batch_id", "number", "position", "line", "source_id", "raw", "digest", "unknown", "notes")
AS_IMPORTED = (*FIELDS, *ENTRY, "labels", "related", "mends_id")


def count_entries(apps, editor):
    """What was loaded before: the entries of a batch are its records and its rejected entries."""
    for batch in apps.get_model("studies", "Batch").objects.filter(state="loaded"):
        records = apps.get_model("studies", "Record").objects.filter(batch=batch).count()
        batch.entries = records + apps.get_model("studies", "RejectedEntry").objects.filter(batch=batch).count()
        batch.save(update_fields=["entries"])


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0003_job_queued_at"),
        ("studies", "0003_first_voter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(help_text='sha256 of the headers', max_length=64)),
                ('headers', models.JSONField()),
                ('mapping', models.JSONField(help_text='the field of each column that has one')),
                ('said_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='entries',
            field=models.PositiveIntegerField(default=0, help_text='counted while the file was read: records and rejected'),
        ),
        migrations.AddField(
            model_name='batch',
            name='mapping',
            field=models.JSONField(blank=True, default=dict, help_text='the field of each column, where people said it'),
        ),
        migrations.AddField(
            model_name='record',
            name='labels',
            field=models.JSONField(blank=True, default=list, help_text='screening labels that another program left in it'),
        ),
        migrations.AddField(
            model_name='record',
            name='mends',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mended_as', to='studies.rejectedentry'),
        ),
        migrations.AddField(
            model_name='record',
            name='related',
            field=models.JSONField(blank=True, default=list, help_text='errata, comments and retractions that it names'),
        ),
        migrations.AddField(
            model_name='searchround',
            name='pearl',
            field=models.TextField(blank=True, help_text='the document whose cluster is searched', verbose_name='key pearl'),
        ),
        migrations.AddField(
            model_name='stagedfile',
            name='mapping',
            field=models.JSONField(blank=True, default=dict, help_text='the field of each column, where people said it'),
        ),
        migrations.AddField(
            model_name='stagedfile',
            name='platform',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='stagedfile',
            name='query',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='stagedfile',
            name='searched_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('mends__isnull', False)), fields=['batch', 'mends'], name='record_mended'),
        ),
        migrations.AddField(
            model_name='columnmapping',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='column_mappings', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='columnmapping',
            name='said_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='columnmapping',
            constraint=models.UniqueConstraint(fields=('review', 'signature'), name='column_mapping_once'),
        ),
        operation("studies", "Record", columns=AS_IMPORTED),
        migrations.RunPython(count_entries, migrations.RunPython.noop),
    ]
