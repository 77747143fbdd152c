import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reviews.triggers import operation


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_job_queued_at'),
        ('studies', '0021_voters_in_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CalibrationRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('number', models.PositiveIntegerField()),
                ('seed', models.CharField(blank=True, help_text='that drew them; empty when somebody chose them', max_length=32)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('until', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OrderChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('order', models.CharField(choices=[('likely', 'likely first'), ('oldest', 'oldest first'), ('random', 'random')], max_length=8)),
                ('seed', models.PositiveIntegerField()),
                ('chosen_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('outcome', models.CharField(choices=[('include', 'include'), ('exclude', 'exclude')], max_length=8)),
                ('reason', models.TextField()),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('places', models.BinaryField(default=bytes)),
                ('drawn', models.JSONField(default=list)),
                ('terms', models.JSONField(default=dict, help_text='what speaks for and against, as learnt')),
                ('learnt_from', models.PositiveIntegerField(default=0, help_text='decisions')),
                ('found', models.PositiveIntegerField(default=0, help_text='inclusions among them')),
                ('question', models.TextField(blank=True, help_text='words of the theory that it began from')),
                ('seed', models.PositiveIntegerField(default=0)),
                ('model_version', models.CharField(blank=True, max_length=120)),
                ('trained_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RankingIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='ranking/')),
                ('citations', models.PositiveIntegerField(default=0)),
                ('model_version', models.CharField(max_length=120)),
                ('built_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('reason', models.TextField()),
                ('reopened_at', models.DateTimeField(auto_now_add=True)),
                ('spoke_for', models.JSONField(default=list, help_text='keys of the citations that were joined into this one by then')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ScreeningPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('mode', models.CharField(choices=[('single', 'single: one reviewer decides'), ('sample', 'single, with a second reviewer for a sample'), ('dual', 'dual independent: two reviewers decide')], default='dual', max_length=8)),
                ('percent', models.PositiveSmallIntegerField(default=0, help_text='of the citations that a second reviewer screens')),
                ('seed', models.CharField(help_text="with a citation's number it draws the sample", max_length=32)),
                ('settles', models.CharField(choices=[('lead', 'a lead'), ('third', 'a third person, who has not voted on it'), ('agreement', 'the reviewers, when they agree')], default='lead', max_length=10)),
                ('own_conflicts', models.BooleanField(default=False, help_text="may settle a conflict of one's own vote")),
                ('set_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'screening policies',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ScreeningStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('reason', models.TextField()),
                ('evidence', models.JSONField(default=dict, help_text='what was known then: order, seed, model, counts, test')),
                ('stopped_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ShareOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('shares', models.JSONField(default=dict, help_text='key of a reviewer -> weight')),
                ('seed', models.CharField(max_length=32)),
                ('shared_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='assignment',
            name='citation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='reviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='calibrationround',
            name='citations',
            field=models.ManyToManyField(related_name='calibration_rounds', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='calibrationround',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='calibrationround',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibration_rounds', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='calibrationround',
            name='reviewers',
            field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lease',
            name='citation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leases', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='lease',
            name='holder',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lease',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leases', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='orderchoice',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_choices', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='orderchoice',
            name='reviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='citation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='proposal',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolution', to='studies.proposal'),
        ),
        migrations.AddField(
            model_name='ranking',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rankings', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='ranking',
            name='reviewer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rankingindex',
            name='review',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ranking_index', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='reopening',
            name='citation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='studies.citation'),
        ),
        migrations.AddField(
            model_name='reopening',
            name='closes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_by', to='studies.reopening'),
        ),
        migrations.AddField(
            model_name='reopening',
            name='reopened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reopening',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='decision',
            name='reopening',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='studies.reopening'),
        ),
        migrations.AddField(
            model_name='screeningpolicy',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screening_policies', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='screeningpolicy',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='screeningstop',
            name='resumes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resumed_by', to='studies.screeningstop'),
        ),
        migrations.AddField(
            model_name='screeningstop',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screening_stops', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='screeningstop',
            name='stopped_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='shareout',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='share_outs', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='shareout',
            name='shared_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='share_out',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='studies.shareout'),
        ),
        migrations.AddConstraint(
            model_name='calibrationround',
            constraint=models.UniqueConstraint(fields=('review', 'number'), name='calibration_number_once'),
        ),
        migrations.AddIndex(
            model_name='lease',
            index=models.Index(fields=['review', 'stage', 'until'], name='leases_standing'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.UniqueConstraint(fields=('citation', 'stage'), name='leased_once'),
        ),
        migrations.AddIndex(
            model_name='orderchoice',
            index=models.Index(fields=['review', 'stage', 'reviewer', '-id'], name='order_in_force'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['citation', 'stage'], name='proposal_by_citation'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(fields=('review', 'stage', 'reviewer'), name='ranking_once'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(condition=models.Q(('reviewer', None)), fields=('review', 'stage'), name='ranking_for_all_once'),
        ),
        migrations.AddIndex(
            model_name='reopening',
            index=models.Index(fields=['citation', 'stage'], name='reopening_by_citation'),
        ),
        migrations.AddIndex(
            model_name='screeningpolicy',
            index=models.Index(fields=['review', 'stage', '-id'], name='policy_in_force'),
        ),
        migrations.AddConstraint(
            model_name='screeningpolicy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mode', 'sample'), ('percent__gte', 1), ('percent__lte', 99)), models.Q(models.Q(('mode', 'sample'), _negated=True), ('percent', 0)), _connector='OR'), name='only_a_sample_has_a_share'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['review', 'stage', 'reviewer', 'citation'], name='assigned_to'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('citation', 'stage', 'reviewer'), name='assigned_once'),
        ),
        operation("studies", "Decision"),
        operation("studies", "Resolution"),
        operation("studies", "ScreeningPolicy"),
        operation("studies", "Reopening"),
        operation("studies", "Proposal"),
        operation("studies", "OrderChoice"),
        operation("studies", "ScreeningStop"),
        operation("studies", "ShareOut"),
    ]
