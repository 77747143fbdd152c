from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_job_queued_at'),
        ('studies', '0022_screening_policies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='lease',
            name='leased_once',
        ),
        migrations.AddField(
            model_name='lease',
            name='seats',
            field=models.PositiveSmallIntegerField(default=1, help_text='reviewers who decide on it'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.UniqueConstraint(fields=('citation', 'stage', 'holder'), name='leased_once_by_each'),
        ),
    ]
