"""The rule about foreign keys that import-linter cannot see, because a key may name its model as a string."""

from django.apps import apps

from tests.architecture.tree import APPS


def upward_keys() -> list[str]:
    found = []
    for model in apps.get_models():
        for field in model._meta.get_fields(include_hidden=True):
            if field.auto_created or not field.is_relation or field.related_model is None:
                continue
            lower, upper = model._meta.app_label, field.related_model._meta.app_label
            if lower in APPS and upper in APPS and APPS.index(lower) < APPS.index(upper):
                found.append(f"{model._meta.label}.{field.name} looks up to {field.related_model._meta.label}")
    return found
