"""The door: what somebody sees who follows an invitation's link."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews.actions import NotPossible
from reviews.actions import invitations as actions
from reviews.forms import Joining
from reviews.http import INVALID, done, page
from reviews.models import Invitation
from reviews.queries import has_account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_GET
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    return _door(request, token)


@never_cache
@require_POST
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A new person sets name and password, and is signed in at once."""
    found = Invitation.objects.by_token(token).first()
    form = Joining(request.POST, email=found.email if found else "")
    if not form.is_valid():
        return _door(request, token, form=form, status=INVALID)
    try:
        user = actions.join(token=token, **form.cleaned_data)
    except NotPossible as refusal:
        return _door(request, token, wrong=str(refusal), status=INVALID)
    login(request, user, backend=BACKEND)
    return done(request, _inside(found))


@never_cache
@login_required
@require_POST
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    try:
        accepted = actions.accept_invitation(token=token, by=request.user)
    except NotPossible as refusal:
        return _door(request, token, wrong=str(refusal), status=INVALID)
    return done(request, _inside(accepted))


def _door(request: HttpRequest, token: str, *, status: int = 200, **more: object) -> HttpResponse:
    """The invitation and what can be done with it; 404 for a link that never was, 410 for one no longer open."""
    found = Invitation.objects.by_token(token).select_related("review", "invited_by").first()
    if found is None or not found.is_open:
        status = 410 if found else 404
        return page(request, "reviews/invitation_closed.html", {"invitation": found}, status=status)
    context = {
        "invitation": found,
        "token": token,
        "exists": has_account(found.email),
        "form": Joining(email=found.email),
        **more,
    }
    return page(request, "reviews/invitation.html", context, status=status)


def _inside(found: Invitation) -> str:
    return reverse("overview", args=[found.review.slug]) if found.review else reverse("home")
