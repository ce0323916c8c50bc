"""Items and years of the city in the matrix: those that the folk's own manager draws up, and those that wait for it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City
from yinqiao.areas.office_calendar.services import propose_year
from yinqiao.areas.office_calendar.types import YearDraft
from yinqiao.areas.service_items.services import begin_item, propose_version
from yinqiao.platform.access import Actor, Scope


def lay_items(city: City, manager: UUID) -> None:
    """One of each on each side."""
    own, other = (Actor(one, "city_manager", "拟定人", Scope.everything()) for one in (manager, uuid4()))
    day = timezone.localdate(city.at) + timedelta(days=30)
    for side in HOMES:
        city.put("drawn_item", side, _begun(city, own, f"drawn_{side}"))
        made = _begun(city, other, f"waits_{side}")
        propose_version(actor=other, at=city.at, version_id=made, valid_from=day, reason="核定")
        city.put("proposed_item", side, made)


def _begun(city: City, actor: Actor, code: str) -> UUID:
    return begin_item(actor=actor, at=city.at, code=code, title="临时救助", like="hardship_aid")


def lay_calendar(city: City, manager: UUID) -> None:
    """A year that waits for the folk's own manager, and one that it entered itself; the same on every side."""
    year = timezone.localdate(city.at).year
    for kind, who, of in (("proposed_year", uuid4(), year + 1), ("own_year", manager, year + 2)):
        actor = Actor(who, "city_manager", "录入人", Scope.everything())
        draft = YearDraft(of, (date(of, 1, 3), date(of, 1, 4)), (), "退管发3号", "核定")
        made = propose_year(actor=actor, at=city.at, draft=draft)
        for side in HOMES:
            city.put(kind, side, made)
