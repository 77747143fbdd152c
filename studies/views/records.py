"""Records of the batches that count, by source or by why they are duplicates: what the flow counts before screening."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from reviews.access import Capability, member
from reviews.http import page
from reviews.models import Review
from studies.queries.judging import rule_words
from studies.queries.records import NARROW, narrowed, wording

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def records(request: HttpRequest, review: Review) -> HttpResponse:
    asked = {name: request.GET[name] for name in NARROW if request.GET.get(name)}
    here = Paginator(narrowed(review, asked), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, rule_words(each.join_rule) if each.join_rule else "") for each in here.object_list]
    return page(request, "studies/records.html", {"page": here, "rows": rows, "asked": wording(asked)})
