"""Addresses of synthesis, below /r/<slug>/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
