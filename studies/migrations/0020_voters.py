from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat


def carry_over(apps, editor):
    """Who has voted alone is from now on one of several who may have."""
    Citation = apps.get_model("studies", "Citation")
    for stage in ("title_abstract", "full_text"):
        key = Cast(F(f"voter_{stage}"), models.CharField())
        alone = Citation.objects.exclude(**{f"voter_{stage}": None})
        alone.update(**{f"voters_{stage}": Concat(Value(","), key, Value(","))})


class Migration(migrations.Migration):
    dependencies = [("studies", "0014_large_files_read_behind")]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='voters_full_text',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='citation',
            name='voters_title_abstract',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
