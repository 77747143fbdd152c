import django.db.models.deletion
from django.db import migrations, models


def begin(apps, editor):
    """A citation begins with its one record that was joined to nothing."""
    Record = apps.get_model("studies", "Record")
    first = Record.objects.filter(citation=models.OuterRef("pk"), join_rule="").order_by("number").values("pk")[:1]
    apps.get_model("studies", "Citation").objects.update(first=models.Subquery(first))


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_job_queued_at'),
        ('studies', '0009_citations_listed_and_labelled'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchKey',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='studies.record')),
                ('version', models.CharField(help_text='of the rules', max_length=20)),
                ('keys', models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name='citation',
            name='first',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.record'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('join_rule', ''), _negated=True), fields=['review', 'join_rule', '-joined_at', '-number'], name='record_by_rule'),
        ),
        migrations.AddField(
            model_name='matchkey',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review'),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
