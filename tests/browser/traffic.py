"""How many requests the site is answering: a page may send one more, ahead of its reader, as a story ends."""

import threading
import time
from collections.abc import Callable
from typing import Any

LOCK = threading.Lock()
answering = 0


def count(requests: int) -> None:
    global answering
    with LOCK:
        answering += requests


def middleware(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The outermost; a request is answered when its answer is closed."""

    def counted(request: Any) -> Any:
        count(1)
        response = get_response(request)
        response._resource_closers.append(lambda: count(-1))
        return response

    return counted


def wait_for_silence(seconds: float = 10) -> None:
    """Until nothing was asked for a moment: a request must not meet a database that is being emptied."""
    deadline, quiet = time.monotonic() + seconds, 0
    while quiet < 3 and time.monotonic() < deadline:
        quiet = 0 if answering else quiet + 1
        time.sleep(0.01)
