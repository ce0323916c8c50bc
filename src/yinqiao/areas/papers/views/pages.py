"""文书: the list of what an office has printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.papers import queries
from yinqiao.areas.papers.forms import LATE, PaperFilter
from yinqiao.areas.papers.rules import PRINTERS
from yinqiao.areas.papers.tables import PaperTable
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers.kinds import papers
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, Load, answer_list, with_choices
from yinqiao.platform.ui.parts import Figure

_EMPTY = Empty(
    "没有符合条件的文书",
    "在人员、名册、档案、资产等页面点“打印…”，系统取号并生成文书，列在这里；盖章后扫描，自动归档。",
)
_PAPERS = ListSpec(
    title="文书", table=PaperTable, unit="份", page_size=50, empty=_EMPTY,
    export=TableExport("文书登记", "papers.papers_exported", hint=UNNAMED),
)  # fmt: skip


def _list(actor: Actor) -> tuple[ListSpec, Load]:
    everything = queries.list_papers(scope=actor.scope)

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        found = everything
        if chosen.get("state") == LATE:
            found = found.filter(queries.outstanding(timezone.localdate()))
        elif chosen.get("state"):
            found = found.filter(state=chosen["state"])
        if chosen.get("kind"):
            found = found.filter(kind=chosen["kind"])
        if number := (chosen.get("number") or "").strip():
            found = found.filter(number__contains=number)
        return found

    kinds = [(one.code, one.title) for one in papers.of_role(actor.role)]
    return replace(_PAPERS, filters=with_choices(PaperFilter, kinds=kinds)), load


@require_http_methods(["GET", "POST"])
@requires(*PRINTERS)
def papers_list(request: HttpRequest) -> HttpResponseBase:
    """Every paper of the scope, filtered, sorted, exported; above it what waits."""
    actor = actor_of(request)
    late = queries.count_outstanding(scope=actor.scope, today=timezone.localdate())
    waiting = queries.count_to_settle(scope=actor.scope)
    figures = [
        Figure("盖章件逾期未归档", late, "打印后长期没有扫描回来", f"{reverse('papers:papers')}?state={LATE}",
               "danger" if late else "neutral", "份"),
        Figure("扫描件待办理", waiting, "有页面没有识别出来", f"{reverse('papers:scans')}?standing=waiting",
               "soon" if waiting else "neutral", "份"),
    ]  # fmt: skip
    return answer_list(request, *_list(actor), template="papers/papers.html", context={"figures": figures})
