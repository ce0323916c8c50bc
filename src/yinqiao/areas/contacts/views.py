"""联系人: the panel of the person page and the pages that add, change, remove one and show the phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.contacts import queries, services
from yinqiao.areas.contacts.forms import ContactForm
from yinqiao.areas.contacts.rules import KEEP, REVEAL
from yinqiao.areas.contacts.types import ContactPersonRow, Relation
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.types import PersonCard, RetireeStatus
from yinqiao.platform.access import Actor
from yinqiao.platform.ui.act_page import ActPage, actor_of, answer_act
from yinqiao.platform.ui.eye import Eye, answer_eye
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_KEEPERS = KEEP.roles


def contact_people(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """The panel: who is entered, and whom the roster named; nothing for an enterprise."""
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    if card.is_limited:
        return None
    may_keep = KEEP.allows(role=actor.role, status=RetireeStatus(card.status)).value
    may_open = actor.role in REVEAL.roles
    entered = queries.list_contact_people(scope=actor.scope, retiree_id=retiree_id)
    names = {one.name for one in entered}
    told = queries.list_told_contacts(scope=actor.scope, retiree_id=retiree_id)
    return {
        "contacts": [(one, _eye(one) if may_open else None) for one in entered],
        "told": [one for one in told if one.name not in names],
        "add_url": reverse("contacts:add", args=[retiree_id]) if may_keep else "",
    }


@_BOTH
@requires(*_KEEPERS)
def add(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记联系人; what the roster named comes along when the address asks for it."""
    scope = actor_of(request).scope
    card = get_person(scope=scope, retiree_id=retiree_id)
    found = queries.list_told_contacts(scope=scope, retiree_id=retiree_id)
    told = next((one for one in found if one.key == request.GET.get("told")), None)
    initial: dict[str, Any] = {"since": timezone.localdate()}
    if told:
        known = next((one.value for one in Relation if one.label == told.relation), Relation.OTHER_RELATIVE.value)
        initial |= {"name": told.name, "relation": known}
    form = ContactForm(request.POST or None, initial=initial, known_phone=told.phone if told else "")
    page = ActPage("登记联系人", "保存", "已登记联系人。", "姓名和电话加密保存，原企业看不到。")
    return answer_act(
        request, page, card, form,
        lambda: services.add_contact(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id,
            contact=form.contact(told.key if told else ""),
        ),
    )  # fmt: skip


@_BOTH
@requires(*_KEEPERS)
def change(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """修改联系人."""
    card, row = _both(request, contact_id)
    initial = {"name": row.name, "relation": row.relation, "since": row.since}
    form = ContactForm(request.POST or None, initial=initial, known_phone=row.phone)
    return answer_act(
        request, ActPage("修改联系人", "保存", "已保存。"), card, form,
        lambda: services.change_contact(
            actor=actor_of(request), at=timezone.now(), contact_id=contact_id, contact=form.contact()
        ),
    )  # fmt: skip


@_BOTH
@requires(*_KEEPERS)
def remove(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """移除联系人: asks once more, for nothing of it is kept."""
    card, row = _both(request, contact_id)
    text = f"将移除联系人“{row.name}”（{row.relation_label}），姓名和电话随即删除，不能恢复。"
    form = forms.Form(request.POST if request.method == "POST" else None)
    return answer_act(
        request, ActPage("移除联系人", "移除", "已移除联系人。", text, is_dangerous=True), card, form,
        lambda: services.remove_contact(actor=actor_of(request), at=timezone.now(), contact_id=contact_id),
    )  # fmt: skip


@_BOTH
@requires(*REVEAL.roles)
def show(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The full phone behind the eye, with a purpose, on record."""
    card, row = _both(request, contact_id)
    return answer_eye(
        request, card, _eye(row),
        lambda purpose: services.reveal_contact(
            actor=actor_of(request), at=timezone.now(), contact_id=contact_id, purpose=purpose
        ),
    )  # fmt: skip


def _both(request: HttpRequest, contact_id: UUID) -> tuple[PersonCard, ContactPersonRow]:
    """The person and the contact, in scope."""
    scope = actor_of(request).scope
    found = queries.get_contact(scope=scope, contact_id=contact_id)
    return get_person(scope=scope, retiree_id=found.retiree_id), queries.to_contact_rows([found])[0]


def _eye(row: ContactPersonRow) -> Eye:
    return Eye(f"contact-{row.id}", reverse("contacts:show", args=[row.id]), f"{row.name}的电话", row.phone)
