"""Threads of the web process: the embedded worker, and the reaper that wakes jobs whose worker died and
throws away what was kept long enough."""

import logging
import sys
import threading
import time

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from reviews.jobs.runner import forget_old, requeue_stale

logger = logging.getLogger(__name__)
POLL_SECONDS = 0.25
REAP_SECONDS = 10
# The interpreter's default of 5 ms is paid at every query of a page while a job computes beside it: pages take twice as
# long during a load of 7,000 entries.
TURN_SECONDS = 0.0005


def start_embedded_worker() -> threading.Thread:
    sys.setswitchinterval(TURN_SECONDS)
    return _start("embedded worker", _work)


def start_reaper() -> threading.Thread:
    return _start("reaper", _reap)


def _start(name: str, target: object) -> threading.Thread:
    thread = threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread


def _work() -> None:
    while True:
        try:
            Worker(
                queue_names=["default"],
                interval=POLL_SECONDS,
                batch=False,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id="embedded",
                excluded_queue_names=[],
            ).run()
        except Exception:
            logger.exception("the embedded worker stumbled; it goes on in a second")
            time.sleep(1)


def _reap() -> None:
    while True:
        try:
            requeue_stale()
            forget_old()
        except Exception:
            logger.exception("stale jobs and old files could not be looked for; trying again")
        close_old_connections()
        time.sleep(REAP_SECONDS)
