"""Work in the background: what kinds there are, how one is started, and how it is carried out."""

from reviews.jobs.kinds import Cancelled, Refused, kind
from reviews.jobs.queue import cancel, start

__all__ = ["Cancelled", "Refused", "cancel", "kind", "start"]
