"""`manage.py doctor`: whether this installation is well, and what to do where it is not."""

from typing import Any

from realist_review.diagnosis import diagnose
from reviews.commands import WorkbenchCommand


class Command(WorkbenchCommand):
    help = "Tell the state of the installation: versions, database, protection, worker, disk, e-mail, security policy."

    def run(self, **options: Any) -> None:
        for finding in diagnose():
            self.answer(finding.as_dict(), f"{'ok ' if finding.ok else 'BAD'}  {finding.check}: {finding.found}")
            self.partly = self.partly or not finding.ok
