"""Both systems side by side: the daily table, the differences with their age, the trend, the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.opening import errors, queries, services
from yinqiao.areas.opening.forms import BeginForm, CloseForm, DailyForm, DifferenceFilter, VerdictForm
from yinqiao.areas.opening.tables import DayTable, DifferenceTable
from yinqiao.areas.opening.types import CITY_ROLES, DifferenceState, Purpose
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Scope
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids, with_choices
from yinqiao.platform.ui.parts import Figure

_LABELS = (("open", "待处理", "soon"), ("explained", "已说明", "neutral"), ("settled", "已一致", "good"))


def _list(scope: Scope) -> tuple[ListSpec, Load]:
    period = queries.find_period(scope=scope)
    everything = queries.list_differences(scope=scope, period_id=period.pk) if period else None
    owners = (
        set(everything.order_by().values_list("owner_place", flat=True).distinct()) if everything is not None else ()
    )

    def load(chosen: Mapping[str, Any]) -> Any:
        if everything is None:
            return []
        found = everything.filter(**{name: chosen[name] for name in ("kind", "cause") if chosen.get(name)})
        found = found.filter(owner_place=chosen["owner"]) if chosen.get("owner") else found
        state = chosen.get("state")
        return found.filter(state=state) if state else found.exclude(state=DifferenceState.SETTLED)

    text = (
        "每天上传一次旧系统的全部人员，两个系统不一致的逐项列在这里。"
        if period
        else "先开始并行比对，再每天上传旧系统的人员表。"
    )
    choices = sorted(((one, places().label(one)) for one in owners), key=lambda one: one[1])
    spec = ListSpec(
        title="并行比对", table=DifferenceTable, filters=with_choices(DifferenceFilter, owners=choices), unit="处", page_size=50,
        bulk=(BulkAction("说明", "opening:explain_differences", is_main=True),), is_wide=True,
        export=TableExport("新旧系统差异", "opening.differences_exported", hint=UNNAMED),
        empty=Empty("没有未一致的差异", text, picture="done"),
    )  # fmt: skip
    return spec, load


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def differences(request: HttpRequest) -> HttpResponseBase:
    """The differences that stand, the longest standing first, and what may be done now."""
    actor = actor_of(request)
    period = queries.find_period(scope=actor.scope)
    figures: list[Figure] = []
    if period is not None:
        counted, url = queries.count_differences(scope=actor.scope, period_id=period.pk), reverse("opening:differences")
        figures = [
            Figure(label, counted[name], "", f"{url}?state={name}", tone if counted[name] else "neutral", "处")
            for name, label, tone in _LABELS
        ]
        if request.method == "GET" and "export" not in request.GET:
            record_read(actor, action="opening.differences_read", people=0, purpose="核对新旧系统差异")
    last = queries.list_days(scope=actor.scope).first()
    context = {"period": period, "figures": figures, "last": last}
    return answer_list(request, *_list(actor.scope), template="opening/differences.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def days(request: HttpRequest) -> HttpResponseBase:
    """The trend: the figures of each daily table."""
    scope = actor_of(request).scope
    spec = ListSpec(
        title="每日比对", table=DayTable, unit="次", export=TableExport("每日比对", "opening.days_exported", is_personal=False),
        empty=Empty("还没有比对过", "上传旧系统当日的人员表后，每次的差异数量列在这里。"),
    )  # fmt: skip
    return answer_list(request, spec, lambda _: queries.list_days(scope=scope), template="opening/days.html")


def _form(request: HttpRequest, page: ActPage, form: Any, act: Any) -> HttpResponse:
    back = reverse("opening:differences")
    shown = Shown("opening/act.html", {"back": back}, back=lambda _: back)
    return answer_form(request, page, form, act, shown)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to run side by side."""
    actor = actor_of(request)
    last = queries.list_runs(scope=actor.scope).first()
    form = BeginForm(request.POST or None, initial={"system": last.system if last else ""})
    text = "并行期间，每天上传一次旧系统的人员表，与登记簿逐人比对。比对只列出差异，不改变登记簿。"
    page = ActPage("开始并行比对", "开始", "并行比对已开始，请上传旧系统当日的人员表。", text)

    def act() -> None:
        services.begin_period(actor=actor, at=timezone.now(), system=form.cleaned_data["system"])

    return _form(request, page, form, act)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take in the old system's table of today."""
    actor = actor_of(request)
    period = queries.find_period(scope=actor.scope)
    if period is None or period.closed_on is not None:
        raise errors.no_period()
    form = DailyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run_id, _ = services.upload_table(
            actor=actor, at=timezone.now(), purpose=Purpose.COMPARE, system=period.system, file=file, file_name=file.name
        )  # fmt: skip
        return redirect("opening:run", run_id=run_id)
    return render(request, "opening/upload_daily.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@requires(*CITY_ROLES)
def explain(request: HttpRequest) -> HttpResponse:
    """Say what stands behind the chosen differences; the choice first, then the words."""
    actor = actor_of(request)
    ids = chosen_uuids(request, *_list(actor.scope))
    form = VerdictForm(request.POST if "code" in request.POST else None)
    back = reverse("opening:differences")
    page = ActPage("说明差异", "保存说明", "说明已保存。", "说明不改变登记簿；登记簿有误的，请在人员页更正。")
    shown = Shown("opening/act.html", {"about": f"共 {len(ids):,} 处", "ids": ids, "back": back}, back=lambda _: back)
    if not form.is_bound:
        # The list posts the choice alone: the form is shown, not refused.
        request.method = "GET"

    def act() -> None:
        services.explain_differences(actor=actor, at=timezone.now(), ids=ids, told=form.told())

    return answer_form(request, page, form, act, shown)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def close(request: HttpRequest) -> HttpResponse:
    """End the period."""
    actor, form = actor_of(request), CloseForm(request.POST or None)
    text = "结束后不再上传每日数据；差异清单和每日数字保留。还有待处理的差异时不能结束。"
    page = ActPage("结束并行比对", "结束并行比对", "并行比对已结束。", text, is_dangerous=True)

    def act() -> None:
        services.close_period(actor=actor, at=timezone.now(), words=form.cleaned_data["words"])

    return _form(request, page, form, act)
