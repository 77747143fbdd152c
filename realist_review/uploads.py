"""Uploads that were being received when a process died: half a file is of no use to anybody."""

import time
from pathlib import Path

from django.conf import settings

DAY = 86_400


def forget_torn() -> None:
    """Younger ones may be under way in another process."""
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        if path.stat().st_mtime < time.time() - DAY:
            path.unlink(missing_ok=True)
