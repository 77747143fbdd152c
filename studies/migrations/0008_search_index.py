from django.db import migrations

from studies import search_index


def index_all(apps, editor):
    """For citations that stood before there was an index."""
    keys = apps.get_model("studies", "Citation").objects.order_by("pk").values_list("pk", flat=True)
    search_index.reindex(list(keys))


class Migration(migrations.Migration):
    dependencies = [("studies", "0007_labels_of_batch")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: search_index.create(editor.connection),
            lambda apps, editor: search_index.drop(editor.connection),
        ),
        migrations.RunPython(index_all, migrations.RunPython.noop),
    ]
