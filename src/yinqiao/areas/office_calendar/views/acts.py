"""录入、批准、退回、撤回: each on a page of its own with what follows from it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.office_calendar import queries, services
from yinqiao.areas.office_calendar.forms import YearForm, typed
from yinqiao.areas.office_calendar.rules import MANAGERS
from yinqiao.areas.office_calendar.types import Held
from yinqiao.areas.office_calendar.views.years import crumbs, shown_of
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.deciding import Deciding
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_CORRECT = ActPage(
    "录入工作日历", "提交批准", "已提交，由另一位市级管理员批准。",
    "整年一起录入：放假的日期和调休上班的周末。批准后从次日零时起，所有办理期限、预警和督办统一重新计算。",
)  # fmt: skip
_APPROVE = ActPage(
    "批准", "批准", "已批准，从生效日零时起按新的日历计算。",
    "批准后从次日零时起，全市所有正在计时的期限统一按新的日历重新计算，经办人看到的期限会随之改变。", is_dangerous=True,
)  # fmt: skip
_REFUSE = ActPage("退回", "退回", "已退回，录入人可以看到意见。", "退回后原日历继续适用；录入人可以修改后重新提交。")
_WITHDRAW = ActPage(
    "撤回", "撤回", "已撤回，原日历继续适用。", "撤回后原日历继续适用，撤回的内容保留备查。", is_dangerous=True
)


@_BOTH
@requires(*MANAGERS)
def correct(request: HttpRequest, year: str) -> HttpResponse:
    """The year as it holds stands in the form."""
    actor, now, number = actor_of(request), timezone.localtime(), queries.named(year)
    held, origin, source = queries.held_on(number, now.date())
    initial = {
        "off": typed(held.off), "worked": typed(held.worked), "basis": "" if origin is Held.ASSUMED else source[:200],
    }  # fmt: skip
    form = YearForm(request.POST or None, initial=initial)
    back = reverse("office_calendar:year", args=[year])
    context = {"year": year, "back": back, "crumbs": crumbs((f"{year} 年", back), ("录入", ""))}
    shown = Shown("office_calendar/correct.html", context, back=_version_url)
    return answer_form(
        request, _CORRECT, form, lambda: services.propose_year(actor=actor, at=now, draft=form.draft(number)), shown
    )


def _version_url(version_id: object) -> str:
    return reverse("office_calendar:version", args=[version_id])


def _shown(request: HttpRequest, version_id: UUID, page: ActPage) -> Shown:
    row = queries.get_version(scope=actor_of(request).scope, version_id=version_id)
    back = _version_url(version_id)
    trail = crumbs((f"{row.year} 年", reverse("office_calendar:year", args=[row.year])), (page.title, ""))
    context = {"row": row, **shown_of(request, version_id), "back": back, "crumbs": trail}
    return Shown("office_calendar/decide.html", context, back=lambda _: back)


approve, refuse, withdraw = Deciding(
    MANAGERS, (_APPROVE, _REFUSE, _WITHDRAW), services.decide_year, services.withdraw_year, _shown
).views()
