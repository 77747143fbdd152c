"""How far work in the background is, and stopping it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from reviews import jobs
from reviews.access import Capability, member
from reviews.http import STOP_POLLING, done, page, wants_fragment
from reviews.models import Job, Review
from reviews.models.jobs import JobState


@member(Capability.VIEW)
@require_GET
def job(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    """To htmx: 204 while nothing changed since `seen`, 286 when the job has ended and polling can stop.

    `next`, an address of this site, is where the page goes on when the job is done or stopped; of one that failed the
    reason is shown first.
    """
    found = get_object_or_404(review.jobs.open_to(request.user), pk=pk)
    if wants_fragment(request) and request.GET.get("seen") == found.stamp:
        return HttpResponse(status=204)
    response = _job(request, found)
    if wants_fragment(request) and found.ended:
        response.status_code = STOP_POLLING
        if found.state != JobState.FAILED and _next(request):
            response.headers["HX-Redirect"] = _next(request)
    return response


@member(Capability.STOP_WORK)
@require_POST
def stop_job(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    found = get_object_or_404(review.jobs.open_to(request.user), pk=pk)
    found = jobs.cancel(job=found, by=request.user)
    return done(request, reverse("job", args=[review.slug, pk]), fragment=_job(request, found))


def _job(request: HttpRequest, found: Job) -> HttpResponse:
    return page(request, "reviews/job.html", {"job": found, "next": _next(request)}, fragment="reviews/_job.html")


def _next(request: HttpRequest) -> str:
    url = request.POST.get("next") or request.GET.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""
