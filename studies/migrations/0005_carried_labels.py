import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reviews.triggers import operation


class Migration(migrations.Migration):
    dependencies = [
        ("studies", "0004_labels_and_mending"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CarriedLabels',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tool', models.CharField(max_length=60)),
                ('labelled_by', models.CharField(blank=True, help_text='the reviewer as the file names him or her', max_length=255)),
                ('stage', models.CharField(choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=16)),
                ('carried_at', models.DateTimeField(auto_now_add=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'carried labels',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='carriedlabels',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_labels', to='studies.batch'),
        ),
        migrations.AddField(
            model_name='carriedlabels',
            name='carried_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='carriedlabels',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='carriedlabels',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_labels', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='decision',
            name='carried',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='studies.carriedlabels'),
        ),
        migrations.AddConstraint(
            model_name='carriedlabels',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('batch', 'tool', 'labelled_by', 'stage'), name='labels_carried_once'),
        ),
        operation("studies", "Decision"),
    ]
