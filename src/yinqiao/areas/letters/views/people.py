"""发函: whom one could ask about, and the letter that goes out about those who were ticked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.letters import queries, services
from yinqiao.areas.letters.forms import CandidateFilter, SendForm
from yinqiao.areas.letters.rules import PLACES, due_on, purposes
from yinqiao.areas.letters.tables import CandidateTable
from yinqiao.areas.letters.types import Purpose
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, chosen_uuids

LIST = ListSpec(
    title="发函人员", table=CandidateTable, filters=CandidateFilter, page_size=50,
    bulk=(BulkAction("列入去函", "letters:send", is_main=True),),
    export=TableExport("发函人员名单", "letters.candidates_exported", hint=UNNAMED),
    empty=Empty("没有建议查询的人员", "换一个事由，或把“人员”改为全部人员，再按姓名查找。", picture="search"),
)  # fmt: skip


def _purpose(code: str) -> Purpose:
    return purposes().get(code) or next(iter(purposes().values()))


def _load(scope: Scope) -> Callable[[Mapping[str, Any]], Any]:
    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_candidates(
            scope=scope, purpose=_purpose(chosen.get("purpose") or ""), today=timezone.localdate(),
            everybody=chosen.get("who") == "all",
        )  # fmt: skip
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__startswith=name)
        return found

    return load


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def candidates(request: HttpRequest) -> HttpResponseBase:
    """Whom one could ask about, by purpose."""
    scope, purpose = actor_of(request).scope, _purpose(request.GET.get("purpose", ""))
    context = {"purpose": purpose, "crumbs": [("去函登记", reverse("letters:letters")), ("发函人员", "")]}
    return answer_list(request, LIST, _load(scope), template="letters/candidates.html", context=context)


def _form(request: HttpRequest, purpose: Purpose, offices: Sequence[Any]) -> SendForm:
    given = request.POST if "office" in request.POST else None
    return SendForm(given, initial={"office": purpose.office}, offices=offices)


@require_POST
@requires(*PLACES)
def send(request: HttpRequest) -> HttpResponse:
    """To which office; then the number is taken and the letter printed."""
    actor, today = actor_of(request), timezone.localdate()
    kept = QueryDict(request.POST.get("query", "")).get("purpose", "")
    purpose = _purpose(request.POST.get("purpose") or kept)
    ids = chosen_uuids(request, LIST, _load(actor.scope))
    form = _form(request, purpose, queries.find_offices(scope=actor.scope, purpose=purpose, today=today))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            made = services.send_letter(
                actor=actor,
                at=timezone.now(),
                purpose=purpose.code,
                office=form.cleaned_data["office"],
                people=ids,
                office_id=form.addressed(),
            )
        except (Invalid, Conflict, Refused) as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, "已取号并生成函件和名单，请下载打印、盖章后寄送。")
            return redirect("letters:letter", made)
    context = {
        "form": form, "ids": ids, "purpose": purpose, "due_on": due_on(today, purpose),
        "back": f"{reverse('letters:candidates')}?purpose={purpose.code}",
        "crumbs": [("去函登记", reverse("letters:letters")), ("发函", "")],
    }  # fmt: skip
    return render(request, "letters/send.html", context, status=status)
