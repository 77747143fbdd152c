"""Tells Django about the app, and the registries of reviews what this app brings to them."""

from importlib import import_module

from django.apps import AppConfig

REGISTERING = (
    "actions.importing",
    "actions.learning",
    "actions.withdrawing",
    "exports.agreement",
    "exports.duplicates",
    "exports.searching",
    "exports.screening",
    "queries.votes",
    "verifying",
    "waiting",
)


class StudiesConfig(AppConfig):
    name = "studies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in REGISTERING:
            import_module(f"studies.{module}")
