"""Volunteers of the matrix: the accepted of each side serves, did serve once, and is called for again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tests.probe_matrix.city import COMMUNITIES, SIDES, City, holder
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.volunteers.services import open_task, sign_up, take
from yinqiao.areas.volunteers.types import Free, NewTask, SignUp, Skill


def lay_volunteers(city: City) -> None:
    """One task is over and its hours wait, one is taken, one is open."""
    for side in SIDES:
        person, then = city.targets["accepted_person"][side], city.at - timedelta(days=3)
        new = SignUp((Skill.HAIRCUT,), (Free.EVENING,))
        entry = sign_up(actor=holder(side), at=then, retiree_id=person, new=new)
        city.put("volunteer", side, entry)
        over = _task(side, "理发", then, then + timedelta(days=1))
        city.put("served_part", side, take(actor=holder(side), at=then, task_id=over, volunteer_id=entry))
        coming = _task(side, "陪诊", city.at, city.at + timedelta(days=1))
        city.put("volunteer_part", side, take(actor=holder(side), at=city.at, task_id=coming, volunteer_id=entry))
        city.put("volunteer_task", side, _task(side, "巡逻", city.at, city.at + timedelta(days=2)))
    city.put("own_volunteer_task", "own", city.targets["volunteer_task"]["own"])


def _task(side: str, title: str, at: datetime, begins: datetime) -> UUID:
    place_no = places().by_code[COMMUNITIES[side]].place_no
    ends = begins + timedelta(hours=1)
    return open_task(
        actor=holder(side), at=at, new=NewTask(place_no, title, "", "社区服务中心", begins, ends, 5, Skill.HAIRCUT)
    )
