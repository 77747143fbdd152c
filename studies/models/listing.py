"""What lists of citations are sorted and narrowed by: columns that the database itself derives from the words."""

from django.db import models
from django.db.models.functions import Lower, Substr


def _head(name: str, length: int) -> Substr:
    return Substr(name, 1, length)


def _given(name: str) -> models.Case:
    return models.Case(models.When(**{name: ""}, then=False), default=True, output_field=models.BooleanField())


class Listed(models.Model):
    """Short, because what a file says may be longer than an index can hold."""

    title_key = models.GeneratedField(
        expression=Lower(_head("title", 100)), output_field=models.TextField(), db_persist=True
    )
    authors_key = models.GeneratedField(
        expression=Lower(_head("authors", 60)), output_field=models.TextField(), db_persist=True
    )
    year_key = models.GeneratedField(expression=_head("year", 4), output_field=models.TextField(), db_persist=True)
    type_key = models.GeneratedField(
        expression=Lower(_head("type", 60)), output_field=models.TextField(), db_persist=True
    )
    language_key = models.GeneratedField(
        expression=Lower(_head("language", 60)), output_field=models.TextField(), db_persist=True
    )
    has_abstract = models.GeneratedField(
        expression=_given("abstract"), output_field=models.BooleanField(), db_persist=True
    )
    has_doi = models.GeneratedField(expression=_given("doi"), output_field=models.BooleanField(), db_persist=True)

    class Meta:
        abstract = True
