from django.core.management import call_command
from django.db import migrations

from reviews.triggers import operation


def create_cache_table(apps, editor):
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [
        operation("reviews", "Event"),
        operation("reviews", "TheoryVersion"),
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
    ]
