import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_job_queued_at'),
        ('studies', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name='voter_full_text',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='citation',
            name='voter_title_abstract',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['review', 'state_title_abstract', 'number', 'voter_title_abstract'], name='citation_by_title_state'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['review', 'state_full_text', 'number', 'voter_full_text'], name='citation_by_text_state'),
        ),
    ]
