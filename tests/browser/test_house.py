"""The browser stories rely on a page's complaints being heard; here is one that complains."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser


def test_complaints_are_heard(new_context: Callable[..., BrowserContext], complaints: list[str]) -> None:
    page = new_context().new_page()
    page.route(
        "http://page.invalid/",
        lambda route: route.fulfill(
            headers={"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html"},
            body="<p style='color: red'>Inline style</p>",
        ),
    )
    page.goto("http://page.invalid/")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    page.wait_for_timeout(200)
    heard = "\n".join(complaints)
    complaints.clear()
    assert "content security policy: style-src-attr refuses inline" in heard
    assert "thrown" in heard
