"""The sheet of a year: what a branch collected and what became of it, to be put up for its members. Sums alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.dues import queries
from yinqiao.areas.dues.rules import COLLECTORS
from yinqiao.areas.dues.types import yuan
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import requires

_FIRST_YEAR = 2016


@require_GET
@requires(*COLLECTORS)
def year(request: HttpRequest) -> HttpResponse:
    """党费收缴公示 of a year, this one or an earlier one."""
    scope, today = actor_of(request).scope, timezone.localdate()
    wanted = request.GET.get("year", "")
    chosen = int(wanted) if wanted.isdecimal() and _FIRST_YEAR <= int(wanted) <= today.year else today.year
    sheet = queries.year_sheet(scope=scope, year=chosen)
    context = {
        "year": chosen, "years": range(today.year, today.year - 4, -1), "today": today,
        "place": places().label(scope.place_from), "members": sheet["members"],
        "sums": [
            (label, yuan(sheet[name]))
            for name, label in (("charged", "应收党费"), ("paid", "实收党费"), ("handed_up", "上缴上级党组织"))
        ],
        "left": yuan(sheet["paid"] - sheet["handed_up"]),
    }  # fmt: skip
    return render(request, "dues/year.html", context)
