"""The entry for web servers; an embedded site does its background work in a thread of the same process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realist_review.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (settings are ready only now)

from realist_review.uploads import forget_torn  # noqa: E402
from reviews.jobs.worker import start_embedded_worker, start_reaper  # noqa: E402

forget_torn()
start_reaper()
if settings.EMBEDDED_WORKER:
    import sklearn.svm  # noqa: F401  (loading it takes a second, for which the first decision would stand still)

    start_embedded_worker()
