"""个人信息副本: everything held on a person on one page for paper, for a request to read or copy it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.datarights import queries as rights
from yinqiao.areas.datarights.services import reveal_copy
from yinqiao.areas.datarights.types import PersonCopy
from yinqiao.areas.handover.queries import person_offers
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.intake.queries import list_told
from yinqiao.areas.opening.queries import find_old_records
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.retirees import queries
from yinqiao.areas.retirees.types import FIELD_LABELS, PersonCard
from yinqiao.areas.rosters.queries import describe_facts
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.ui.copies import copies
from yinqiao.platform.ui.exports import PurposeForm
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.shell.oversight.words import action_words, kind_words, role_words

# Who answers requests about personal data; the act behind asks its own rule again.
ANSWERERS = (
    "community_officer", "street_officer", "district_manager", "city_manager", "agency_officer",
    "data_protection_officer",
)  # fmt: skip
OVERSEERS = ("data_protection_officer", "auditor")
EVERYTHING = 10_000
# What the sections below tell of; the other rooms say theirs themselves.
TABLES = frozenset({
    "retirees_retiree", "retirees_sealedfacts", "retirees_formername", "retirees_note", "retirees_contactperson",
    "retirees_datarequest", "handover_offer", "events_event", "opening_oldnumber", "intake_message",
    "intake_contradiction",
})  # fmt: skip
_SEALED = ("id_no", "phone", "address", "building", "household_address")


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the copy; a section without rows says so, for that nothing is held is an answer too."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@require_http_methods(["GET", "POST"])
@requires(*ANSWERERS)
def person_copy(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Asks for the purpose, then the copy as a page for A4 paper; each making of it is in the audit log."""
    actor = request.actor
    asked = rights.get_data_request(scope=actor.scope, request_id=request_id)
    card = queries.get_person(scope=actor.scope, retiree_id=asked.retiree_id)
    usual = f"答复{asked.received_on:%Y-%m-%d}收到的查阅、复制请求"
    form = PurposeForm(request.POST or None, initial={"purpose": usual})
    context = {"asked": asked, "card": card, "form": form, "back": reverse("datarights:data_request", args=[asked.id])}
    if request.method != "POST" or not form.is_valid():
        return render(request, "shell/person_copy_ask.html", context, status=422 if form.is_bound else 200)
    purpose = form.cleaned_data["purpose"]
    with reveal_copy(actor=actor, at=timezone.now(), request_id=request_id, purpose=purpose) as (reader, copy):
        card = queries.get_person(scope=reader.scope, retiree_id=asked.retiree_id)
        sections = sections_of(reader, card, copy)
    context |= {"sections": sections, "card": card, "purpose": purpose, "made_at": timezone.localtime()}
    return render(request, "shell/person_copy.html", context)


def sections_of(actor: Actor, card: PersonCard, copy: PersonCopy) -> list[Section]:
    """Everything held on the person, in the order in which it is asked about."""
    scope = actor.scope
    notes = queries.list_notes(scope=scope, retiree_id=card.id, limit=EVERYTHING, with_words=True)
    events = queries.list_timeline(scope=scope, retiree_id=card.id, limit=EVERYTHING)
    asked = rights.list_data_requests(scope=scope, retiree_id=card.id)
    sections = [
        Section("身份与登记", ("项目", "内容", "来源", "何时起"), _facts(card, copy)),
        Section(
            "曾用名与更改前的姓名", ("姓名", "类别"),
            [(one.name, one.label) for one in queries.list_former_names(scope=scope, retiree_id=card.id)],
        ),
        Section("名册所载其他信息", ("项目", "内容"), describe_facts(facts=copy.profile)),
        Section(
            "联系人", ("姓名", "关系", "电话", "何时起"),
            [(one.name, one.relation_label, one.phone or "未登记", f"{one.since:%Y-%m-%d}") for one in copy.contacts],
        ),
        Section("移交与接收", ("移交日期", "移交企业", "接收单位", "状态", "答复日期"), _offers(scope, card.id)),
        *_parts(actor, card.id, copy),
        Section("旧系统记录", ("旧系统", "编号", "接收日期"), _old_records(scope, card.id)),
        Section("外来信息", ("收到日期", "来源", "信息", "内容", "结果"), _told(scope, card.id)),
        Section(
            "走访、电话联系与备注", ("日期", "类别", "内容", "记录人"),
            [(f"{one.occurred_on:%Y-%m-%d}", one.kind_label, one.text, one.author_name) for one in notes],
        ),
        Section(
            "办理经过", ("日期", "事项", "内容", "办理单位", "办理人"),
            [(f"{one.occurred_on:%Y-%m-%d}", one.label, one.sentence, one.actor_unit, one.actor_name) for one in events],
        ),
        Section(
            "个人信息请求", ("收到日期", "提出人", "事项", "内容", "答复"),
            [(f"{one.received_on:%Y-%m-%d}", one.asked_by, one.kind_label, one.text, one.answer or one.state_label)
             for one in asked],
        ),
        Section("信息提供给了谁", ("日期", "接收方", "提供的内容", "用途"), _recipients(scope, card, copy)),
    ]  # fmt: skip
    if actor.role in OVERSEERS:
        sections.append(_readings(scope, card.id))
    return sections


