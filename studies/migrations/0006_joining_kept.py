import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reviews.triggers import operation
from studies.models.bibliographic import FIELDS

ENTRY = ("review_id", "batch_id", "number", "position", "line", "source_id", "raw", "digest", "unknown", "notes")
AS_IMPORTED = (*FIELDS, *ENTRY, "labels", "related", "mends_id")


def come_home(apps, editor):
    """Until now a citation that was joined into another was deleted: every record is at home where it stands."""
    apps.get_model("studies", "Record").objects.exclude(citation=None).update(home=models.F("citation"))


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_job_queued_at'),
        ('studies', '0005_carried_labels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(default=0, help_text='0 to 100')),
                ('rule', models.CharField(blank=True, max_length=40)),
                ('reasons', models.TextField(blank=True, help_text='in words')),
                ('outcome', models.CharField(choices=[('ask', 'to judge'), ('link', 'linked')], max_length=4)),
                ('version', models.CharField(help_text='of the rules', max_length=20)),
                ('found_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-score', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MatchVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(default=0, help_text='0 to 100')),
                ('rule', models.CharField(blank=True, max_length=40)),
                ('reasons', models.TextField(blank=True, help_text='in words')),
                ('verdict', models.CharField(choices=[('same', 'the same'), ('different', 'different')], max_length=9)),
                ('reason', models.TextField(blank=True)),
                ('judged_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveIndex(
            model_name='citation',
            name='citation_by_title_state',
        ),
        migrations.RemoveIndex(
            model_name='citation',
            name='citation_by_text_state',
        ),
        migrations.AddField(
            model_name='citation',
            name='by_way_of',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='citation',
            name='into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='citation',
            name='standing',
            field=models.BooleanField(default=True, help_text='has a record in a standing batch, and is not joined away'),
        ),
        migrations.AddField(
            model_name='decision',
            name='spoke_for',
            field=models.JSONField(default=list, help_text='keys of the citations that were joined into this one by then'),
        ),
        migrations.AddField(
            model_name='record',
            name='home',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='record',
            name='join_version',
            field=models.CharField(blank=True, help_text='of the rules', max_length=20),
        ),
        migrations.AddField(
            model_name='record',
            name='joined_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='record',
            name='joined_to',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.record'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='spoke_for',
            field=models.JSONField(default=list, help_text='keys of the citations that were joined into this one by then'),
        ),
        migrations.AlterField(
            model_name='batch',
            name='state',
            field=models.CharField(choices=[('loading', 'loading'), ('loaded', 'loaded'), ('cancelled', 'cancelled'), ('withdrawn', 'withdrawn')], default='loading', max_length=10),
        ),
        migrations.AlterField(
            model_name='record',
            name='join_rule',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'number'], name='citation_standing'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'state_title_abstract', 'number', 'voter_title_abstract'], name='citation_by_title_state'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'state_full_text', 'number', 'voter_full_text'], name='citation_by_text_state'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('into', None), ('standing', False), _connector='OR'), name='joined_away_stands_nowhere'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by_way_of__isnull', True), ('into__isnull', True)), models.Q(('by_way_of__isnull', False), ('into__isnull', False)), _connector='OR'), name='joined_away_by_a_way'),
        ),
        migrations.AddField(
            model_name='matchpair',
            name='a',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.record'),
        ),
        migrations.AddField(
            model_name='matchpair',
            name='b',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.record'),
        ),
        migrations.AddField(
            model_name='matchpair',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='match_pairs', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='a',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.record'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='absorbed',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='b',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studies.record'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='judged_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='match_verdicts', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='withdrawn_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='matchpair',
            index=models.Index(fields=['review', 'outcome', '-score', 'id'], name='match_pair_likely_first'),
        ),
        migrations.AddConstraint(
            model_name='matchpair',
            constraint=models.UniqueConstraint(fields=('a', 'b', 'outcome'), name='match_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='matchpair',
            constraint=models.CheckConstraint(condition=models.Q(('a__lt', models.F('b'))), name='match_pair_in_order'),
        ),
        migrations.AddIndex(
            model_name='matchverdict',
            index=models.Index(fields=['review', 'judged_by', '-id'], name='match_verdict_by_judge'),
        ),
        migrations.AddConstraint(
            model_name='matchverdict',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('a', 'b'), name='match_verdict_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='matchverdict',
            constraint=models.CheckConstraint(condition=models.Q(('a__lt', models.F('b'))), name='match_verdict_in_order'),
        ),
        operation("studies", "Record", columns=AS_IMPORTED),
        operation("studies", "Decision"),
        operation("studies", "Resolution"),
        migrations.RunPython(come_home, migrations.RunPython.noop),
    ]
