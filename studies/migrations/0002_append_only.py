from django.db import migrations

from reviews.triggers import operation
from studies.models.bibliographic import FIELDS

ENTRY = ("review_id", "batch_id", "number", "position", "line", "source_id", "raw", "digest", "unknown", "notes")
AS_IMPORTED = (*FIELDS, *ENTRY)


class Migration(migrations.Migration):
    dependencies = [("studies", "0001_initial")]
    operations = [
        operation("studies", "Record", columns=AS_IMPORTED),
        operation("studies", "Decision"),
        operation("studies", "Resolution"),
        operation("studies", "Criteria"),
    ]
