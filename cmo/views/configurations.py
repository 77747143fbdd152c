"""Configurations: the list with its filters, and one with all its quotations for and against."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cmo.actions.configurations import bring_back_configuration, remove_configuration, write_configuration
from cmo.actions.editing import edit_configuration
from cmo.completeness import roles
from cmo.explained import explanation_names
from cmo.forms import ConfigurationForm, EditConfigurationForm
from cmo.models import Configuration, Stance
from cmo.models.configurations import Polarity
from cmo.queries import configurations as queries
from cmo.queries.elements import roles_of
from cmo.wording import NothingToSay
from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from reviews.revisions import Stale
from reviews.trail import visible_events

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def configurations(request: HttpRequest, review: Review) -> HttpResponse:
    rows = queries.configurations(review, request.GET.dict()).with_evidence_counts().prefetch_related("elements")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": queries.listed(shown, review),
        "asked": request.GET,
        "filtered": any(value for name, value in request.GET.items() if name != "page"),
        "total": review.configurations.standing().count(),
        "removed": review.configurations.exclude(removed_at=None).count(),
        "explanations": sorted(set(explanation_names(review).values())),
        "documents": review.documents.exclude(texts=None).distinct().select_related("citation"),
        "stances": Stance,
    }
    return page(request, "cmo/configurations.html", context, fragment="cmo/_configurations.html")


@member(Capability.VIEW)
@require_GET
def configuration(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _configuration(review, number)
    events = visible_events(review, request.user).filter(object_type="configuration", object_id=found.pk)
    context = {"configuration": found, "told": queries.tell(found), "events": events}
    return page(request, "cmo/configuration.html", context)


@member(Capability.CODE)
@require_http_methods(["GET", "POST"])
def new_configuration(request: HttpRequest, review: Review) -> HttpResponse:
    form = ConfigurationForm(request.POST or None, roles=roles(review.template))
    if form.is_bound and form.is_valid():
        try:
            made = write_configuration(review=review, by=request.user, **form.told)
        except NothingToSay as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"CMOC{made.number} is made.")
            return done(request, made)
    return page(request, "cmo/configuration_form.html", {"form": form}, status=INVALID if form.is_bound else 200)


@member(Capability.CODE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _configuration(review, number)
    form = EditConfigurationForm(request.POST or None, roles=roles_of(found), initial=_initial(found))
    if not (form.is_bound and form.is_valid()):
        return _form(request, found, form, INVALID if form.is_bound else 200)
    try:
        extra = {name: form.cleaned_data[name] for name in ("reason", "revision")}
        saved = edit_configuration(configuration=found, by=request.user, **form.told, **extra)
    except NothingToSay as refusal:
        form.add_error(None, str(refusal))
        return _form(request, found, form, INVALID)
    except Stale as stale:
        return _lost_race(request, form, stale.current)
    messages.success(request, f"CMOC{number} is saved.")
    return done(request, saved)


@member(Capability.CODE)
@require_POST
def remove(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _configuration(review, number)
    remove_configuration(configuration=found, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, f"CMOC{number} is removed. It can be brought back.")
    return done(request, found)


@member(Capability.CODE)
@require_POST
def bring_back(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _configuration(review, number)
    bring_back_configuration(configuration=found, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, f"CMOC{number} stands again.")
    return done(request, found)


def _configuration(review: Review, number: int) -> Configuration:
    return get_object_or_404(review.configurations.select_related("review", "coded_under", "made_by"), number=number)


def _initial(configuration: Configuration) -> dict[str, Any]:
    said = configuration.said()
    lines = {role: "\n".join(texts) for role, texts in said["elements"].items()}
    return {"title": said["title"], "polarity": said["polarity"], "revision": configuration.revision, **lines}


def _form(
    request: HttpRequest, found: Configuration, form: EditConfigurationForm, status: int, **more: Any
) -> HttpResponse:
    return page(request, "cmo/configuration_form.html", {"form": form, "configuration": found, **more}, status=status)


def _lost_race(request: HttpRequest, form: EditConfigurationForm, current: Configuration) -> HttpResponse:
    """What stands now beside what was typed; saving again is then deliberate."""
    again = EditConfigurationForm({**form.data.dict(), "revision": current.revision}, roles=form.roles)
    again.is_valid()
    mine, theirs = (_in_words(form, told) for told in (form.told, current.said()))
    return _form(request, current, again, LOST_RACE, mine=mine, theirs=theirs)


def _in_words(form: EditConfigurationForm, said: dict[str, Any]) -> str:
    parts = [f"{role.label}: {text}" for role in form.roles for text in said["elements"].get(role.id, []) if text]
    return "\n".join([said["title"], *parts, f"The mechanism {Polarity(said['polarity']).label}."])
