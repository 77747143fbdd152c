"""Tells Django about the app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reviews.exports import making, tables  # noqa: F401  (register the work of making a file, and what can be one)
