"""The small city of the handover's tests with a key community and somebody who is seconded there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.handover.services import Choice, accept_people
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, keys, roster, scene
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.secondments.models import Secondment
from yinqiao.areas.secondments.services import open_community, second_officer
from yinqiao.areas.secondments.types import NewCommunity, NewSecondment, Right
from yinqiao.platform.access import Actor, acting

__all__ = ["keys", "scene"]
NEAR, BESIDE = "430104001001", "430104001002"
LAST = date(2027, 6, 30)
RIGHTS = tuple(one.value for one in Right)
RIVALS = Person("罗建华", 201, phone="13900000201")


@dataclass(frozen=True)
class Stay:
    """Who is seconded by the enterprise of the scene to 月华社区, and the people by name."""

    scene: Scene
    community_id: UUID
    id: UUID
    people: dict[str, UUID]

    @property
    def row(self) -> Secondment:
        """The secondment as it stands."""
        with acting(self.scene.city):
            return Secondment.objects.get(pk=self.id)

    @property
    def officer(self) -> Actor:
        """Who asks now, as the next request would know it."""
        user = User.objects.get(pk=self.row.user_id)
        return get_actor(user=user, grant_id=None, today=NOW.date(), request_id="")


def new_secondment(**changes: object) -> NewSecondment:
    """A secondment that the city may make."""
    told = NewSecondment("沈丽", "xuanpai.shen", "", NOW.date(), LAST, "湘企发〔2026〕3号", RIGHTS)
    return told._replace(**changes)


def new_community(scene: Scene, **changes: object) -> NewCommunity:
    """月华社区 for the enterprise of the scene, to the middle of next year."""
    here = places().by_code[NEAR].place_no
    return NewCommunity(here, scene.enterprise_id, NOW.date(), LAST, "长国资〔2026〕8号")._replace(**changes)


@pytest.fixture
def stay(scene: Scene) -> Stay:
    """People of two enterprises in three communities, and 沈丽 of the first in the first."""
    return make_stay(scene)


def make_stay(scene: Scene) -> Stay:
    """The same, for tests with a scene of their own."""
    scene.submit(roster(*CAST))
    scene.submit(roster(RIVALS), scene.rival)
    for local in (scene.community, scene.neighbour, scene.elsewhere):
        accept_people(actor=local, at=NOW, choice=Choice())
    made = open_community(actor=scene.city, at=NOW, new=new_community(scene))
    seconded = second_officer(actor=scene.city, at=NOW, community_id=made, new=new_secondment())
    with acting(scene.city):
        people = dict(Retiree.objects.values_list("name", "id"))
    return Stay(scene, made, seconded.id, people)
