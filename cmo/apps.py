"""Tells Django about the app, and the registries of reviews what this app brings to them."""

from importlib import import_module

from django.apps import AppConfig

REGISTERING = ("checks", "exports", "jobs", "queries.holding", "queries.waiting")


class CmoConfig(AppConfig):
    name = "cmo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in REGISTERING:
            import_module(f"cmo.{module}")
