"""Acts on one person: correct, record a death or a move, note."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.retirees import queries, services
from yinqiao.areas.retirees.events import DEATH_RECORDED
from yinqiao.areas.retirees.forms import (
    PARTS,
    CorrectionForm,
    DeathForm,
    FormerNameForm,
    MoveForm,
    NoteForm,
    WithdrawDeathForm,
)
from yinqiao.areas.retirees.rules import ACTS, may_act
from yinqiao.areas.retirees.types import CASEWORKERS, PersonCard, RetireeStatus
from yinqiao.platform.ui.act_page import ActPage, actor_of, answer_act, crumbs_of
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])


def _card(request: HttpRequest, retiree_id: UUID) -> PersonCard:
    return queries.get_person(scope=actor_of(request).scope, retiree_id=retiree_id)


@_BOTH
@requires(*CASEWORKERS)
def correct(request: HttpRequest, retiree_id: UUID, part: str) -> HttpResponse:
    """更正信息, one part of the details at a time."""
    if part not in PARTS:
        raise Http404
    card = _card(request, retiree_id)
    form = CorrectionForm(request.POST or None, part=part, card=card, today=timezone.localdate())
    page = ActPage(PARTS[part][0], "保存更正", "已保存更正。", "只保存与登记不同的内容；留空的项目不会被清除。")
    return answer_act(
        request, page, card, form,
        lambda: services.correct_details(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, correction=form.correction()
        ),
    )  # fmt: skip


@_BOTH
@requires(*ACTS["record_death"].roles)
def death(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """死亡登记; what is recorded, once it is."""
    card = _card(request, retiree_id)
    if card.is_deceased and request.method == "GET":
        return _recorded_death(request, card)
    form = DeathForm(request.POST or None, initial={"lock_version": card.lock_version})
    page = ActPage(
        "死亡登记", "登记死亡", "已登记死亡。",
        "登记后，本人的走访、认证提醒等事项随即停止，原企业会收到告知。如登记有误，可由街道以上经办人撤销。",
        is_dangerous=True,
    )  # fmt: skip
    return answer_act(
        request, page, card, form,
        lambda: services.record_death(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, death=form.death()
        ),
    )  # fmt: skip


def _recorded_death(request: HttpRequest, card: PersonCard) -> HttpResponse:
    """The death on record and the way to correct it, in place of a form that could only be refused."""
    actor = actor_of(request)
    rows = queries.list_timeline(scope=actor.scope, retiree_id=card.id)
    may_withdraw = may_act("withdraw_death", role=actor.role, status=RetireeStatus(card.status)).value
    context = {
        "card": card, "source": card.sources.get("status"), "crumbs": crumbs_of(actor, card, "死亡登记"),
        "recorded": next((row for row in rows if row.type == DEATH_RECORDED.code), None),
        "withdraw_url": reverse("retirees:withdraw_death", args=[card.id]) if may_withdraw else "",
    }  # fmt: skip
    return render(request, "retirees/death_recorded.html", context)


@_BOTH
@requires(*ACTS["withdraw_death"].roles)
def withdraw_death(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """撤销死亡登记."""
    card = _card(request, retiree_id)
    form = WithdrawDeathForm(request.POST or None, initial={"lock_version": card.lock_version})
    page = ActPage("撤销死亡登记", "撤销登记", "已撤销死亡登记。", "撤销后恢复登记死亡之前的状态。", is_dangerous=True)
    return answer_act(
        request, page, card, form,
        lambda: services.withdraw_death(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id,
            reason=form.cleaned_data["reason"], lock_version=form.cleaned_data["lock_version"],
        ),
    )  # fmt: skip


@_BOTH
@requires(*ACTS["remove_former_name"].roles)
def former_name(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """删除曾用名: one that was told or typed wrongly."""
    card = _card(request, retiree_id)
    known = queries.list_former_names(scope=actor_of(request).scope, retiree_id=retiree_id)
    if not known:
        return _no_former_name(request, card)
    form = FormerNameForm(
        request.POST or None, names=[(one.name, one.words) for one in known],
        initial={"name": known[0].name if len(known) == 1 else ""},
    )  # fmt: skip
    page = ActPage(
        "删除曾用名",
        "删除",
        "已删除曾用名。",
        "删除后，按此名不再查到本人；登记历史仍保留原有记录。",
        is_dangerous=True,
    )
    return answer_act(
        request, page, card, form,
        lambda: services.remove_former_name(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id,
            name=form.cleaned_data["name"], reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip


def _no_former_name(request: HttpRequest, card: PersonCard) -> HttpResponse:
    """Nothing to delete, whoever asked: a form that somebody else was faster with changed nothing."""
    page = ActPage("删除曾用名", "", "")
    context = {"page": page, "card": card, "crumbs": crumbs_of(actor_of(request), card, page.title)}
    status = 422 if request.method == "POST" else 200
    return render(request, "retirees/no_former_name.html", context, status=status)


@_BOTH
@requires(*ACTS["record_move"].roles)
def move(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """迁居登记."""
    card = _card(request, retiree_id)
    form = MoveForm(request.POST or None, held_by=card.place_no, initial={"lock_version": card.lock_version})
    page = ActPage(
        "迁居登记", "登记迁居", "已登记迁居，等待新社区接收。",
        "新地址立即生效；新社区接收之前，仍由现社区管理。仍在本社区的，请改用“更正联系方式与住址”。",
    )  # fmt: skip
    return answer_act(
        request, page, card, form,
        lambda: services.record_move(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, move=form.move()
        ),
    )  # fmt: skip


@_BOTH
@requires(*CASEWORKERS)
def note(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """添加走访、电话联系或备注."""
    card = _card(request, retiree_id)
    kind = request.GET.get("kind", "visit")
    form = NoteForm(request.POST or None, initial={"kind": kind, "occurred_on": timezone.localdate()})
    page = ActPage("添加走访与备注", "保存", "已保存。")
    return answer_act(
        request, page, card, form,
        lambda: services.add_note(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, note=form.note()
        ),
    )  # fmt: skip
