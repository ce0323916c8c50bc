"""党费使用: the list, noting one, undoing one, the publication of a year's collection and use."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.dues.queries import year_sheet
from yinqiao.areas.dues.types import yuan
from yinqiao.areas.dues_use import errors, queries, services
from yinqiao.areas.dues_use.forms import ReverseForm, UseForm
from yinqiao.areas.dues_use.tables import UseTable
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

KEEPERS = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
_FIRST_YEAR = 2016
USES = ListSpec(
    title="党费使用", table=UseTable, unit="笔", page_size=50,
    export=TableExport("党费使用", "dues_use.exported", is_personal=False),
    empty=Empty("还没有登记", "上级下拨、返还的党费和集体研究后的使用，点“登记”记在这里，每年公布一次。"),
)  # fmt: skip
_NOTE = ActPage(
    "登记党费使用", "登记", "已登记。", "先登记上级下拨、返还的，再登记使用。登记错了可以冲正，两笔都会留在账上。"
)
_REVERSE = ActPage("冲正", "冲正", "已冲正，账上留有记录。", "登记错的一笔在这里冲正。", is_dangerous=True)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def uses(request: HttpRequest) -> HttpResponseBase:
    """What came for use and was spent in the scope, and what is left."""
    scope = actor_of(request).scope
    left = f"{yuan(queries.left_of(scope=scope)):,.2f}"
    return answer_list(
        request, USES, lambda _: queries.list_uses(scope=scope), template="dues_use/uses.html", context={"left": left}
    )


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def note(request: HttpRequest) -> HttpResponse:
    """登记 of the own organisation."""
    actor, today = actor_of(request), timezone.localdate()
    place_no, back = actor.scope.place_from, reverse("dues_use:uses")
    form = UseForm(request.POST or None, initial={"used_on": today})
    context = {"sub": places().label(place_no), "back": back, "facts": ()}
    return answer_form(
        request, _NOTE, form,
        lambda: services.note_use(actor=actor, at=timezone.now(), place_no=place_no, new=form.new()),
        Shown("ui/step.html", context, lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def reverse_one(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """冲正 of one."""
    actor = actor_of(request)
    row = queries.get_use(scope=actor.scope, use_id=use_id)
    if row.is_reversed:
        raise errors.reversed_already()
    form, back = ReverseForm(request.POST or None), reverse("dues_use:uses")
    facts = (
        ("项目", row.get_purpose_display()), ("金额", f"{yuan(row.fen):,.2f} 元"), ("凭证号", row.voucher_no)
    )  # fmt: skip
    context = {"sub": places().label(row.place_no), "back": back, "facts": facts}
    return answer_form(
        request, _REVERSE, form,
        lambda: services.reverse_use(
            actor=actor, at=timezone.now(), use_id=use_id, reason=form.cleaned_data["reason"]
        ),
        Shown("ui/step.html", context, lambda _: back),
    )  # fmt: skip


@require_GET
@requires(*KEEPERS)
def year(request: HttpRequest) -> HttpResponse:
    """党费收缴使用公示 of a year: what was collected, handed up, came back, and what it was used for. Sums alone."""
    scope, today = actor_of(request).scope, timezone.localdate()
    wanted = request.GET.get("year", "")
    chosen = int(wanted) if wanted.isdecimal() and _FIRST_YEAR <= int(wanted) <= today.year else today.year
    collected, used = year_sheet(scope=scope, year=chosen), queries.sum_year(scope=scope, year=chosen)
    context = {
        "year": chosen, "years": range(today.year, today.year - 4, -1), "today": today,
        "place": places().label(scope.place_from), "members": collected["members"],
        "collected": [
            (label, yuan(collected[name]))
            for name, label in (("charged", "应收党费"), ("paid", "实收党费"), ("handed_up", "上缴上级党组织"))
        ],
        "received": yuan(used.received), "spent": [(one.label, yuan(fen)) for one, fen in used.spent.items()],
        "total": yuan(used.total), "left": yuan(used.left),
    }  # fmt: skip
    return render(request, "dues_use/year.html", context)
