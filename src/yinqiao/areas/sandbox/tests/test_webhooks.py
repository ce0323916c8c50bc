"""A webhook that rests on the key of a sandbox carries its people's events; one of the city carries none of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.exchange.services import open_message, register_endpoint
from yinqiao.areas.exchange.types import NewEndpoint
from yinqiao.areas.intake.tests.offices import DEATH, OTHER, make_key
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.areas.sandbox.tests.trying import FIRST, SYSTEM, Trying
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.events.models import Epoch
from yinqiao.platform.events.sequencer import sequence_all

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def administrator(city: City) -> Actor:
    """Who looks after the keys of the city."""
    with acting(SYSTEM):
        if not Epoch.objects.exists():
            Epoch.objects.create(reason="test")
    user = User.objects.create(username="zhanghu", name="易账户")
    division = places().by_no[city.city].id
    grant = Grant.objects.create(user=user, role="unit_admin", division_id=division, valid_from=date(2026, 1, 1))
    return Actor(user.pk, "unit_admin", user.name, Scope(label="长沙市"), "长沙市", grant.pk)


def _sent(administrator: Actor, key_id: UUID | None) -> list[dict[str, Any]]:
    assert key_id is not None
    new = NewEndpoint("接收", key_id, "https://tongji.example.cn/yinqiao", (), True)
    made, _ = register_endpoint(actor=administrator, at=AT, endpoint=new)
    message = open_message(actor=SYSTEM, at=AT, endpoint_id=made)
    assert message is not None
    return list(json.loads(message.body))


def test_each_is_sent_what_happened_in_its_own_world(
    city: City, trying: Trying, register: Register, administrator: Actor
) -> None:
    person = register(name="李建国", id_no=OTHER)
    trying.tell(DEATH, {**FIRST, "died_on": "2026-03-03", "proof": "死亡医学证明"})
    sequence_all()
    tried = _sent(administrator, trying.actor.id)
    assert {one["subject"][:13] for one in tried if one.get("subject")} == {"ffffffff-ffff"}
    assert "retirees.death_recorded" in {one["type"] for one in tried}
    real = _sent(administrator, make_key(city, "city", city.scopes["city"]).id)
    assert {one["subject"] for one in real if one.get("subject")} == {str(person)}
