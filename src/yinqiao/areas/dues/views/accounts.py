"""This month member by member; one account line by line with why this sum; the base of a year."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.dues import queries, services
from yinqiao.areas.dues.forms import AccountFilter, BaseForm
from yinqiao.areas.dues.rules import COLLECTORS
from yinqiao.areas.dues.tables import RULING_TONES, AccountTable, standing_words
from yinqiao.areas.dues.types import Basis, yuan
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list
from yinqiao.platform.ui.parts import Figure

MONTH = ListSpec(
    title="党费收缴", table=AccountTable, filters=AccountFilter, page_size=50, is_wide=True,
    bulk=(BulkAction("代交收款", "dues:lump", is_main=True),),
    export=TableExport("党费收缴情况", "dues.list_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的党员", "组织关系已由本单位接收的党员列在这里。刚接收的，点“更新应收”就会出现。"),
)  # fmt: skip
_FIGURES = (
    ("", "党员", "neutral"), ("owing", "有未交的", "soon"), ("remind", "拖欠三个月以上", "soon"),
    ("over", "拖欠超过六个月", "danger"), (queries.NO_BASE, "还没有核定", "soon"),
)  # fmt: skip


def load_accounts(scope: Scope) -> Load:
    """The members of a scope under the filters of the list."""

    def load(chosen: Any) -> Any:
        found = queries.list_accounts(scope=scope, today=timezone.localdate(), wanted=chosen.get("state") or "")
        text = (chosen.get("name") or "").strip()
        return found.filter(member__name__contains=text) if text else found

    return load


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def month(request: HttpRequest) -> HttpResponseBase:
    """The members of the scope with this month's dues and how they stand."""
    scope, today = actor_of(request).scope, timezone.localdate()
    counted = queries.count_accounts(scope=scope, today=today)
    figures = [
        Figure(label, counted[name], "", f"{reverse('dues:month')}?state={name}", tone if counted[name] else "neutral")
        for name, label, tone in _FIGURES
    ]
    context = {"figures": figures, "today": today}
    return answer_list(request, MONTH, load_accounts(scope), template="dues/month.html", context=context)


@require_POST
@requires(*COLLECTORS)
def charge(request: HttpRequest) -> HttpResponse:
    """更新应收: who was received since last night gets an account, and what is due is charged."""
    charged = services.charge_members(actor=actor_of(request), at=timezone.now())
    messages.success(request, f"已更新应收，新计收 {charged} 人次。" if charged else "应收已是最新，没有新的计收。")
    return redirect("dues:month")


@require_GET
@requires(*COLLECTORS)
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: how it stands, line by line with why this sum, bases, decisions."""
    scope, today = actor_of(request).scope, timezone.localdate()
    row = queries.get_account(scope=scope, account_id=account_id, today=today)
    words, tone = standing_words(row)
    lines = queries.account_lines(scope=scope, account_id=account_id)
    context = {
        "row": row, "state": words, "tone": tone, "place": places().label(row.place_no),
        "lines": [(one, yuan(one.fen), yuan(one.balance)) for one in reversed(lines)],
        "owed": yuan(max(row.owed_fen, 0)), "ahead": yuan(max(-row.owed_fen, 0)),
        "standards": [
            (one, yuan(one.base_fen), yuan(one.fen)) for one in queries.list_standards(scope=scope, account_id=account_id)
        ],
        "decisions": [
            (one, RULING_TONES[one.state], yuan(one.fen))
            for one in queries.list_decisions(scope=scope).filter(account_id=account_id)
        ],
        "has_person": people_within(scope=scope).filter(pk=row.retiree_id).exists(), "own_place": scope.place_from,
    }  # fmt: skip
    return render(request, "dues/account.html", context)


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def base(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """核定党费: the base of a year, told with its evidence."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_account(scope=actor.scope, account_id=account_id, today=today)
    form = BaseForm(request.POST or None, initial={"year": today.year, "basis": Basis.PENSION.value})
    page = ActPage(
        "核定党费", "核定", "已核定，应收已按新的数计算。",
        "党费每年初核定一次，当年一般不变。按每月实际领取的养老金：5,000 元及以下按 0.5%，超过 5,000 元的全额按 1%。",
    )  # fmt: skip
    return answer_step(
        request, page, row, form,
        lambda: services.tell_base(actor=actor, at=timezone.now(), account_id=account_id, told=form.told()),
    )  # fmt: skip


def answer_step(request: HttpRequest, page: ActPage, row: Any, form: Any, act: Any, facts: Any = ()) -> HttpResponse:
    """A form page about one account that leads back to it."""
    context = {"sub": row.member.name, "back": row.get_absolute_url(), "facts": facts}
    return answer_form(request, page, form, act, Shown("ui/step.html", context, lambda _: row.get_absolute_url()))
