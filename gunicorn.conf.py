"""How the site is served: one process with threads, because an embedded database has one writer.

On PostgreSQL set WEB_CONCURRENCY to the number of processes; gunicorn reads it itself.
"""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
# Eight in all: more of them in one process only take the interpreter from each other, and all of them answer later.
threads = int(os.environ.get("THREADS", max(4, 8 // int(os.environ.get("WEB_CONCURRENCY", "1")))))
timeout = 120  # an upload of half a gigabyte over a slow line
graceful_timeout = 20
keepalive = 75  # idle connections cost no thread; closed after the usual 2 s, a request already on its way is lost
loglevel = os.environ.get("LOG_LEVEL", "warning")
accesslog = "-" if os.environ.get("ACCESS_LOG") == "1" else None
