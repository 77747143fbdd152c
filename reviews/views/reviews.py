"""Beginning a review, and changing what it is about."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews.access import Capability, member
from reviews.actions import NotPossible
from reviews.actions.reviews import create_review, edit_review
from reviews.forms import ReviewChanges, ReviewForm
from reviews.http import INVALID, done, lost_race, page
from reviews.models import Review
from reviews.queries import free_slug
from reviews.revisions import Stale


@login_required
@require_http_methods(["GET", "POST"])
def new_review(request: HttpRequest) -> HttpResponse:
    """Anybody signed in may begin a review, and leads it."""
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review = create_review(**form.cleaned_data, by=request.user)
        except NotPossible as refusal:
            form.add_error("slug", str(refusal))
        else:
            messages.success(request, "The review stands. Write what you think works, for whom and why.")
            return done(request, reverse("theory", args=[review.slug]))
    return page(request, "reviews/new_review.html", {"form": form}, status=INVALID if form.is_bound else 200)


@login_required
@require_GET
def offered_slug(request: HttpRequest) -> HttpResponse:
    """An address made of the title as typed so far; one that was typed by hand stays."""
    if request.GET.get("slug"):
        return HttpResponse(status=204)
    form = ReviewForm(initial={"slug": free_slug(request.GET.get("title", ""))})
    return page(request, "reviews/_offered_slug.html", {"form": form})


@member(Capability.EDIT_REVIEW)
@require_GET
def settings(request: HttpRequest, review: Review) -> HttpResponse:
    return page(request, "reviews/settings.html", {"form": ReviewChanges(initial=model_to_dict(review))})


@member(Capability.EDIT_REVIEW)
@require_POST
def save_settings(request: HttpRequest, review: Review) -> HttpResponse:
    form = ReviewChanges(request.POST)
    if not form.is_valid():
        return page(request, "reviews/settings.html", {"form": form}, status=INVALID)
    try:
        edit_review(review=review, **form.cleaned_data, by=request.user)
    except Stale as stale:
        return lost_race(request, "reviews/settings.html", form, stale.current)
    messages.success(request, "Saved.")
    return done(request, reverse("overview", args=[review.slug]))
