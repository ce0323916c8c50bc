"""光荣在党50年 and condolence: who has a right to the medal, given to those ticked; what was given in a year; taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.forms import CondolenceForm, HonourFilter, MedalFilter, MedalForm, ReasonForm
from yinqiao.areas.party_life.rules import ORGANISERS
from yinqiao.areas.party_life.tables import HonourTable, MedalTable
from yinqiao.areas.party_life.types import Category, Occasion
from yinqiao.areas.party_life.views.members import MEMBERS, load_members
from yinqiao.areas.party_life.views.shared import answer_step
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids
from yinqiao.platform.ui.parts import Figure

MEDALS = ListSpec(
    title="光荣在党50年", table=MedalTable, filters=MedalFilter, page_size=50,
    bulk=(BulkAction("登记颁发", "party_life:give_medals", is_main=True),),
    export=TableExport("光荣在党50年名单", "party_life.medals_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的党员", "到所选年度 7 月 1 日党龄满 50 年、仍然健在的列在这里。"),
)  # fmt: skip
HONOURS = ListSpec(
    title="颁发和慰问", table=HonourTable, filters=HonourFilter, unit="人次", page_size=50,
    export=TableExport("颁发和慰问", "party_life.honours_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的记录", "在“党员”名单中勾选后登记慰问；纪念章在“光荣在党50年”中登记。"),
)  # fmt: skip


def load_medals(scope: Scope) -> Load:
    """Who has a right to the medal by 1 July of the year that is chosen; this year's otherwise."""

    def load(chosen: Any) -> Any:
        today = timezone.localdate()
        found = queries.list_medals(scope=scope, year=_year(chosen, today), today=today)
        given = chosen.get("given") or ""
        return found.filter(has_medal=given == "yes") if given else found

    return load


def _year(chosen: Any, today: date) -> int:
    return int(chosen.get("year") or today.year)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def medals(request: HttpRequest) -> HttpResponseBase:
    """The list of a year."""
    return answer_list(request, MEDALS, load_medals(actor_of(request).scope), template="party_life/medals.html")


@require_POST
@requires(*ORGANISERS)
def give_medals(request: HttpRequest) -> HttpResponse:
    """登记颁发 to those ticked."""
    actor = actor_of(request)
    load = load_medals(actor.scope)
    ids = _ticked(request, MEDALS, load, load({"year": timezone.localdate().year + 1}))
    form = MedalForm(request.POST if _is_sent(request) else None, initial={"given_on": timezone.localdate()})
    page = ActPage("登记颁发纪念章", "登记", "已登记。", "已经登记过的不重复登记。党龄不满 50 年的不能登记。")
    return _answer(request, page, form, ids, reverse("party_life:medals"), lambda: services.give_medals(
        actor=actor, at=timezone.now(), member_ids=ids, given_on=form.cleaned_data["given_on"]
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def honours(request: HttpRequest) -> HttpResponseBase:
    """What was given in a year, with the sums by category."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Any) -> Any:
        return queries.list_honours(scope=scope, year=_year(chosen, today), occasion=chosen.get("occasion") or "")

    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(today.year - 1), str(today.year)} else today.year
    figures = [
        Figure(category.label, count, f"合计 {fen / 100:,.2f} 元", "", "neutral", "人次")
        for category, (count, fen) in queries.count_condolence(scope=scope, year=year).items()
    ]
    return answer_list(
        request, HONOURS, load, template="party_life/honours.html", context={"figures": figures, "year": year}
    )


@require_POST
@requires(*ORGANISERS)
def console(request: HttpRequest) -> HttpResponse:
    """登记慰问 of members ticked in their list."""
    actor = actor_of(request)
    load = load_members(actor.scope)
    ids, today = _ticked(request, MEMBERS, load, load({})), timezone.localdate()
    initial = {"occasion": Occasion.JULY.value if today.month > 3 else Occasion.SPRING.value, "given_on": today}
    form = CondolenceForm(
        request.POST if _is_sent(request) else None, initial=initial, sums=queries.rule_of("condolence", today)
    )
    page = ActPage("登记慰问", "登记", "已登记。", "同一年同一时节已经慰问过的不重复登记。金额按类别的标准登记。")
    return _answer(request, page, form, ids, reverse("party_life:members"), lambda: services.give_condolence(
        actor=actor, at=timezone.now(), member_ids=ids, occasion=Occasion(form.cleaned_data["occasion"]),
        category=Category(form.cleaned_data["category"]), given_on=form.cleaned_data["given_on"],
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def take_back(request: HttpRequest, honour_id: UUID) -> HttpResponse:
    """撤销 what was recorded by mistake."""
    actor = actor_of(request)
    row = queries.get_honour(scope=actor.scope, honour_id=honour_id)
    form = ReasonForm(request.POST or None)
    page = ActPage("撤销登记", "撤销", "已撤销，记录和原因仍保留。", "只用于登记错了的。", is_dangerous=True)
    return answer_step(
        request, page, form,
        lambda: services.take_back_honour(
            actor=actor, at=timezone.now(), honour_id=honour_id, reason=form.cleaned_data["reason"]
        ),
        sub=f"{row.member.name}，{row.get_occasion_display()}，{row.given_on:%Y-%m-%d}", back=reverse("party_life:honours"),
    )  # fmt: skip


def _is_sent(request: HttpRequest) -> bool:
    return request.POST.get("sent") == "1"


def _ticked(request: HttpRequest, spec: ListSpec, load: Load, within: Any) -> list[UUID]:
    ids = chosen_uuids(request, spec, load)
    if within.filter(pk__in=ids).count() != len(set(ids)):
        raise NotFound
    return ids


def _answer(request: HttpRequest, page: ActPage, form: Any, ids: list[UUID], back: str, act: Any) -> HttpResponse:
    context = {"sub": f"已选 {len(ids)} 人", "back": back, "ids": [str(one) for one in ids]}
    if not _is_sent(request):
        return render(request, "ui/step.html", {"page": page, "form": form, **context})
    return answer_form(
        request, page, form, act, Shown("ui/step.html", context, lambda _: reverse("party_life:honours"))
    )
