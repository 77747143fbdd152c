"""Chromium as the stories use it: British, quiet on the network, and deaf to no complaint of a page."""

import io
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connections
from django_tasks_db.management.commands.db_worker import Worker
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.browser.traffic import wait_for_silence
from tests.world import PASSWORD, World

# Playwright's synchronous interface runs an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "img"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# An answer of 409 or 422 is part of a story; Chromium prints it as an error all the same.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of (409|422) ")
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`content security policy: ${event.violatedDirective} refuses ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="session")
def base_url() -> None:
    """Stories name whole addresses; the plugin's own fixture of this name is one that pytest is about to refuse."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return {**browser_type_launch_args, "executable_path": found, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1440, "height": 900},
        "color_scheme": "light",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the pages of this test complained of: errors, warnings of the policy, exceptions. There must be nothing."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], complaints: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """A context for one more person, listened to; `context` and `page` come from here too."""
    made: list[BrowserContext] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.match(message.text):
            complaints.append(f"{message.text} ({message.location['url']})")

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        made.append(context)
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", hear)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context

    yield make
    for page in [page for context in made for page in context.pages]:
        page.close()
    wait_for_silence()


@pytest.fixture
def site(live_server: Any, settings: LazySettings) -> str:
    """The address of a running site that also knows its own address, so that links in its e-mails work."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[[], None]]:
    """Calling it sets a real worker of the queue to work beside the site, until the test ends."""
    worker = Worker(
        queue_names=["default"],
        interval=0.1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="story",
        excluded_queue_names=[],
    )

    def work() -> None:
        try:
            worker.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work, name="worker of the story")
    yield thread.start
    worker.running = False
    if thread.is_alive():
        thread.join()


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """`shot(page, name)` writes a picture of the guide when `make screenshots` asks for it, and else does nothing."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("SCREENSHOTS") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            # Hiding the caret leaves a style attribute behind, which htmx would copy and the policy refuse.
            taken = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="initial"))).convert("RGB")
            # A palette makes a third of the bytes and looks the same.
            taken.quantize(256, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)

    return take


@pytest.fixture
def desk(site: str, new_context: Callable[..., BrowserContext], world: World) -> Callable[..., Page]:
    """`desk("bob", "screen/title-abstract/")`: that person, signed in, before that page of the review."""

    def sit(name: str, path: str, size: tuple[int, int] = (1440, 900), **options: object) -> Page:
        page = new_context(**options).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{site}/accounts/login/?next={world.url(path)}")
        page.get_by_label("E-mail").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(site + world.url(path))
        return page

    return sit
