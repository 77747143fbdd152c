"""My reviews: where everybody arrives after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.models import Review


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"reviews": Review.objects.of(request.user)})
