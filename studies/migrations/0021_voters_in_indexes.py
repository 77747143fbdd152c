from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("studies", "0020_voters")]

    operations = [
        migrations.RemoveIndex(
            model_name='citation',
            name='citation_by_title_state',
        ),
        migrations.RemoveIndex(
            model_name='citation',
            name='citation_narrowed',
        ),
        migrations.RemoveIndex(
            model_name='citation',
            name='citation_by_text_state',
        ),
        migrations.RemoveField(
            model_name='citation',
            name='voter_full_text',
        ),
        migrations.RemoveField(
            model_name='citation',
            name='voter_title_abstract',
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'year_key', 'number', 'type_key', 'language_key', 'has_abstract', 'has_doi', 'state_title_abstract', 'voters_title_abstract', 'state_full_text', 'voters_full_text', 'id'], name='citation_narrowed'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'state_title_abstract', 'number', 'voters_title_abstract', 'id'], name='citation_by_title_state'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('standing', True)), fields=['review', 'state_title_abstract', 'state_full_text', 'number', 'voters_full_text', 'id'], name='citation_by_text_state'),
        ),
    ]
