"""Claims that a person has to decide: the list, one with both sides, and those about a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from yinqiao.areas.contacts.queries import last_signs
from yinqiao.areas.intake.models import Contradiction
from yinqiao.areas.intake.queries.messages import title_of, worded
from yinqiao.areas.intake.types import ContradictionState, Reason, RefusalReason, inward_types
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.types import FIELD_LABELS, PersonCard
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import mask_address, mask_id_number, mask_phone
from yinqiao.platform.access import Scope
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.rulebook import rulebook

OPEN = (ContradictionState.OPEN.value, ContradictionState.ASKED.value)
_MASKS = {
    "id_no": mask_id_number, "phone": mask_phone, "address": mask_address,
    "building": lambda value: "已填" if value else "",
}  # fmt: skip
# Shown in its own way, or an address of a place that stands for the address itself.
_NOT_SHOWN = {"id_number", "since", "division_code", "withdraws", "reason", "proof"}
_TOLD = {"new_name": "name", "name": "name", "new_id_number": "id_no", "phone": "phone", "address": "address",
         "building": "building", "died_on": "died_on"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DisputeView:
    """One claim and what the register says, side by side: (label, register, source) with values masked."""

    row: Contradiction
    card: PersonCard
    title: str
    sides: Sequence[tuple[str, str, str]]
    known_from: str
    last_contact: str


def list_disputes(
    *, scope: Scope, is_open: bool = True, rises_to: str = "", today: date | None = None
) -> QuerySet[Contradiction]:
    """The claims about people within the scope, the soonest due first; none for enterprises and overseers.

    `rises_to` (`street`, `district`) narrows to those that are open so long that they have come up to it.
    """
    people = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    found = Contradiction.objects.filter(people)
    if not scope.sees_content:
        return found.none()
    if is_open:
        found = found.filter(state__in=OPEN)
    if rises_to and today:
        rule = rulebook().get("intake.steps", region=settings.REGION, day=today)
        found = found.filter(opened_on__lte=today - timedelta(days=rule.parameters[rises_to]))
    return found.select_related("retiree", "message__source").defer("message__body").order_by("due_on", "id")


def count_disputes(*, scope: Scope, rises_to: str = "", today: date | None = None) -> int:
    """How many the list shows."""
    return list_disputes(scope=scope, rises_to=rises_to, today=today).order_by().count()


def list_person_disputes(*, scope: Scope, retiree_id: UUID) -> list[Contradiction]:
    """The open claims about one person."""
    return list(list_disputes(scope=scope).filter(retiree_id=retiree_id))


def get_dispute(*, scope: Scope, case_id: UUID) -> DisputeView:
    """One claim with both sides; NotFound when absent or out of scope."""
    row = list_disputes(scope=scope, is_open=False).defer(None).filter(pk=case_id).first()
    if row is None:
        raise NotFound
    card = get_person(scope=scope, retiree_id=row.retiree_id)
    body = json.loads((reveal(row.message, "body") if row.message.body else None) or "{}")
    told = body.get("event", {}).get("data", {})
    seen = last_signs([row.retiree_id]).get(row.retiree_id)
    last = f"{seen:%Y-%m-%d}" if seen else ""
    return DisputeView(row, card, title_of(row.message.type), _sides(row, card, told), _known_from(row, card), last)


def _sides(row: Contradiction, card: PersonCard, told: dict[str, str]) -> list[tuple[str, str, str]]:
    number = told.get("id_number", "")
    sides = [("身份证号", card.masked.get("id_no", ""), mask_id_number(number))] if number else []
    kind = inward_types()[row.message.type]
    beside = kind.beside(row.retiree_id, told) if kind.beside else {}
    for name in kind.schema.model_fields:
        field = _TOLD.get(name)
        if name in _NOT_SHOWN or not told.get(name) or (name == "name" and told.get("new_name")):
            continue
        described = kind.schema.model_fields[name]
        value = worded(described.annotation, told[name])
        if field is None:
            # A fact of another room, which tells what it knows.
            known = kind.reads([row.retiree_id]).get(row.retiree_id, {}) if kind.reads else {}
            present = worded(described.annotation, known[name][0]) if name in known else beside.get(name, "")
            sides.append(((described.description or name).partition("，")[0], present, value))
            continue
        sides.append(
            (FIELD_LABELS.get(field, field), _present(card, field), _MASKS[field](value) if field in _MASKS else value)
        )
    if reason := told.get("reason"):
        sides.append(("撤回的原因", "", reason))
    return sides


def _present(card: PersonCard, field: str) -> str:
    if field == "name":
        return card.name
    if field == "died_on":
        return card.died_on.isoformat() if card.died_on else ("未登记死亡")
    return card.masked.get(field, "")


def _known_from(row: Contradiction, card: PersonCard) -> str:
    """From where the register has what is contradicted, and since when."""
    otherwise = "status" if row.attribute in ("", *_TOLD.values()) else ""
    source = card.sources.get(row.attribute) or card.sources.get(otherwise)
    since = f"，自 {source.since:%Y-%m-%d}" if source and source.since else ""
    return f"{source.label}{since}" if source else ""


def words_of(reason: str) -> str:
    """A reason in words, of a message or of a refusal."""
    known = {one.value: one.label for one in (*Reason, *RefusalReason)}
    return known.get(reason, reason)
