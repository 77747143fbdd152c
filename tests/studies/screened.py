"""Citations to screen and the votes on them, for the tests of screening."""

from reviews.models import User
from studies.actions.resolving import resolve_conflict
from studies.actions.screening import decide
from studies.models import Citation, Resolution, Stage
from studies.search_index import reindex
from tests.world import World

ABSTRACT = "BACKGROUND: Illustrative trust number {n}. METHODS: We asked. RESULTS: Animals did not answer."


def citations(world: World, count: int) -> list[Citation]:
    made = Citation.objects.bulk_create(
        Citation(
            review=world.review,
            number=n,
            title=f"Illustrative record {n}: how talk becomes trust",
            abstract=ABSTRACT.format(n=n),
            authors=f"Author{n}, A; Second, B",
            year=str(2000 + n % 25),
        )
        for n in range(1, count + 1)
    )
    reindex([each.pk for each in made])
    return made


def cast(citation: Citation, stage: str = Stage.TITLE_ABSTRACT, **verdicts: str) -> None:
    """`cast(citation, bob="include", dana="exclude")`: votes in that order."""
    for name, verdict in verdicts.items():
        reason = "Illustrative reason" if verdict == "exclude" else ""
        by = User.objects.get(email=f"{name}@example.org")
        decide(citation=citation, stage=stage, by=by, verdict=verdict, reason=reason)


def settle(
    citation: Citation, by: User, outcome: str = "include", stage: str = Stage.TITLE_ABSTRACT, revision: int = 0
) -> Resolution:
    return resolve_conflict(
        citation=citation, stage=stage, by=by, outcome=outcome, reason="Illustrative reason", revision=revision
    )
