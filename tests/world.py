"""The people and the review that tests are told about, made by actions as everything else is.

alice leads; bob and dana review; omar observes; adam loads batches and manages people (an admin member);
cleo has an account and no part in the review; ada administers the site and has no part in it either.
"""

from dataclasses import dataclass

from django.test import Client

from reviews.actions.people import add_member
from reviews.actions.reviews import create_review
from reviews.models import Review, User
from reviews.models.review import Role

PASSWORD = "a long illustrative passphrase"


@dataclass
class World:
    review: Review
    alice: User
    bob: User
    dana: User
    omar: User
    adam: User
    cleo: User
    ada: User

    @property
    def members(self) -> dict[str, User]:
        return {"lead": self.alice, "reviewer": self.bob, "admin": self.adam, "observer": self.omar}

    def client(self, user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    def url(self, path: str = "") -> str:
        return f"/r/{self.review.slug}/{path}"


def person(name: str, **extra: object) -> User:
    return User.objects.create_user(f"{name}@example.org", name=name.capitalize(), password=PASSWORD, **extra)


def make_world(slug: str = "talk") -> World:
    people = {name: person(name) for name in ("alice", "bob", "dana", "omar", "adam", "cleo")}
    people["ada"] = person("ada", is_staff=True, is_superuser=True)
    alice = people["alice"]
    review = create_review(slug=slug, title="Illustrative review of talking", question="What works for whom?", by=alice)
    roles = {
        "bob": Role.REVIEWER,
        "dana": Role.REVIEWER,
        "omar": Role.OBSERVER,
        "adam": Role.ADMIN,
    }
    for name, role in roles.items():
        add_member(review=review, user=people[name], role=role, by=alice)
    return World(review=review, **people)
