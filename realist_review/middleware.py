"""What every request and every answer passes: headers on the way out, one cleaning on the way in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Plotly writes two style elements of its own: an empty one that it fills by rules, and one for maps.
# A test recomputes these hashes from the package's file.
PLOTLY_STYLE_HASHES: tuple[str, ...] = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
)

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


def no_nul_in_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """PostgreSQL takes no NUL in a text, and no filter or search means one; forms refuse it in what they are sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return get_response(request)

    return middleware
