"""Rename an enterprise, dissolve it with somebody who answers for it, take a dissolution back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from yinqiao.areas.organisations import errors, events
from yinqiao.areas.organisations.models import Enterprise
from yinqiao.areas.organisations.queries import answering_enterprise, forget_places, successors
from yinqiao.areas.organisations.rules import KEEPERS, SHORTEST_NAME, may_succeed
from yinqiao.areas.organisations.types import (
    CITY_DESK_CODE,
    CITY_DESK_NAME,
    Dissolution,
    EnterpriseSource,
    Renaming,
)
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform


def rename_enterprise(*, actor: Actor, at: datetime, enterprise_id: int, renaming: Renaming) -> None:
    """Call an enterprise by another name from a day on; the name before is kept and still found.

    Invalid `organisations.name_unchanged`, `organisations.name_taken` (it belongs to another that stands),
    `organisations.day_not_possible`; Conflict `organisations.no_longer_stands`.
    """
    name = renaming.name.strip()
    with perform(actor=actor, action="organisations.rename_enterprise", at=at) as act:
        row = _lock(act, [enterprise_id])[enterprise_id]
        _require_standing(row)
        if len(name) < SHORTEST_NAME:
            raise errors.words_needed("name", "请填写新名称。")
        if name == row.name:
            raise errors.name_unchanged()
        if Enterprise.objects.filter(name=name, dissolved_on__isnull=True).exclude(pk=row.pk).exists():
            raise errors.name_taken(name)
        latest = row.former_names.order_by("-used_until").values_list("used_until", flat=True).first()
        _require_day(act, "renamed_on", renaming.renamed_on, latest)
        document = _said("document", renaming.document, "请填写更名依据。")
        row.former_names.create(
            name=row.name, short_name=row.short_name, used_until=renaming.renamed_on, document=document, written_at=at
        )
        facts = {"from": row.name, "to": name, "on": renaming.renamed_on.isoformat()}
        row.name, row.short_name = name, renaming.short_name.strip()
        row.save(update_fields=["name", "short_name"])
        _tell(act, events.ENTERPRISE_RENAMED, row, facts)
        act.note(document=document)
    forget_places()


def dissolve_enterprise(*, actor: Actor, at: datetime, enterprise_id: int, dissolution: Dissolution) -> int:
    """Say that an enterprise is no more and who answers for it since; returns who that is.

    Nothing it left is written anew. Its accounts and keys end with their next request, the successor's reach what was
    its own. Invalid `organisations.cannot_succeed`, `organisations.day_not_possible`; Conflict
    `organisations.no_longer_stands`, `organisations.desk_stays`.
    """
    with perform(actor=actor, action="organisations.dissolve_enterprise", at=at) as act:
        _require_keeper(actor)
        wanted = dissolution.successor_id
        successor_id = _city_desk().pk if wanted is None else wanted
        rows = _lock(act, [enterprise_id, successor_id])
        row = rows[enterprise_id]
        if row.source == EnterpriseSource.DESK:
            raise errors.desk_stays()
        _require_standing(row)
        _require_successor(row, rows[successor_id])
        _require_day(act, "dissolved_on", dissolution.dissolved_on, None)
        row.successor_id, row.dissolved_on, row.dissolved_at = successor_id, dissolution.dissolved_on, at
        document = row.dissolution_document = _said("document", dissolution.document, "请填写注销依据。")
        row.save(update_fields=["successor", "dissolved_on", "dissolved_at", "dissolution_document"])
        facts = {"name": row.name, "successor": rows[successor_id].name, "on": dissolution.dissolved_on.isoformat()}
        _tell(act, events.ENTERPRISE_DISSOLVED, row, facts)
        act.note(document=document)
    forget_places()
    return successor_id


def restore_enterprise(*, actor: Actor, at: datetime, enterprise_id: int, reason: str) -> None:
    """Take a dissolution back: the enterprise stands again and answers for itself, its accounts hold again.

    Possible at any time, for nothing was written anew; what its successor did meanwhile stays done. Conflict
    `organisations.still_stands`.
    """
    with perform(actor=actor, action="organisations.restore_enterprise", at=at) as act:
        row = _lock(act, [enterprise_id])[enterprise_id]
        if row.successor_id is None:
            raise errors.still_stands(row.name)
        said = _said("reason", reason, "请填写撤销原因。")
        successor = answering_enterprise(enterprise_id=row.pk)
        row.successor_id = row.dissolved_on = row.dissolved_at = None
        row.dissolution_document = ""
        row.save(update_fields=["successor", "dissolved_on", "dissolved_at", "dissolution_document"])
        _tell(act, events.ENTERPRISE_RESTORED, row, {"name": row.name, "successor": successor.name})
        act.note(reason=said)
    forget_places()


def _require_keeper(actor: Actor) -> None:
    if actor.role not in KEEPERS:
        raise errors.not_the_keepers()


def _lock(act: Act, ids: Iterable[int]) -> dict[int, Enterprise]:
    """The enterprises, locked in one order, so that two that are left to each other cannot pass unseen."""
    _require_keeper(act.actor)
    wanted = set(ids)
    rows = {row.pk: row for row in Enterprise.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    if wanted - rows.keys():
        raise NotFound
    return rows


def _city_desk() -> Enterprise:
    """The row of the city's desk, made when it is first needed."""
    made, _ = Enterprise.objects.get_or_create(
        source=EnterpriseSource.DESK, defaults={"uscc": CITY_DESK_CODE, "name": CITY_DESK_NAME}
    )
    return made


def _require_standing(row: Enterprise) -> None:
    if row.successor_id is not None:
        raise errors.no_longer_stands(row.name, answering_enterprise(enterprise_id=row.pk).name)


def _require_successor(row: Enterprise, chosen: Enterprise) -> None:
    if may_succeed(successors(), row.pk, chosen.pk):
        return
    if chosen.pk == row.pk:
        raise errors.cannot_succeed("承继单位不能是本企业。")
    answers = answering_enterprise(enterprise_id=chosen.pk).name
    raise errors.cannot_succeed(f"{chosen.name}已注销，由{answers}承继，不能作为承继单位。")


def _require_day(act: Act, field: str, day: date, after: date | None) -> None:
    if day > timezone.localdate(act.at):
        raise errors.day_not_possible(field, "日期不能晚于今天，请在当日或之后登记。")
    if after is not None and day < after:
        raise errors.day_not_possible(field, f"日期不能早于上一次更名的 {after:%Y-%m-%d}。")


def _said(field: str, text: str, sentence: str) -> str:
    said = text.strip()[:100]
    if not said:
        raise errors.words_needed(field, sentence)
    return said


def _tell(act: Act, kind: EventType, row: Enterprise, facts: dict[str, str]) -> None:
    act.note(enterprise=row.pk, **facts)
    act.emit(kind, [Subject(None, row.pk, data=facts)])
