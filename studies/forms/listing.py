"""What the list of citations can be narrowed to; a value that makes no sense narrows nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms

from reviews.models import Review
from studies.models import Stage, State
from studies.queries.evidenced import PARTS
from studies.queries.facets import FOUND, GIVEN, ORIGINS, STATES, UNLIKE
from studies.queries.listing import NONE, ORDERS, YES

ANY = ("", "any")
AT_STAGE = r"^(title_abstract|full_text)-\d{1,9}$"
EVIDENCE = rf"^(title_abstract|full_text)-({'|'.join(PARTS)})$"
YEAR = {"min_value": 0, "max_value": 9998, "required": False}
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Chip:
    """One way in which the list is narrowed, in words, and the address without it."""

    words: str
    without: str


def _one_of(label: str, values: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, label=label, choices=[(value, value) for value in values], **options)


def _evidence(value: str) -> str:
    stage, _, part = value.partition("-")
    told = {"screened": "screened", "found": "included", "row": "excluded in a row"}
    return f"{told[part]} at {Stage(stage).label} as far as you may know"


class CitationFilter(forms.Form):
    """Read from the address of the list. `wanted` is what the queries take."""

    q = forms.CharField(
        required=False, label="Words", widget=forms.SearchInput(attrs={"data-key": "/", "data-key-label": "Find words"})
    )
    state = _one_of("Title and abstract", State.values)
    full_text = _one_of("Full text", State.values)
    reason = forms.CharField(required=False, strip=False, label="Reason by title and abstract")
    full_text_reason = forms.CharField(required=False, strip=False, label="Reason by full text")
    unlike = _one_of("Excluded for unlike reasons", UNLIKE)
    found = _one_of("Text of the document", FOUND)
    round = forms.ModelChoiceField(None, required=False, to_field_name="number", label="Round")
    batch = forms.ModelChoiceField(None, required=False, to_field_name="number", label="Batch")
    database = forms.CharField(required=False, max_length=120)
    origin = _one_of("Origin", ORIGINS)
    type = forms.CharField(required=False, max_length=60)
    language = forms.CharField(required=False, max_length=60)
    since = forms.IntegerField(label="From year", **YEAR)
    until = forms.IntegerField(label="To year", **YEAR)
    year = forms.RegexField(r"^\d{1,4}$", required=False, widget=forms.HiddenInput)
    abstract = _one_of("Abstract", GIVEN)
    doi = _one_of("DOI", GIVEN)
    label = forms.ModelChoiceField(None, required=False)
    calibration = forms.ModelChoiceField(None, required=False, to_field_name="number", widget=forms.HiddenInput)
    assigned = forms.RegexField(AT_STAGE, required=False, widget=forms.HiddenInput)
    screened = forms.RegexField(AT_STAGE, required=False, widget=forms.HiddenInput)
    evidence = forms.RegexField(EVIDENCE, required=False, widget=forms.HiddenInput)
    selected = _one_of("Selected", [YES], widget=forms.HiddenInput)
    sort = _one_of("Order", ORDERS, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], *, review: Review) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.review = review
        self.fields["batch"].queryset = review.batches.standing()
        self.fields["round"].queryset = review.search_rounds.all()
        self.fields["calibration"].queryset = review.calibration_rounds.all()
        self.fields["label"].queryset = review.labels.all()

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def narrowed(self) -> bool:
        return any(value not in (None, "") for name, value in self.wanted.items() if name != "sort")

    @property
    def query(self) -> str:
        """The part of the address that narrows and sorts, without what makes no sense: what is kept and passed on."""
        return urlencode({name: self.data[name] for name in self._asked})

    @property
    def rule(self) -> str:
        """The part that narrows by what the citations are: it means the same to everybody, and tomorrow."""
        return urlencode({name: self.data[name] for name in self._asked if name not in ("sort", "selected")})

    @property
    def lasting(self) -> str:
        """What can be kept under a name: all but what happens to be selected."""
        return urlencode({name: self.data[name] for name in self._asked if name != "selected"})

    @property
    def for_selected(self) -> str:
        """The part that shows what is selected, in the order of this list."""
        kept = {"selected": YES, "sort": self.wanted.get("sort")}
        return urlencode({name: value for name, value in kept.items() if value})

    @property
    def chips(self) -> list[Chip]:
        """Of all that narrows the list, one each."""
        values = {name: self.data[name] for name in self._asked}
        return [
            Chip(self._words(name), urlencode({key: value for key, value in values.items() if key != name}))
            for name in self._asked
            if name != "sort"
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a new search for words leaves as it is."""
        return [(name, self.data[name]) for name in self._asked if name != "q"]

    @property
    def _asked(self) -> list[str]:
        return [name for name, value in self.wanted.items() if value not in (None, "")]

    def _words(self, name: str) -> str:
        value = self.wanted[name]
        told = {
            "q": lambda: f"“{value}”",
            "state": lambda: f"{STATES[value]} by title and abstract",
            "full_text": lambda: f"{STATES[value]} by full text",
            "reason": lambda: f"excluded by title and abstract: {value}",
            "full_text_reason": lambda: f"excluded by full text: {value}",
            "unlike": lambda: f"excluded for unlike reasons {UNLIKE[value]}",
            "calibration": lambda: f"calibration round {value.number}",
            "found": lambda: f"full text {FOUND[value]}",
            "round": lambda: f"round {value.number}",
            "batch": lambda: f"batch {value.number}",
            "origin": lambda: ORIGINS[value],
            "since": lambda: f"from {value}",
            "until": lambda: f"to {value}",
            "abstract": lambda: f"abstract {GIVEN[value]}",
            "doi": lambda: f"DOI {GIVEN[value]}",
            "label": lambda: f"label {value}",
            "selected": lambda: "selected",
            "assigned": lambda: self._of_somebody("assigned to {} for {}", value),
            "screened": lambda: self._of_somebody("screened by {} at {}", value),
            "evidence": lambda: _evidence(value),
        }
        unsaid = f"no {name}" if value == NONE else f"{name}: {value}"
        return str(told[name]() if name in told else unsaid)

    def _of_somebody(self, words: str, value: str) -> str:
        stage, _, key = value.partition("-")
        member = self.review.members.filter(user=int(key)).select_related("user").first()
        return words.format(member.user if member else "nobody", Stage(stage).label)


class CitationFilters(CitationFilter):
    """The same with all there is to choose from, and how many citations each choice holds."""

    def __init__(self, data: Mapping[str, str], *, review: Review, choices: Mapping[str, Choices]) -> None:
        super().__init__(data, review=review)
        for name, offered in choices.items():
            self.fields[name].widget = forms.Select(choices=[ANY, *offered])
