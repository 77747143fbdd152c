from django.db import migrations

from reviews.triggers import operation


class Migration(migrations.Migration):
    dependencies = [("cmo", "0001_initial")]
    operations = [operation("cmo", "DocumentText")]
