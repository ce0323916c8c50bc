"""集中反映: clusters of complaints with their evidence, taken up as one case about the cause or dismissed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.hotline import queries, services
from yinqiao.areas.hotline.forms import ClusterFilter, DismissForm, TakeForm
from yinqiao.areas.hotline.tables import CLUSTER_TONES, ClusterTable
from yinqiao.areas.hotline.types import PLACES, ClusterState, Reason, Topic
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

_BOTH = require_http_methods(["GET", "POST"])
LIST = ListSpec(
    title="集中反映", table=ClusterTable, filters=ClusterFilter, unit="处", page_size=50, is_wide=True,
    export=TableExport("集中反映清单", "hotline.clusters_exported", is_personal=False),
    empty=Empty(
        "没有集中反映", "同一地方或同一企业的同类工单明显多于平时，会在这里提示，以便从原因上解决，不等成为信访。", picture="done"
    ),
)  # fmt: skip
_TAKE = ActPage(
    "立项查原因", "立项", "已立项，牵头单位可以看到。",
    "按权责清单立一件联动事项，查找共同的原因。各件工单照常办理和答复。",
)  # fmt: skip
_DISMISS = ActPage(
    "说明，不立项",
    "保存",
    "已保存。",
    "保存后不再提示；规则规定的天数以后仍然明显多于平时的，再次提示。",
    is_dangerous=True,
)


@_BOTH
@requires(*PLACES)
def clusters(request: HttpRequest) -> HttpResponseBase:
    """The clusters whose desk lies in the scope, what waits first."""
    scope = actor_of(request).scope
    return answer_list(
        request, LIST,
        lambda chosen: queries.list_clusters(
            scope=scope, state=chosen.get("state") or "", topic=chosen.get("topic") or ""
        ),
        template="hotline/clusters.html",
    )  # fmt: skip


@require_GET
@requires(*PLACES)
def cluster(request: HttpRequest, cluster_id: UUID) -> HttpResponse:
    """One cluster: how many beside the usual, week by week, where, which words they share, the orders without callers."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.find_cluster(scope=actor.scope, cluster_id=cluster_id)
    most = max([*row.weeks, 1])
    weeks = [
        ("本周" if back == 0 else f"{back} 周前", count, round(count * 100 / most))
        for back, count in zip(range(len(row.weeks) - 1, -1, -1), row.weeks, strict=True)
    ]
    context = {
        "row": row, "topic": Topic(row.topic).label, "place": places().label(row.place_no), "firm": _firm(row),
        "state": ClusterState(row.state).label, "tone": CLUSTER_TONES[row.state], "weeks": weeks,
        "usual": f"{row.usual:.1f}", "rate": queries.rate_on(row.last_on), "estates": queries.estates_of(row),
        "members": [(one, places().label(one.place_no)) for one in queries.members_of(row)],
        "reason": Reason(row.reason).label if row.reason else "", "is_open": row.state == ClusterState.FOUND,
        "case": queries.case_of_cluster(scope=actor.scope, cluster=row, today=today),
        "crumbs": [("12345工单", reverse("hotline:orders")), ("集中反映", reverse("hotline:clusters")), (_title(row), "")],
    }  # fmt: skip
    return render(request, "hotline/cluster.html", context)


def _firm(row: Any) -> str:
    return enterprise_names({row.firm_id}).get(row.firm_id, "") if row.firm_id else ""


def _title(row: Any) -> str:
    return f"{places().label(row.place_no)} {Topic(row.topic).label}"


@_BOTH
@requires(*PLACES)
def take(request: HttpRequest, cluster_id: UUID) -> HttpResponse:
    """One case about the cause."""
    actor, form = actor_of(request), TakeForm(request.POST if request.method == "POST" else None)
    return answer_form(
        request, _TAKE, form,
        lambda: services.take_up(
            actor=actor, at=timezone.now(), cluster_id=cluster_id, words=form.cleaned_data["words"]
        ),
        _shown(request, cluster_id, _TAKE.title),
    )  # fmt: skip


@_BOTH
@requires(*PLACES)
def dismiss(request: HttpRequest, cluster_id: UUID) -> HttpResponse:
    """Why no case is opened."""
    actor, form = actor_of(request), DismissForm(request.POST if request.method == "POST" else None)
    return answer_form(
        request, _DISMISS, form,
        lambda: services.dismiss(
            actor=actor, at=timezone.now(), cluster_id=cluster_id, reason=form.reason_told(),
            words=form.cleaned_data["words"],
        ),
        _shown(request, cluster_id, _DISMISS.title),
    )  # fmt: skip


def _shown(request: HttpRequest, cluster_id: UUID, title: str) -> Shown:
    row = queries.find_cluster(scope=actor_of(request).scope, cluster_id=cluster_id)
    back = reverse("hotline:cluster", args=[cluster_id])
    crumbs = [("集中反映", reverse("hotline:clusters")), (_title(row), back), (title, "")]
    about = f"{_title(row)} · 近期 {row.orders} 件，平时约 {row.usual:.1f} 件"
    return Shown("hotline/form.html", {"back": back, "crumbs": crumbs, "about": about}, back=lambda _: back)
