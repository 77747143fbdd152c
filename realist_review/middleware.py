"""Headers that every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Plotly writes two style elements of its own; a test recomputes these hashes from the vendored file.
PLOTLY_STYLE_HASHES: tuple[str, ...] = ()

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        " ".join(["style-src 'self'", *PLOTLY_STYLE_HASHES]),
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return middleware
