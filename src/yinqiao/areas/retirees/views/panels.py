"""Panels that the register adds to the person page; each answers None where the role sees nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.retirees import queries, services
from yinqiao.areas.retirees.rules import WORDS_AT_HAND, may_act
from yinqiao.areas.retirees.types import (
    CASEWORKERS,
    FIELD_LABELS,
    Concealed,
    FieldSource,
    NoteRow,
    PersonCard,
    RetireeStatus,
)
from yinqiao.platform.access import Actor
from yinqiao.platform.ui.eye import Eye
from yinqiao.platform.ui.parts import TimelineEntry
from yinqiao.platform.ui.registry import ui

_IDENTITY = ("ethnic_group", "education", "political_status")
_WORK = (
    "work_start_on", "retired_on", "retirement_type", "former_unit", "former_post", "party_branch", "archive_no",
    "archive_place",
)  # fmt: skip
# The sealed further facts of a roster, in the words of its columns; phones and card numbers stay sealed.
PROFILE_LABELS = {
    "health": "健康状况",
    "special_group": "特殊群体",
    "injury_grade": "伤残等级",
    "spouse_name": "配偶姓名",
    "skills": "特长",
    "hobbies": "爱好",
}
# Codes of the roster's fields (health: GB/T 2261.3).
_PROFILE_WORDS = {
    "health": {"1": "健康或良好", "2": "一般或较弱", "3": "有慢性病", "6": "残疾"},
    "special_group": {
        "pre_1949": "建国前参加工作", "aged_80": "八十岁以上高龄", "alone": "孤寡老人", "model_worker": "劳模",
        "destitute": "特困", "serious_illness": "重病", "special_trade": "特殊工种",
    },
    "injury_grade": {"0": "无", **{str(grade): f"{grade} 级" for grade in range(1, 11)}},
}  # fmt: skip


def identity(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """Number, codes, employment; opening the page is noted as a reading of this person."""
    card = queries.get_person(scope=actor.scope, retiree_id=retiree_id)
    services.note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    if card.is_limited:
        return None
    known = queries.list_former_names(scope=actor.scope, retiree_id=retiree_id)
    return {
        "sealed": [_sealed(card, actor, Concealed.ID_NO)],
        **_told_once(_facts(card, _IDENTITY + _WORK)),
        "further": [*_names(known), *_further(card)],
        "edits": _edits(card, actor, ("identity", "work")) + _name_edits(card, actor, bool(known)),
    }


def contacts(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """Phone, residence, household place."""
    card = queries.get_person(scope=actor.scope, retiree_id=retiree_id)
    if card.is_limited:
        return None
    kinds = (Concealed.PHONE, Concealed.ADDRESS, Concealed.HOUSEHOLD_ADDRESS)
    return {
        "sealed": [_sealed(card, actor, kind) for kind in kinds],
        "last_contact": queries.find_last_contact(scope=actor.scope, retiree_id=retiree_id),
        "edits": _edits(card, actor, ("contact",)),
    }


def timeline(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What happened, newest first."""
    rows = queries.list_timeline(scope=actor.scope, retiree_id=retiree_id)
    entries = [
        TimelineEntry(
            row.occurred_on, row.label, row.sentence, " · ".join(filter(None, (row.actor_unit, row.actor_name)))
        )
        for row in rows
    ]
    return {"entries": entries, "links": ui.links_of("person_timeline", retiree_id)}


