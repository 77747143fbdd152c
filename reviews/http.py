"""The three answers a view gives: a page or one of its fragments, a form that was wrong, a race that was lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

INVALID = 422
LOST_RACE = 409


def wants_fragment(request: HttpRequest) -> bool:
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or to htmx its fragment alone; caches are told that the two differ."""
    name = fragment if fragment and wants_fragment(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def done(request: HttpRequest, url: Any, *, fragment: HttpResponse | None = None) -> HttpResponse:
    """After a write: the fragment to htmx (or a redirect that htmx follows), a redirect to everyone else."""
    if not wants_fragment(request):
        return redirect(url)
    if fragment is not None:
        return fragment
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = redirect(url).url
    return response
