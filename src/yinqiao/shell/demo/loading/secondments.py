"""The key community of the demo city and who is seconded there; what the officer did in the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.accounts.queries import find_user_by_username, get_actor
from yinqiao.areas.secondments.queries import get_secondment, list_people, terms
from yinqiao.areas.secondments.services import note_deed, open_community, second_officer
from yinqiao.areas.secondments.types import DeedKind, FollowUp, NewCommunity, NewDeed, NewSecondment
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST


@dataclass(frozen=True, slots=True)
class Seconding:
    """Who is seconded, to which community, by which enterprise."""

    username: str
    name: str
    place_no: int
    enterprise_id: int
    password: str


def load_secondment(new: Seconding, city: Actor, at: datetime) -> UUID:
    """Three months ago, until in three weeks; the key community lasts a year longer. Returns the account's id."""
    today = timezone.localdate(at)
    begun = today - timedelta(days=90)
    community = NewCommunity(
        new.place_no, new.enterprise_id, begun, today + timedelta(days=386), "市国企退管办〔2026〕21号（演示）"
    )
    made = open_community(actor=city, at=at, new=community)
    officer = second_officer(
        actor=city, at=at, community_id=made, password=new.password, is_demo=True,
        new=NewSecondment(
            new.name, new.username, "0731-00009012", begun, today + timedelta(days=21), "中湘三建人〔2026〕17号（演示）",
            tuple(terms(today)["rights"]),
        ),
    )  # fmt: skip
    with acting(city):
        return get_secondment(scope=city.scope, secondment_id=officer.id, today=today).user_id


def load_deeds(username: str, at: datetime) -> None:
    """Two visits and a call of the week, one of them with something still to be done."""
    today = timezone.localdate(at)
    actor = get_actor(user=find_user_by_username(username=username), grant_id=None, today=today, request_id="")
    with acting(actor):
        people = [one.pk for one in list_people(scope=actor.scope).exclude(name__in=[one.name for one in CAST])[:3]]
    for person, deed in zip(people, _deeds(today), strict=False):
        note_deed(actor=actor, at=at, retiree_id=person, new=deed)


def _deeds(today: date) -> tuple[NewDeed, ...]:
    before = today - timedelta(days=2)
    return (
        NewDeed(DeedKind.VISIT, before, "在家，问供暖费怎样报。", FollowUp.CALL, today + timedelta(days=5)),
        NewDeed(DeedKind.CALL, before, "接通，一切都好。"),
        NewDeed(DeedKind.ACCOMPANY, today, "一起去社区医院建档。", FollowUp.COMMUNITY, today + timedelta(days=12)),
    )
