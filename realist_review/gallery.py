"""Sample values of the gallery: enough to stand every component in all its states, saved nowhere."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from realist_review.context import STEPS, Tab
from reviews.models import Job, Review

SCREENS = {
    "components": "overview",
    "overview": "overview",
    "screening": "screen_title_abstract",
    "reader": "documents",
}
SAVED_AT = datetime(2026, 7, 12, 14, 30, tzinfo=UTC)


class SampleForm(forms.Form):
    statement_if = forms.CharField(
        label="If", help_text="The circumstances in which it starts.", widget=forms.TextInput
    )
    statement_then = forms.CharField(label="Then", widget=forms.Textarea)
    purpose = forms.ChoiceField(label="Purpose", choices=[("integrity", "theory integrity"), ("reality", "reality")])
    spelling = forms.ChoiceField(
        label="Spelling", choices=[("programme", "programme"), ("program", "program")], widget=forms.RadioSelect
    )
    searched_on = forms.DateField(label="Searched on", required=False)
    blinded = forms.BooleanField(label="Reviewers do not see each other's votes", required=False)


def context(screen: str) -> dict[str, Any]:
    current = SCREENS[screen]
    return {
        "review": Review(slug="gallery", title="Illustrative review of talking", illustrative=True),
        "nav": [Tab(name, label, "#main", name == current) for name, label in STEPS],
        "screens": SCREENS,
        "form": SampleForm(initial={"spelling": "programme"}),
        "wrong_form": SampleForm({"statement_then": "What was typed is kept", "searched_on": "last spring"}),
        "jobs": [
            Job(pk=1, kind="import", state="queued"),
            Job(pk=2, kind="import", state="running", done=5694, total=9185, message="Reading entries"),
            Job(pk=3, kind="import", state="done", done=9185, total=9185, message="9,185 records stored"),
            Job(
                pk=4,
                kind="import",
                state="failed",
                done=12,
                total=9185,
                error="The file ends in the middle of entry 13.",
            ),
        ],
        "page": Paginator(range(9185), 50).page(3),
        "roles": ["intervention", "strategy", "context", "actor", "resource", "response", "mechanism", "outcome"],
        "hues": ["rationality", "relationality", "other", "4", "5", "6"],
        "states": ["undecided", "awaiting", "conflict", "included", "excluded", "unsure", "now", "running", "failed"],
        "stances": ["supports", "refutes", "refines", "opposite"],
        "saved_at": SAVED_AT,
        "queue": _queue(),
        "figure": _figure(),
    }


def _queue() -> list[dict[str, str]]:
    states = ["included", "now", "conflict", "", "excluded", "", "", "", "", "", ""]
    return [
        {
            "who": f"Author {2010 + n}",
            "title": f"Illustrative record {n}: how talk becomes trust, and when it does not",
            "state": state,
        }
        for n, state in enumerate(states, start=3)
    ]


def _figure() -> dict[str, Any]:
    return {
        "data": [
            {
                "type": "bar",
                "name": "Rationality",
                "x": ["CMOC1", "CMOC2", "CMOC3"],
                "y": [5, 3, 8],
                "marker": {"color": "--hue-1"},
            },
            {
                "type": "bar",
                "name": "Relationality",
                "x": ["CMOC1", "CMOC2", "CMOC3"],
                "y": [2, 6, 4],
                "marker": {"color": "--hue-2"},
            },
        ],
        "layout": {"height": 320, "legend": {"orientation": "h", "y": 1.15}, "yaxis": {"title": {"text": "Passages"}}},
    }
