"""Key communities of the matrix: each side has one of its enterprise; in the own one works the viewer who is seconded."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import COMMUNITIES, SIDES, City
from yinqiao.areas.accounts.models import Grant
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.secondments.models import Deed, KeyCommunity, Proposal, Secondment
from yinqiao.areas.secondments.types import Right
from yinqiao.platform.access import Actor, acting

UNTIL = date(2099, 1, 1)
_DAY = timedelta(days=1)


def lay_secondments(city: City, viewer: UUID) -> None:
    """On each side a secondment with something to be done, and one that is over and has left something."""
    today = timezone.localdate(city.at)
    grant = Grant.objects.get(user_id=viewer)
    with acting(Actor.system("matrix")):
        for side in SIDES:
            here = {"place_no": places().by_code[COMMUNITIES[side]].place_no, "enterprise_id": city.firms[side]}
            key = KeyCommunity.objects.create(
                **here, from_on=today - 60 * _DAY, until_on=today + 400 * _DAY, document="文1", opened_name="布景员"
            )
            city.put("key_community", side, key.pk)
            city.put("stay_person", side, city.targets["accepted_person"][side])
            ids = (grant.pk, viewer) if side == "own" else (uuid4(), uuid4())
            stands = Secondment.objects.create(
                **here, community=key, grant_id=ids[0], user_id=ids[1], name="选派员",
                from_on=today - 30 * _DAY, until_on=today + 300 * _DAY, rights=[one.value for one in Right], document="文2",
            )  # fmt: skip
            over = Secondment.objects.create(
                **here, community=key, grant_id=uuid4(), user_id=uuid4(), name="前任", from_on=date(2026, 1, 1),
                until_on=date(2026, 1, 9), rights=[], document="文3", ended_at=city.at, ended_why="选派期满",
            )  # fmt: skip
            city.put("secondment", side, stands.pk)
            city.put("their_secondment", side, _standing_beside(here, key, today).pk)
            city.put("stay_proposal", side, _proposal(here, key, stands).pk)
            city.put("stay_proposed", side, _proposal(here, key, None).pk)
            city.put("own_deed", side, _deed(city, side, stands, is_passed=False))
            city.put("passed_deed", side, _deed(city, side, over, is_passed=True))


def _standing_beside(here: dict[str, int], key: KeyCommunity, today: date) -> Secondment:
    """Somebody about whom the enterprise has proposed nothing yet."""
    return Secondment.objects.create(
        **here, community=key, grant_id=uuid4(), user_id=uuid4(), name="另一位", from_on=today - 30 * _DAY,
        until_on=today + 200 * _DAY, rights=[], document="文2",
    )  # fmt: skip


def _proposal(here: dict[str, int], key: KeyCommunity, about: Secondment | None) -> Proposal:
    """An end that community or city answers, or somebody new whom the city alone seconds."""
    told = {"kind": "end", "secondment": about, "name": about.name, "why": "企业召回"} if about else {
        "kind": "second", "name": "候选", "from_on": key.from_on, "last_on": key.until_on - _DAY, "document": "文6",
        "rights": ["visits"],
    }  # fmt: skip
    return Proposal.objects.create(**here, community=key, proposed_name="企业经办", **told)


def _deed(city: City, side: str, secondment: Secondment, *, is_passed: bool) -> UUID:
    today, person = timezone.localdate(city.at), city.targets["accepted_person"][side]
    return Deed.objects.create(
        secondment=secondment, retiree_id=person, entered_as=person, kind="visit", occurred_on=today,
        author_name="选派员", follow_up="call", due_on=today + timedelta(days=3), passed_on=today if is_passed else None,
    ).pk  # fmt: skip
