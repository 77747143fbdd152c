"""The site as the tests see it: the real settings over a data folder that lasts as long as the run."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="workbench-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in ("SITE_URL", "ALLOWED_HOSTS", "EMAIL_HOST", "BEHIND_PROXY", "TIME_ZONE"):
    os.environ.pop(_name, None)
os.environ.update(DEBUG="1", SECRET_KEY="only-for-tests", DATA_DIR=_folder, EMBEDDED_WORKER="0")

from realist_review.settings import *  # noqa: E402, F403  (the environment comes first)

MIDDLEWARE = ["tests.browser.traffic.middleware", *MIDDLEWARE]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
