"""Acts about one person: certify, take a wrong record back, plan a visit or drop it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.certification import queries, services
from yinqiao.areas.certification.forms import CertifyForm, UndoForm, VisitForm
from yinqiao.areas.certification.rules import CERTIFY, PLAN, UNDO
from yinqiao.areas.certification.types import Mistake
from yinqiao.areas.certification.views.many import MANDATE
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])


def _answer(
    request: HttpRequest, retiree_id: UUID, page: ActPage, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    card = get_person(scope=actor_of(request).scope, retiree_id=retiree_id)
    context = {"card": card, "crumbs": crumbs_of(actor_of(request), card, page.title)}
    shown = Shown("ui/person_act.html", context, back=lambda _: reverse("certification:person", args=[retiree_id]))
    return answer_form(request, page, form, act, shown)


@_BOTH
@requires(*CERTIFY.roles)
def certify(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记认证: at home, in the office, with the help of kin, abroad."""
    first = {"day": timezone.localdate(), "mandate_no": request.session.get(MANDATE, "")}
    form = CertifyForm(request.POST or None, initial=first)
    page = ActPage(
        "登记认证", "登记认证", "已登记认证，期限已重新计算；登错的可以撤销。",
        "由您当面或通过亲属、使领馆确认本人情况后登记。不留存人脸照片，不开具健在证明。",
    )  # fmt: skip

    def act() -> object:
        done = form.certification()
        request.session[MANDATE] = done.mandate_no
        return services.certify_people(actor=actor_of(request), at=timezone.now(), ids=[retiree_id], done=done)

    return _answer(request, retiree_id, page, form, act)


@_BOTH
@requires(*UNDO.roles)
def undo(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """撤销认证记录: a new row that names the old; the clock goes back to what stood before."""
    found = queries.get_record(scope=actor_of(request).scope, record_id=record_id)
    form = UndoForm(request.POST or None)
    page = ActPage(
        f"撤销 {found.day:%Y-%m-%d} 的认证记录", "撤销记录", "已撤销，期限已按此前的认证重新计算。",
        "原记录保留并注明已撤销；已报送人社部门的，下一份报送会附上更正。", is_dangerous=True,
    )  # fmt: skip
    return _answer(
        request, found.retiree_id, page, form,
        lambda: services.undo_record(
            actor=actor_of(request), at=timezone.now(), record_id=record_id,
            mistake=member_of(Mistake, form.cleaned_data["mistake"]),
        ),
    )  # fmt: skip


@_BOTH
@requires(*PLAN.roles)
def visit(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """安排上门认证: for whoever cannot come; why is nobody's concern."""
    form = VisitForm(request.POST or None, initial={"visit_on": timezone.localdate()})
    page = ActPage(
        "安排上门认证",
        "保存",
        "已安排上门，到期列入今日待办。",
        "行动不便、重病、住在养老机构等需要上门的，都在这里安排。",
    )
    return _answer(
        request, retiree_id, page, form,
        lambda: services.plan_visit(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, visit_on=form.cleaned_data["visit_on"]
        ),
    )  # fmt: skip


@require_POST
@requires(*PLAN.roles)
def drop_visit(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """取消上门安排."""
    services.plan_visit(actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, visit_on=None)
    messages.success(request, "已取消上门安排。")
    return redirect("certification:person", retiree_id=retiree_id)
