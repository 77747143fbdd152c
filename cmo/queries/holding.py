"""Documents that have a text: what is coded in it lies where it lies, so a join of two of them is asked about."""

from collections.abc import Collection, Iterator

from cmo.models import DocumentText
from studies.holding import holds
from studies.queries.votes import pieces


@holds
def with_text(citations: Collection[int]) -> Iterator[int]:
    for some in pieces(citations):
        yield from DocumentText.objects.filter(document__citation__in=some).values_list("document__citation", flat=True)
