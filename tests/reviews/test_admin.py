"""The admin shows tables to site admins, changes none, and keeps votes and secrets to itself."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from reviews.actions.invitations import invite
from reviews.models import Event
from reviews.models.review import Role
from tests.world import World

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)


def test_admin_is_entered_by_the_sites_own_door(world: World) -> None:
    assert world.client(None).get("/admin/login/?next=/admin/").headers["Location"].startswith("/accounts/login/")
    assert world.client(world.alice).get("/admin/", follow=True).status_code == 403
    assert world.client(world.ada).get("/admin/").status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_table_is_shown_and_not_changed(world: World, model: type) -> None:
    request = RequestFactory().get("/admin/")
    request.user = world.ada
    shown = admin.site._registry[model]
    assert not shown.has_add_permission(request)
    assert not shown.has_change_permission(request)
    assert not shown.has_delete_permission(request)
    invite(review=world.review, email="eve@example.org", role=Role.REVIEWER, by=world.alice)
    client, name = world.client(world.ada), f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    first = shown.get_queryset(request).first()
    if first is not None:
        page = client.get(reverse(f"{name}_change", args=[first.pk]))
        assert page.status_code == 200
        assert not any(name in page.context["adminform"].fields for name in ("password", "token_hash"))
        assert client.post(reverse(f"{name}_change", args=[first.pk]), {}).status_code == 403


def test_votes_and_the_trail_of_reviews_stay_out(world: World) -> None:
    assert not {"Decision", "Resolution", "Citation"} & {model.__name__ for model in REGISTERED}
    request = RequestFactory().get("/admin/")
    request.user = world.ada
    assert world.review.events.exists()
    assert not admin.site._registry[Event].get_queryset(request).exclude(review=None).exists()
