"""The programme theory: statements being worked on, and versions that no longer change."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.actions import NotPossible
from reviews.actions import theory as actions
from reviews.forms import Freeze, StatementChanges, StatementForm, Why
from reviews.http import INVALID, done, lost_race, page
from reviews.models import Review, TheoryStatement
from reviews.queries import by_kind, history
from reviews.revisions import Stale

EDIT = ("reviews/statement.html", "reviews/_statement_form.html")


@member(Capability.VIEW)
@require_GET
def theory(request: HttpRequest, review: Review) -> HttpResponse:
    return _theory(request, review)


@member(Capability.EDIT_THEORY)
@require_POST
def write_statement(request: HttpRequest, review: Review) -> HttpResponse:
    form = StatementForm(request.POST)
    if not form.is_valid():
        return _theory(request, review, writing=form, status=INVALID)
    statement = actions.write_statement(review=review, **form.cleaned_data, by=request.user)
    messages.success(request, f"Statement {statement.number} is written.")
    return done(request, _url(review))


@member(Capability.VIEW)
@require_GET
def statement(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """One statement with all that was done to it; to htmx the form in which it is edited."""
    found = get_object_or_404(review.statements, number=number)
    return _statement(request, {"statement": found})


@member(Capability.EDIT_THEORY)
@require_POST
def edit_statement(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.statements, number=number)
    form = _changes(found, request.POST)
    if not form.is_valid():
        return _statement(request, {"statement": found, "form": form}, status=INVALID)
    try:
        saved = actions.edit_statement(statement=found, **form.cleaned_data, by=request.user)
    except Stale as stale:
        context = {"statement": stale.current, **_history(request, stale.current)}
        return lost_race(request, EDIT[0], form, stale.current, context=context, fragment=EDIT[1])
    row = page(request, "reviews/_statement.html", {"statement": saved})
    return done(request, _url(review), fragment=row)


@member(Capability.EDIT_THEORY)
@require_POST
def retire_statement(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.statements, number=number)
    form = _why(found, request.POST)
    if not form.is_valid():
        return _statement(request, {"statement": found, "why": form}, status=INVALID)
    actions.retire_statement(statement=found, **form.cleaned_data, by=request.user)
    messages.success(request, f"Statement {number} is retired. It stays readable and can be brought back.")
    return done(request, _url(review))


@member(Capability.EDIT_THEORY)
@require_POST
def bring_back_statement(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.statements, number=number)
    form = _why(found, request.POST)
    if not form.is_valid():
        return _statement(request, {"statement": found, "why": form}, status=INVALID)
    actions.bring_back_statement(statement=found, **form.cleaned_data, by=request.user)
    messages.success(request, f"Statement {number} stands again.")
    return done(request, _url(review))


@member(Capability.EDIT_THEORY)
@require_POST
def freeze_version(request: HttpRequest, review: Review) -> HttpResponse:
    form = Freeze(request.POST)
    if form.is_valid():
        try:
            version = actions.freeze_version(review=review, **form.cleaned_data, by=request.user)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Version {version.number} is frozen.")
            return done(request, reverse("theory_version", args=[review.slug, version.number]))
    return _theory(request, review, freezing=form, status=INVALID)


@member(Capability.VIEW)
@require_GET
def theory_version(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.theory_versions.select_related("frozen_by"), number=number)
    return page(request, "reviews/theory_version.html", {"version": found})


def _theory(
    request: HttpRequest,
    review: Review,
    *,
    writing: StatementForm | None = None,
    freezing: Freeze | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "groups": by_kind(review),
        "retired": list(review.statements.exclude(retired_at=None)),
        "versions": list(review.theory_versions.select_related("frozen_by")),
        "writing": writing or StatementForm(),
        "freezing": freezing or Freeze(),
    }
    return page(request, "reviews/theory.html", context, status=status)


def _statement(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    found = context["statement"]
    fresh = {"form": _changes(found), "why": _why(found), **_history(request, found)}
    return page(request, EDIT[0], {**fresh, **context}, fragment=EDIT[1], status=status)


def _changes(found: TheoryStatement, data: QueryDict | None = None) -> StatementChanges:
    """With ids of its own, since the theory page may show several forms at once."""
    return StatementChanges(data, initial=model_to_dict(found), auto_id=f"statement-{found.number}-%s")


def _why(found: TheoryStatement, data: QueryDict | None = None) -> Why:
    return Why(data, auto_id=f"statement-{found.number}-why-%s")


def _history(request: HttpRequest, found: TheoryStatement) -> dict:
    return {"history": history(found.review, request.user, found)}


def _url(review: Review) -> str:
    return reverse("theory", args=[review.slug])
