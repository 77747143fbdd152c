from django.db import migrations, models
from django.db.models import Exists, OuterRef


def carry_over(apps, editor):
    """Who is asked of what stands in the assignments already."""
    Citation, Assignment = apps.get_model("studies", "Citation"), apps.get_model("studies", "Assignment")
    for stage in ("title_abstract", "full_text"):
        asked = Assignment.objects.filter(citation=OuterRef("pk"), stage=stage)
        Citation.objects.filter(Exists(asked)).update(**{f"asked_{stage}": True})


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_job_queued_at'),
        ('studies', '0023_leases_of_several'),
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
            name='asked_full_text',
            field=models.BooleanField(default=False, help_text='the same of its full text'),
        ),
        migrations.AddField(
            model_name='citation',
            name='asked_title_abstract',
            field=models.BooleanField(default=False, help_text='people are asked by name to screen it'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'state_title_abstract', 'number', 'voters_title_abstract', 'asked_title_abstract', 'id'], name='citation_by_title_state'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'state_title_abstract', 'state_full_text', 'number', 'voters_full_text', 'asked_full_text', 'id'], name='citation_by_text_state'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
