"""Every component in all its states, and whole screens as they are meant: for those who build, so only in DEBUG."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from realist_review import gallery as samples


@require_safe
def gallery(request: HttpRequest, screen: str = "components") -> HttpResponse:
    if not settings.DEBUG or screen not in samples.SCREENS:
        raise Http404
    return render(request, f"gallery/{screen}.html", samples.context(screen))
