"""The site's addresses: accounts, then everything that belongs to one review."""

from django.contrib import admin
from django.urls import include, path

from realist_review.views import gallery, health, home, overview
from reviews.urls import site_urlpatterns

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:screen>/", gallery.gallery, name="gallery_screen"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("r/<slug:slug>/", overview.overview, name="overview"),
    path("", include(site_urlpatterns)),
    path("r/<slug:slug>/", include("reviews.urls")),
    path("r/<slug:slug>/", include("studies.urls")),
    path("r/<slug:slug>/", include("cmo.urls")),
    path("r/<slug:slug>/", include("synthesis.urls")),
]
