"""困难帮扶 in 长辈版: how the own applications stand, and a new one, one question a page, kept with each page.

The check of a household is asked about by itself: without that consent nothing is sent, and nothing is lost.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.aid import queries, services
from yinqiao.areas.aid.rules import pay_by, relief_kinds, shown_told, told_choices, yuan
from yinqiao.areas.aid.types import MATTER, ReliefState, Step
from yinqiao.areas.applications.queries import find_draft
from yinqiao.areas.applications.services import drop_draft
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.ui.gates import StaffRequest, requires_portal

_STEPS: Final = tuple(Step)
_HINTS: Final = {
    Step.URGENT: "生了大病、出了事故、断了粮这样的，街道可以先救急，后补手续。",
    Step.PEOPLE: "一口锅吃饭的都算，也算您自己。",
    Step.INCOME: "把每个人的退休金、工资、别的收入加在一起，填一个大概的整数。",
    Step.WORDS: "写一两句就行。不用写身份证号、银行账号，病名也可以不写。",
    Step.CONSENT: "同意了，社区才能了解家里的收入和财产；没有核对，谁也不能决定给不给救助。"
    "家里别的人，社区会上门请他们自己签字。随时可以不办了。",
}
_R = ReliefState


def _within(actor: Actor) -> None:
    """Within the limits of whoever acts for the person."""
    if actor.scope.person is None:
        raise NotFound
    require_warrant(actor.scope, MATTER, timezone.localdate())


def _officers(actor: Actor) -> Any:
    row = find_row(actor.scope, actor.scope.person or UUID(int=0))
    return list_officers_to_call(place_no=row.place_no, day=timezone.localdate())[:1]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _standing(row: Any, today: date) -> tuple[str, str, str]:
    """Where a case stands in plain words: the one sentence, what comes next and when, its colour."""
    by = (
        "已经过了期限，请给社区打电话问一问。" if row.due_on and row.due_on < today else f"最晚{_day(row.due_on)}决定。"
    )
    if row.state == _R.APPLIED:
        return "申请收到了，社区会来了解家里的情况", by, "soon"
    if row.state == _R.CHECKED:
        return "家里的情况核对过了，街道正在提意见", by, "soon"
    if row.state == _R.SUBMITTED:
        shown = f"意见公示到{_day(row.published_until)}，只写姓、社区、类别和金额。" if row.published_until else ""
        return "街道提了意见，等民政部门决定", shown + by, "soon"
    if row.state == _R.GRANTED:
        rhythm = "每月" if relief_kinds()[row.kind].months else "一次"
        sum_words = f"，{rhythm} {yuan(row.amount_fen)} 元" if row.amount_fen else ""
        return f"同意了{sum_words}", _paying(row, today), "good"
    if row.state == _R.REFUSED:
        again = "不服的，收到决定书起 60 天里可以申请行政复议，怎么办请问社区。"
        return "这次没有同意", f"理由：{row.get_ground_display()}。{again}", "neutral"
    return "这件事结束了", f"{_day(row.closed_on)}：{row.get_ending_display()}。以后还可以再申请。", "neutral"


def _paying(row: Any, today: date) -> str:
    if not relief_kinds()[row.kind].months:
        return "发到您的账户，发了以后这里会写明。"
    rule = rulebook().get("aid.relief_payment", region=settings.REGION, day=today).parameters
    later = f"{_day(row.review_on)}前再看一次家里的情况。" if row.review_on else ""
    return f"每月 {pay_by(rule, today).day} 日以前发。{later}"


@require_GET
@requires_portal
def reliefs(request: StaffRequest) -> HttpResponse:
    """What was applied for and how it stands, what was paid; the way to a new application."""
    actor, today = request.actor, timezone.localdate()
    found = queries.list_own_reliefs(scope=actor.scope, today=today)
    paid = queries.list_own_payments(scope=actor.scope)
    rows = [
        (one, relief_kinds()[one.kind].title, *_standing(one, today),
         [(pay, yuan(pay.fen)) for pay in paid.get(one.pk, [])[:6]], one.state in (_R.APPLIED, _R.CHECKED, _R.SUBMITTED))
        for one in found
    ]  # fmt: skip
    context = {"rows": rows, "draft": find_draft(scope=actor.scope, code=MATTER), "officers": _officers(actor)}
    return render(request, "aid/own.html", context)


@require_GET
@requires_portal
def begin(request: StaffRequest) -> HttpResponse:
    """What it is, who decides, how long it takes, what is asked."""
    _within(request.actor)
    draft = find_draft(scope=request.actor.scope, code=MATTER)
    parameters = rulebook().get("aid.relief_days", region=settings.REGION, day=timezone.localdate()).parameters
    context = {
        "draft": draft, "first": _STEPS[draft.page - 1 if draft else 0], "pages": len(_STEPS), "days": parameters["days"],
        "kinds": relief_kinds().values(), "officers": _officers(request.actor),
    }  # fmt: skip
    return render(request, "aid/own_begin.html", context)


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters()
def page(request: StaffRequest, code: str) -> HttpResponse:
    """One question. POST: kept, then on or back; what is wrong is told beside it and stays as it was typed."""
    _within(request.actor)
    step = next((one for one in _STEPS if one.value == code), None)
    if step is None:
        raise NotFound
    no, typed, refusal = _STEPS.index(step) + 1, request.POST.get("answer"), None
    if request.method == "POST":
        is_back = "back" in request.POST
        try:
            services.keep_relief_draft(
                actor=request.actor, at=timezone.now(), step=step, typed=(typed or "")[:2000], is_back=is_back
            )  # fmt: skip
        except Invalid as found:
            refusal = found
        else:
            return redirect(_address(no - 1 if is_back else no + 1))
    draft = find_draft(scope=request.actor.scope, code=MATTER)
    kept = draft.answers.get(step.value, "") if draft else ""
    context = {
        "step": step, "no": no, "pages": len(_STEPS), "choices": told_choices(step), "hint": _HINTS.get(step, ""),
        "answer": kept if typed is None else typed, "wrong": refusal.fields[step.value] if refusal else "",
    }  # fmt: skip
    return render(request, "aid/own_page.html", context, status=refusal.status if refusal else 200)


def _address(no: int) -> str:
    """The page of a number; before the first what it is, after the last what is read back."""
    if no < 1:
        return reverse("my_aid:begin")
    return reverse("my_aid:send") if no > len(_STEPS) else reverse("my_aid:page", args=[_STEPS[no - 1].value])


@require_http_methods(["GET", "POST"])
@requires_portal
def send(request: StaffRequest) -> HttpResponse:
    """Reads back what will be sent. POST: sent; who does not agree to the check is told what that means."""
    _within(request.actor)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            services.send_relief(actor=request.actor, at=timezone.now())
        except (Invalid, Conflict, Refused) as found:
            refusal = found
        else:
            messages.success(request, "已经交给社区了。办到哪一步，在这里看。")
            return redirect("my_aid:reliefs")
    draft = find_draft(scope=request.actor.scope, code=MATTER)
    if draft is None:
        return redirect("my_aid:reliefs")
    context = {
        "rows": [(one, shown_told(one, draft.answers.get(one.value, ""))) for one in _STEPS], "refusal": refusal,
        "agrees": draft.answers.get(Step.CONSENT.value) == "yes", "officers": _officers(request.actor),
    }  # fmt: skip
    return render(request, "aid/own_send.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
@requires_portal
def drop(request: StaffRequest) -> HttpResponse:
    """Asks before what was begun is given up."""
    _within(request.actor)
    if request.method == "POST":
        drop_draft(actor=request.actor, at=timezone.now(), code=MATTER)
        messages.success(request, "没有提交的内容已经清除。")
        return redirect("my_aid:reliefs")
    return render(request, "aid/own_drop.html", {})


@require_http_methods(["GET", "POST"])
@requires_portal
def withdraw(request: StaffRequest, relief_id: UUID) -> HttpResponse:
    """Asks, then takes the application back."""
    actor, today = request.actor, timezone.localdate()
    row = next((one for one in queries.list_own_reliefs(scope=actor.scope, today=today) if one.pk == relief_id), None)
    if row is None:
        raise NotFound
    if request.method == "POST":
        try:
            services.withdraw_relief(actor=actor, at=timezone.now(), relief_id=relief_id)
        except Conflict:
            messages.error(request, "这件事已经有了结果，没有改动。")
        else:
            messages.success(request, "已经收回，以后还可以再申请。")
        return redirect("my_aid:reliefs")
    return render(request, "aid/own_withdraw.html", {"title": relief_kinds()[row.kind].title})