def _parts(actor: Actor, retiree_id: UUID, copy: PersonCopy) -> list[Section]:
    """What the other rooms hold; a part that is not given to who asks says so."""
    today = timezone.localdate()
    return [
        Section(one.title, ("说明",), [("近亲属请求的副本不提供此项",)])
        if one.code in copy.left_out
        else Section(one.title, one.heads, one.rows(actor, retiree_id, today))
        for one in copies.parts
    ]


def _old_records(scope: Scope, retiree_id: UUID) -> list[tuple[str, str, str]]:
    """What an old system called the person, and since when a community there had the person."""
    found = find_old_records(scope=scope, retiree_id=retiree_id)
    return [(one.system, one.number, f"{one.accepted_on:%Y-%m-%d}") for one in found]


def _told(scope: Scope, retiree_id: UUID) -> list[tuple[str, ...]]:
    """What other offices told of the person, in full, and what became of it."""
    found = list_told(scope=scope, retiree_id=retiree_id)
    return [(f"{timezone.localtime(at):%Y-%m-%d}", *words) for at, *words in found]


def _facts(card: PersonCard, copy: PersonCopy) -> list[tuple[str, str, str, str]]:
    """Every field with its content in full, its source and the day since when it holds."""
    told = {"name": card.name, "sex": card.sex, "born_on": f"{card.born_on:%Y-%m-%d}" if card.born_on else ""}
    told |= {name: copy.facts.get(name, "") for name in _SEALED} | dict(card.facts)
    told |= {
        "enterprise_id": card.enterprise_name, "place_no": card.place_label,
        "status": f"{card.status_label}（自{card.status_on:%Y-%m-%d}）",
        "died_on": f"{card.died_on:%Y-%m-%d}" if card.died_on else "",
    }  # fmt: skip
    rows = []
    for name, text in told.items():
        source = card.sources.get(name)
        since = f"{source.since:%Y-%m-%d}" if source and source.since else ""
        rows.append(
            (FIELD_LABELS[name], text or "未登记", source.label if source and text else "", since if text else "")
        )
    return rows


def _offers(scope: Scope, retiree_id: UUID) -> list[tuple[str, ...]]:
    names, tree = enterprise_names(None), places()
    rows: list[tuple[str, ...]] = []
    for one in person_offers(scope=scope, retiree_id=retiree_id):
        state = OfferState(one.state).label
        if one.return_reason:
            state = f"{state}（{ReturnReason(one.return_reason).label}）"
        decided = f"{timezone.localtime(one.decided_at):%Y-%m-%d}" if one.decided_at else ""
        firm = names.get(one.enterprise_id, "")
        rows.append((f"{one.offered_on:%Y-%m-%d}", firm, tree.label(one.place_no), state, decided))
    return rows


def _recipients(scope: Scope, card: PersonCard, copy: PersonCopy) -> list[tuple[str, ...]]:
    """Who was given data of the person, beyond the officers who work with it: offices by custody, the enterprise.

    (Personal Information Protection Law, articles 17 and 23: the recipient, the purpose and the kind of information.)
    """
    tree = places()
    rows: list[tuple[str, ...]] = []
    for one in person_offers(scope=scope, retiree_id=card.id):
        rows.append((f"{one.offered_on:%Y-%m-%d}", tree.label(one.place_no), "登记信息全部项目", "接收并提供管理服务"))
        if one.decided_at and card.enterprise_name:
            day = f"{timezone.localtime(one.decided_at):%Y-%m-%d}"
            rows.append((day, card.enterprise_name, "姓名、接收状态和日期", "告知原企业移交结果"))
    asked = copy.request
    rows.append((f"{timezone.localdate():%Y-%m-%d}", asked.asked_by, "本副本全部内容", f"答复{asked.kind_label}请求"))
    return rows


def _readings(scope: Scope, retiree_id: UUID) -> Section:
    """Every reading and act, for those who oversee; who works with people sees only the own entries, so not here."""
    rows = [
        (
            f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}", kind_words(one.kind), one.scope, role_words(one.actor_role),
            "、".join(one.events) or action_words(one.action), one.purpose,
        )
        for one in rights.who_touched(scope=scope, retiree_id=retiree_id, limit=EVERYTHING)
    ]  # fmt: skip
    return Section("查看与办理记录", ("时间", "类别", "管理范围", "角色", "事项", "用途"), rows)
