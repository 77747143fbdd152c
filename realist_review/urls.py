"""The site's addresses: accounts, then everything that belongs to one review."""

from django.contrib import admin
from django.urls import include, path

from realist_review import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("r/<slug:slug>/", include("reviews.urls")),
    path("r/<slug:slug>/", include("studies.urls")),
    path("r/<slug:slug>/", include("cmo.urls")),
    path("r/<slug:slug>/", include("synthesis.urls")),
]
