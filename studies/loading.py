"""A citation file from the first look to its records at once: for commands and the demo, which have no preview."""

import time
from contextlib import nullcontext
from dataclasses import replace

from django.core.files import File

from reviews.jobs.runner import requeue_stale, run_job
from reviews.models import User
from studies.actions.importing import import_batch, resume_batch
from studies.actions.staging import AlreadyLoaded, stage_file
from studies.intake import Intake
from studies.kept import at_hand
from studies.models import Batch, SearchRound
from studies.origins import Origin

PATIENCE = 0.5


def take_file(
    *, search_round: SearchRound, file: File, intake: Intake, by: User, origin: Origin | None = None, database: str = ""
) -> Batch:
    """The batch of the file, with a job to carry out. Raises AlreadyLoaded when all of it is loaded.

    A `database` that is named replaces the one that the file seems to come from.
    """
    told = origin or intake.origin
    told = replace(told, database=database or told.database)
    try:
        staged = stage_file(search_round=search_round, file=file, intake=intake, by=by, origin=told)
        return import_batch(staged=staged, by=by)
    except AlreadyLoaded as held:
        if held.batch.complete:
            raise
        return resume_batch(batch=held.batch, by=by)


def carry_out(batch: Batch, intake: Intake | None = None) -> Batch:
    """Do the job here, or wait while another worker has it; answers the batch as it then stands.

    What the look (`intake`) kept is not read again.

    A worker that died is noticed here too: there may be no web process that looks for it.
    """
    while True:
        requeue_stale()
        with at_hand(intake.read_as, intake.kept) if intake else nullcontext():
            run_job.func(batch.job_id)
        batch = Batch.objects.select_related("job", "review").get(pk=batch.pk)
        if batch.job.ended:
            return batch
        time.sleep(PATIENCE)
