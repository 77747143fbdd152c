"""The three answers a view gives: a page or one of its fragments, a form that was wrong, a race that was lost."""

from typing import Any

from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from reviews.models import Review
from reviews.trail import last_event

INVALID, LOST_RACE, STOP_POLLING = 422, 409, 286


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


def lost_race(
    request: HttpRequest,
    template: str,
    form: ModelForm,
    current: Model,
    *,
    context: dict[str, Any] | None = None,
    fragment: str | None = None,
) -> HttpResponse:
    """409 with both texts: what stands now, and mine still in the form, so that saving again is deliberate."""
    event = last_event(request.member.review, request.user, current)
    form.data = form.data.copy()
    form.data["revision"] = str(current.revision)
    conflict = {
        "mine": _in_words(form, form.instance),
        "theirs": _in_words(form, current),
        "by": event and event.actor,
        "at": event and event.at,
    }
    return page(
        request, template, {**(context or {}), "form": form, "conflict": conflict}, fragment=fragment, status=LOST_RACE
    )


def _in_words(form: ModelForm, instance: Model) -> str:
    shown = {name: getattr(instance, f"get_{name}_display", None) for name in form._meta.fields}
    return "\n".join(
        f"{form.fields[name].label}: {told() if told else getattr(instance, name)}" for name, told in shown.items()
    )


def back(request: HttpRequest, review: Review, otherwise: str) -> str:
    """To the page of the review that asked (`back` in the form), as it stood there; else to that of this name."""
    asked = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith(review.get_absolute_url())
    return asked if here else reverse(otherwise, args=[review.slug])


def done(request: HttpRequest, url: Any, *, fragment: HttpResponse | None = None) -> HttpResponse:
    """After a write: the fragment to htmx (or a redirect that htmx follows), a redirect to everyone else."""
    if not wants_fragment(request):
        return redirect(url)
    if fragment is not None:
        return fragment
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = redirect(url).url
    return response
