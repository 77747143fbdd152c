"""The site's addresses: accounts, then everything that belongs to one review."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("r/<slug:slug>/", include("reviews.urls")),
    path("r/<slug:slug>/", include("studies.urls")),
    path("r/<slug:slug>/", include("cmo.urls")),
    path("r/<slug:slug>/", include("synthesis.urls")),
]
