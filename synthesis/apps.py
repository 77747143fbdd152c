"""Tells Django about the app, and the registries of the lower apps what it brings."""

from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "synthesis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from synthesis import exports  # noqa: F401
        from synthesis.actions import figure  # noqa: F401
