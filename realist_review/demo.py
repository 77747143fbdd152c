"""The demo review, built from `fixtures/demo` through the same actions as the screens use."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files import File

from cmo.actions.configurations import make_configuration
from cmo.actions.passages import Words
from cmo.actions.texts import paste_text
from cmo.actions.tray import put_in_tray, restate
from cmo.models import Configuration, DocumentText
from reviews.actions.accounts import open_account
from reviews.actions.people import add_member
from reviews.actions.reviews import create_review
from reviews.actions.theory import freeze_version, write_statement
from reviews.models import Review, User
from reviews.models.review import Role
from studies.actions.criteria import write_criteria
from studies.actions.documents import set_priority
from studies.actions.screening import decide
from studies.actions.searching import open_round
from studies.intake import look
from studies.loading import carry_out, take_file
from studies.models import Citation, Document, Stage, Verdict
from studies.queries.criteria import in_force
from synthesis.actions.explanations import begin_explanations
from synthesis.actions.placing import place_configuration

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
PASSWORD = "illustrative-{name}-2022"  # noqa: S105  (printed for everyone who runs the demo)
SCREENED = 60
Say = Callable[[str], None]


@dataclass(frozen=True)
class Login:
    role: Role
    name: str

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@demo.example"

    @property
    def password(self) -> str:
        return PASSWORD.format(name=self.name.lower())


LOGINS = (
    Login(Role.LEAD, "Alice"),
    Login(Role.REVIEWER, "Bob"),
    Login(Role.REVIEWER, "Dana"),
    Login(Role.ADMIN, "Adam"),
    Login(Role.OBSERVER, "Omar"),
)


def build(slug: str, *, small: bool, say: Say) -> Review:
    """The whole thread, step by step, under that slug; `small` loads the first of the two batches only."""
    script = json.loads((FOLDER / "review.json").read_text(encoding="utf-8"))
    people = {login.name: _account(login) for login in LOGINS}
    alice = people["Alice"]
    say("Theory and people")
    review = create_review(
        slug=slug,
        **{name: script[name] for name in ("title", "question", "purpose")},
        illustrative=True,
        by=alice,
    )
    for login in LOGINS[1:]:
        add_member(review=review, user=people[login.name], role=login.role, by=alice)
    _theory(review, script, alice)
    say("Search: two batches of made-up records")
    _search(review, script["rounds"][: 1 if small else 2], people["Adam"])
    say("Screening by two people")
    _criteria(review, script["criteria"], alice)
    _screen(review, script, people["Bob"], people["Dana"])
    say("Documents, passages and configurations")
    documents = _documents(review, script, alice)
    _explain(review, _configurations(script, documents, people["Bob"]), script, alice)
    return review


def _account(login: Login) -> User:
    standing = User.objects.filter(email=login.email).first()
    return standing or open_account(email=login.email, name=login.name, password=login.password, by=None)


def _theory(review: Review, script: dict[str, Any], by: User) -> None:
    for each in script["statements"]:
        write_statement(review=review, if_text=each["if"], then_text=each["then"], because_text=each["because"], by=by)
    freeze_version(review=review, narrative=script["narrative"], by=by)


def _search(review: Review, rounds: list[dict[str, str]], by: User) -> None:
    for each in rounds:
        search_round = open_round(review=review, why=each["why"], where=each["where"], by=by)
        path = FOLDER / each["file"]
        with path.open("rb") as opened:
            intake = look(opened, name=path.name, limit=settings.CITATION_FILE_LIMIT)
            file, database = File(opened, name=path.name), each["database"]
            carry_out(take_file(search_round=search_round, file=file, intake=intake, by=by, database=database))


def _criteria(review: Review, script: dict[str, Any], by: User) -> None:
    before = in_force(review)
    write_criteria(
        review=review,
        text=script["text"],
        reasons=before.reasons,
        terms_for="\n".join(script["terms_for"]),
        terms_against="\n".join(script["terms_against"]),
        why=script["why"],
        revision=before.version,
        by=by,
    )


def _screen(review: Review, script: dict[str, Any], bob: User, dana: User) -> None:
    """Both agree on most of the first sixty; one is in conflict, and the last ten await Dana."""
    wanted = {each["record"] for each in [*script["documents"], script["left"]]}
    citations = list(review.citations.standing().order_by("number")[:SCREENED])
    for citation in citations:
        _vote(citation, bob, citation.number in wanted)
    for citation in citations[: SCREENED - 10]:
        conflicting = citation.number == script["conflict"]
        _vote(citation, dana, (citation.number in wanted) or conflicting)


def _vote(citation: Citation, by: User, include: bool) -> None:
    verdict, reason = (Verdict.INCLUDE, "") if include else (Verdict.EXCLUDE, "No causal insight")
    decide(citation=citation, stage=Stage.TITLE_ABSTRACT, by=by, verdict=verdict, reason=reason)


def _documents(review: Review, script: dict[str, Any], by: User) -> list[DocumentText]:
    texts = []
    for each in script["documents"]:
        document = _prioritise(review, each["record"], each["priority"], each["reason"], by)
        words = (FOLDER / "texts" / each["text"]).read_text(encoding="utf-8")
        texts.append(paste_text(document=document, by=by, words=words))
    _prioritise(review, script["left"]["record"], "left", script["left"]["reason"], by)
    return texts


def _prioritise(review: Review, number: int, priority: str, reason: str, by: User) -> Document:
    document = review.documents.get(citation__number=number)
    return set_priority(document=document, by=by, priority=priority, reason=reason, revision=document.revision)


def _configurations(script: dict[str, Any], texts: list[DocumentText], by: User) -> list[Configuration]:
    made = []
    for each in script["configurations"]:
        text = texts[each["document"]]
        for element in each["elements"]:
            start = text.text.index(element["quotation"])
            words = Words(start=start, end=start + len(element["quotation"]), exact=element["quotation"])
            item = put_in_tray(text=text, words=words, role=element["role"], by=by)
            restate(item=item, text=element["text"], by=by)
        made.append(make_configuration(document=text.document, by=by, title=each["title"]))
    return made


def _explain(review: Review, made: list[Configuration], script: dict[str, Any], by: User) -> None:
    explanations = begin_explanations(review=review, by=by)
    for configuration, each in zip(made, script["configurations"], strict=True):
        place_configuration(configuration=configuration, explanation=explanations[each["explanation"]], by=by)
