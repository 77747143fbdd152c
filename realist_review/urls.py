"""The site's addresses: accounts, then everything that belongs to one review."""

from allauth.account import urls as account_urls
from django.contrib import admin
from django.urls import include, path

from realist_review.views import flow, gallery, health, home, overview
from reviews.urls import site_urlpatterns

# Of allauth's doors those that lead somewhere here: an address is what one was invited by, and is not changed.
CLOSED = {"account_email", "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code"}
ACCOUNTS = [each for each in account_urls.urlpatterns if each.name not in CLOSED]

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:screen>/", gallery.gallery, name="gallery_screen"),
    path("accounts/", include(ACCOUNTS)),
    path("admin/", admin.site.urls),
    path("r/<slug:slug>/", overview.overview, name="overview"),
    path("r/<slug:slug>/flow/", flow.document_flow, name="flow"),
    path("r/<slug:slug>/flow/flow.svg", flow.flow_svg, name="flow_svg"),
    path("r/<slug:slug>/flow/flow.png", flow.flow_png, name="flow_png"),
    path("", include(site_urlpatterns)),
    path("r/<slug:slug>/", include("reviews.urls")),
    path("r/<slug:slug>/", include("studies.urls")),
    path("r/<slug:slug>/", include("cmo.urls")),
    path("r/<slug:slug>/", include("synthesis.urls")),
]
