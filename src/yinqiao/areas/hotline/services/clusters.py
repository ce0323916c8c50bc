"""Clusters: looked for every night and after each sheet, taken up as one case about the cause, or dismissed with a reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import polars as pl
import uuid_utils.compat as uuid_utils

from yinqiao.areas.cases.queries import list_cases
from yinqiao.areas.cases.services import note_passages, open_case
from yinqiao.areas.cases.types import NewCase
from yinqiao.areas.hotline import errors, events
from yinqiao.areas.hotline.models import Cluster, ClusterOrder, Order
from yinqiao.areas.hotline.queries import find_cluster, rate_on, topics_on
from yinqiao.areas.hotline.rules import find_clusters, words_in
from yinqiao.areas.hotline.types import KIND_OF_TOPIC, ClusterState, Rate, Reason, Topic
from yinqiao.areas.hotline.types import Cluster as Found
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.crypto.fields import reveal_values

_READ_WORDS = 200
_SHOWN_NUMBERS = 30
_SEEN = ("id", "case_id", "topic", "base_place_no", "firm_id", "received_on")


def sweep_clusters(*, actor: Actor, at: datetime) -> int:
    """Compare the last days with the weeks before, flag what is above them; returns how many are new.

    One that is known has its evidence brought up to date; one that somebody has settled is let rest for the rule's days.
    """
    with perform(actor=actor, action="hotline.sweep_clusters", at=at) as act:
        today = act.stamp.occurred_on
        rate = rate_on(today)
        since = today - timedelta(days=rate.window_days, weeks=rate.usual_weeks)
        seen = list(
            Order.objects.filter(received_on__gt=since, received_on__lte=today).order_by("pk").values_list(*_SEEN)
        )
        paths = {one.place_no: [up.place_no for up in places().path(one.place_no)] for one in places().rows}
        found = find_clusters(_frame(seen), today, rate, paths)
        made = [one for cluster in found if (one := _keep(act, cluster, seen, rate)) is not None]
        act.note(orders=len(seen), clusters=len(found), new=len(made))
        if made:
            act.emit(
                events.FLAGGED, [Subject(None, None, one.place_no, one.pk, data={"topic": one.topic}) for one in made]
            )
    return len(made)


def _frame(seen: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    """What the rule looks at: no words and no people."""
    kinds = {"case": pl.String, "topic": pl.String, "place_no": pl.Int64, "firm_id": pl.Int64, "received_on": pl.Date}
    columns = list(zip(*seen, strict=True))[1:] or [()] * len(kinds)
    return pl.DataFrame({name: [str(one) for one in column] if name == "case" else list(column)
                         for name, column in zip(kinds, columns, strict=True)}, schema=kinds)  # fmt: skip


def _keep(act: Act, found: Found, seen: Sequence[tuple[object, ...]], rate: Rate) -> Cluster | None:
    """The row of a cluster, when it is a new one."""
    today = act.stamp.occurred_on
    alike = Cluster.objects.filter(topic=found.topic, place_no=found.place_no, firm_id=found.firm_id)
    known = alike.filter(state=ClusterState.FOUND).first()
    if known is None and alike.filter(settled_on__gt=today - timedelta(days=rate.quiet_days)).exists():
        return None
    row = known or Cluster(
        id=uuid_utils.uuid7(), topic=found.topic, place_no=found.place_no, firm_id=found.firm_id, found_on=today,
        state=ClusterState.FOUND, reason="", note="", settled_name="",
    )  # fmt: skip
    row.last_on, row.orders, row.weeks = today, len(found.rows), list(found.weeks)
    row.usual_hundredths = found.usual_hundredths
    orders = list(Order.objects.filter(pk__in=[seen[at][0] for at in found.rows]).order_by("-received_on", "number"))
    row.words = _common(orders[:_READ_WORDS], today)
    row.save(force_insert=known is None)
    ClusterOrder.objects.filter(cluster=row).delete()
    ClusterOrder.objects.bulk_create(
        ClusterOrder(
            id=uuid_utils.uuid7(), cluster=row, order_id=one.pk, number=one.number, received_on=one.received_on,
            place_no=one.base_place_no, estate=one.estate, is_repeat=one.is_repeat,
        )
        for one in orders
    )  # fmt: skip
    return row if known is None else None


def _common(orders: Sequence[Order], today: date) -> list[str]:
    """Words of the rule that they share."""
    told = reveal_values(Order, "sealed", [one.sealed for one in orders], [one.pk for one in orders])
    return words_in([json.loads(one or "{}").get("text", "") for one in told], topics_on(today))


def take_up(*, actor: Actor, at: datetime, cluster_id: UUID, words: str) -> UUID:
    """Open one case about the cause, joined to the cluster's orders; returns the case. Conflict `hotline.settled_already`."""
    with perform(actor=actor, action="hotline.take_up", at=at) as act:
        row = _lock(act, cluster_id)
        told = f"{evidence(row)}\n{words.strip()}".strip()
        new = NewCase(KIND_OF_TOPIC[Topic(row.topic)], told, row.place_no, firm_id=row.firm_id)
        row.case_id = open_case(actor=actor, at=at, new=new)
        row.state = ClusterState.TAKEN
        _settle(act, row)
        orders = row.members.values("order_id")
        ids = set(Order.objects.filter(pk__in=orders).values_list("case_id", flat=True))
        led = list_cases(scope=actor.scope, today=act.stamp.occurred_on).filter(pk__in=ids).order_by()
        note_passages(act=act, lines=[(pk, "并入集中反映查原因", "同类诉求由一件事项查找原因，本件照常办理和答复。")
                            for pk in led.values_list("pk", flat=True)])  # fmt: skip
        return row.case_id


def evidence(row: Cluster) -> str:
    """What speaks for one cause: topic, place, enterprise, counts, numbers of orders. Nobody's name."""
    firm = f"，涉及{enterprise_names({row.firm_id})[row.firm_id]}" if row.firm_id else ""
    numbers = [one.number for one in row.members.all()[:_SHOWN_NUMBERS]]
    more = f"等 {row.orders} 件" if row.orders > len(numbers) else ""
    return (
        f"{places().label(row.place_no)}集中反映{Topic(row.topic).label}{firm}：近期 {row.orders} 件，平时同样天数约"
        f" {row.usual:.1f} 件。请查找原因，从原因上解决。\n工单：{'、'.join(numbers)}{more}"
    )


def dismiss(*, actor: Actor, at: datetime, cluster_id: UUID, reason: Reason, words: str) -> None:
    """Say why no case is opened. Invalid `hotline.words_missing`; Conflict `hotline.settled_already`."""
    with perform(actor=actor, action="hotline.dismiss", at=at) as act:
        row = _lock(act, cluster_id)
        if not words.strip():
            raise errors.words_missing()
        row.state, row.reason, row.note = ClusterState.DISMISSED, reason, words.strip()[:200]
        act.note(reason=reason.value)
        _settle(act, row)


def _lock(act: Act, cluster_id: UUID) -> Cluster:
    found = find_cluster(scope=act.actor.scope, cluster_id=cluster_id)
    row = Cluster.objects.select_for_update().get(pk=found.pk)
    act.about("hotline_cluster", row.pk, people=0)
    act.note(topic=row.topic)
    if row.state != ClusterState.FOUND:
        raise errors.settled_already()
    return row


def _settle(act: Act, row: Cluster) -> None:
    row.settled_on, row.settled_name = act.stamp.occurred_on, act.actor.name[:64]
    row.save()
