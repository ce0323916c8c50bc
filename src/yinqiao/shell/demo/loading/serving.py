"""Services due in the demo city: what the standards ask for today, a visit that was made, one that met nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from yinqiao.areas.duties.queries import list_duties
from yinqiao.areas.duties.services import read_changed, record_delivery, sweep_duties
from yinqiao.areas.duties.types import Condition, Delivery, Need, Outcome, Way
from yinqiao.platform.access import Actor, acting

LOADER = Actor.system("载入演示数据")


def load_services(community: Actor, at: datetime) -> None:
    """As the sweep of a night does; then the officer of a community goes to the last two on the list."""
    while read_changed(actor=LOADER, at=at):
        continue
    sweep_duties(actor=LOADER, at=at)
    today = timezone.localdate(at)
    with acting(community):
        found = list(list_duties(scope=community.scope, today=today, service="visit").order_by("-due_on", "-id")[:20])
    # A visit ends all visits that are due to a person: two people, not two of one.
    rows = {row["retiree_id"]: row for row in found}
    for row, delivery in zip(rows.values(), _told(today), strict=False):
        record_delivery(
            actor=community, at=at, retiree_id=row["retiree_id"], delivery=delivery, duties=[row["id"]]
        )  # fmt: skip


def _told(today: date) -> tuple[Delivery, Delivery]:
    met = Delivery(Way.VISIT, Outcome.MET, today, Condition.WATCH.value, (Need.MEALS.value,), "想了解社区食堂的送餐。")
    return met, Delivery(Way.VISIT, Outcome.NOT_HOME, today, next_on=today + timedelta(days=3))