def notes(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """Visits, calls and notes."""
    if actor.scope.is_enterprise:
        return None
    is_at_hand = actor.role in WORDS_AT_HAND
    rows = queries.list_notes(scope=actor.scope, retiree_id=retiree_id, with_words=is_at_hand)
    may_open = not is_at_hand and actor.role in CASEWORKERS
    entries = [
        TimelineEntry(
            row.occurred_on, row.kind_label, row.text, row.author_name, eye=note_eye(row) if may_open else None
        )
        for row in rows
    ]
    url = _act_url(actor, _status(actor, retiree_id), "add_note", "note", retiree_id)
    return {"entries": entries, "add_url": url, "is_overseen": actor.scope.is_oversight, "is_counted": may_open}


def note_eye(row: NoteRow) -> Eye:
    """The eye that opens the words of one note."""
    return Eye(f"note-{row.id}", reverse("datarights:show_note", args=[row.id]), f"{row.kind_label}内容", "内容未显示")


_BUTTONS = (
    ("add_note", "note", "登记走访", "?kind=visit", "notes"),
    ("add_note", "note", "登记电话联系", "?kind=call", "phone-call"),
    ("record_move", "move", "迁居登记", "", "home-move"),
    ("record_death", "death", "死亡登记", "", ""),
    ("withdraw_death", "withdraw_death", "撤销死亡登记", "", ""),
)


def acts(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """The buttons of what this role may do with this person now."""
    if actor.scope.is_enterprise:
        return None
    status = _status(actor, retiree_id)
    buttons = []
    for code, name, label, query, symbol in _BUTTONS:
        address = _act_url(actor, status, code, name, retiree_id)
        if address:
            buttons.append((label, address + query, symbol))
    return {"buttons": buttons} if buttons else None


def _status(actor: Actor, retiree_id: UUID) -> RetireeStatus:
    """The state of the person, in scope."""
    return RetireeStatus(queries.get_person(scope=actor.scope, retiree_id=retiree_id).status)


def _act_url(actor: Actor, status: RetireeStatus, code: str, name: str, retiree_id: UUID) -> str:
    allowed = may_act(code, role=actor.role, status=status).value
    return reverse(f"retirees:{name}", args=[retiree_id]) if allowed else ""


def _edits(card: PersonCard, actor: Actor, parts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Links to the forms that correct these parts."""
    words = {"identity": "更正身份信息", "work": "更正工作与档案信息", "contact": "更正联系方式与住址"}
    allowed = may_act("correct_details", role=actor.role, status=RetireeStatus(card.status)).value
    return [(words[part], reverse("retirees:correct", args=[card.id, part])) for part in parts] if allowed else []


def _names(known: Sequence[queries.KnownName]) -> list[tuple[str, str]]:
    """The former names, those told and those replaced apart."""
    labels = dict.fromkeys(one.label for one in known)
    return [(label, "、".join(one.name for one in known if one.label == label)) for label in labels]


def _name_edits(card: PersonCard, actor: Actor, is_known: bool) -> list[tuple[str, str]]:
    """The link to the form that takes a former name out, where there is one."""
    url = _act_url(actor, RetireeStatus(card.status), "remove_former_name", "former_name", card.id) if is_known else ""
    return [("删除曾用名", url)] if url else []


def _facts(card: PersonCard, names: tuple[str, ...]) -> list[tuple[str, str, FieldSource | None]]:
    return [(FIELD_LABELS[name], card.facts[name], card.sources.get(name)) for name in names if card.facts.get(name)]


def _told_once(facts: list[tuple[str, str, FieldSource | None]]) -> dict[str, Any]:
    """The facts with their sources; the source that most of them share is said once below instead of each time."""
    shared = Counter(source for _, _, source in facts if source).most_common(1)
    common = shared[0][0] if shared and shared[0][1] > 1 else None
    kept = [(label, text, None if source == common else source) for label, text, source in facts]
    return {"facts": kept, "common": common}


def _further(card: PersonCard) -> list[tuple[str, str]]:
    """The sealed further facts that may stand on the page, codes in words."""
    found = []
    for key, label in PROFILE_LABELS.items():
        words = _PROFILE_WORDS.get(key, {})
        value = "、".join(words.get(one, one) for one in card.profile.get(key, "").split(",") if one)
        if value:
            found.append((label, value))
    return found


def _sealed(card: PersonCard, actor: Actor, kind: Concealed) -> Mapping[str, Any]:
    """One masked value with the address of its eye, where this role may open it."""
    value = card.masked.get(kind.value, "")
    is_open = value and actor.role in CASEWORKERS
    return {
        "label": kind.label, "value": value or "未登记", "value_id": f"masked-{kind.value}",
        "url": reverse("datarights:show", args=[card.id, kind.value]) if is_open else "",
        "source": card.sources.get(kind.value) if value else None,
    }  # fmt: skip
