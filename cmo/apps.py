"""Tells Django about the app."""

from django.apps import AppConfig


class CmoConfig(AppConfig):
    name = "cmo"
    default_auto_field = "django.db.models.BigAutoField"
