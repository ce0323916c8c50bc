"""The list of agreements; one agreement; its versions side by side, its printed text, its scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.agreements import queries
from yinqiao.areas.agreements.forms import AgreementFilter
from yinqiao.areas.agreements.rules import PARTIES
from yinqiao.areas.agreements.tables import AgreementTable
from yinqiao.areas.agreements.views.shared import actor_of
from yinqiao.areas.agreements.views.showing import agreement_context, comparison_of
from yinqiao.areas.organisations.queries import enterprise_names, places, uscc_by_id
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="移交协议", table=AgreementTable, unit="份", page_size=50,
    export=TableExport("移交协议", "agreements.list_exported", is_personal=False),
    empty=Empty(
        "还没有移交协议",
        "企业与接收退休人员的市、区县或街道在这里议定协议：一方起草，另一方同意或退回修改，签署纸质协议后上传签署件并备案。",
    ),
)  # fmt: skip


def _filters(scope: Scope) -> type[forms.Form]:
    """Filters over what stands in this scope."""
    rows = list(
        queries.list_agreements(scope=scope).order_by().values_list("enterprise_id", "place_no", "drafted_on__year")
    )
    names = enterprise_names({one for one, _, _ in rows})
    choices = {
        "enterprises": sorted(names.items(), key=lambda one: one[1]),
        "places": [(no, places().label(no)) for no in sorted({no for _, no, _ in rows})],
        "years": [(year, f"{year} 年") for year in sorted({year for _, _, year in rows}, reverse=True)],
    }
    return with_choices(AgreementFilter, **choices)


def _chosen(scope: Scope, chosen: Mapping[str, Any]) -> Q:
    state = chosen.get("state") or ""
    wanted = queries.turn_filters(scope).get(state, Q(state=state) if state else Q())
    if chosen.get("enterprise"):
        wanted &= Q(enterprise_id=chosen["enterprise"])
    if chosen.get("place"):
        row = places().by_no[chosen["place"]]
        wanted &= Q(place_no__gte=row.place_no, place_no__lt=row.place_end)
    if chosen.get("year"):
        wanted &= Q(drafted_on__year=chosen["year"])
    if text := (chosen.get("text") or "").strip():
        wanted &= Q(agreement_no__contains=text) | Q(filed_no__contains=text)
    return wanted


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def agreements(request: HttpRequest) -> HttpResponseBase:
    """Agreements of the scope, by state, party, year and number."""
    scope = actor_of(request).scope
    spec = replace(LIST, filters=_filters(scope))
    return answer_list(
        request, spec, lambda chosen: queries.list_agreements(scope=scope).filter(_chosen(scope, chosen)),
        template="agreements/agreements.html",
    )  # fmt: skip


@require_GET
@requires(*PARTIES)
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement: parties, state, numbers, versions, supplements, batches, what happened."""
    actor = actor_of(request)
    row = queries.get_agreement(scope=actor.scope, agreement_id=agreement_id)
    return render(request, "agreements/agreement.html", agreement_context(actor, row))


@require_GET
@requires(*PARTIES)
def versions(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Two versions side by side: those of the address, else the latest and the one before it."""
    scope = actor_of(request).scope
    row = queries.get_agreement(scope=scope, agreement_id=agreement_id)
    found = {one.number: one for one in queries.list_versions(scope=scope, agreement_id=agreement_id)}
    newest = max(found)
    new = _number(request.GET.get("new", ""), found, newest)
    old = _number(request.GET.get("old", ""), found, max(1, new - 1))
    context = {"row": row, "versions": list(found.values()), "old": old, "new": new}
    return render(request, "agreements/versions.html", {**context, "comparison": comparison_of(found[old], found[new])})


def _number(asked: str, found: Mapping[int, Any], otherwise: int) -> int:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return number if number in found else otherwise


@require_GET
@requires(*PARTIES)
def text(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The text of the latest version for printing and signing."""
    scope = actor_of(request).scope
    row = queries.get_agreement(scope=scope, agreement_id=agreement_id)
    version = queries.list_versions(scope=scope, agreement_id=agreement_id)[0]
    main_no = row.main.agreement_no if row.main else ""
    printed = queries.printed_text(row.kind, version.terms, main_no=main_no, covers_group=row.covers_group)
    context = {
        "row": row, "version": version, "clauses": printed, "place": places().label(row.place_no),
        "uscc": uscc_by_id({row.enterprise_id}).get(row.enterprise_id, ""),
        "is_assumed": any(one.is_assumed for one in printed),
    }  # fmt: skip
    return render(request, "agreements/text.html", context)


@require_GET
@requires(*PARTIES)
def scan(request: HttpRequest, agreement_id: UUID) -> StreamingHttpResponse:
    """The scan of the signed paper, as a file to keep; noted, for it may hold names and seals."""
    actor = actor_of(request)
    row = queries.get_agreement(scope=actor.scope, agreement_id=agreement_id)
    if row.scan_id is None:
        raise NotFound("agreements.no_scan", "这份协议还没有签署件。")
    file = get_file(row.scan_id)
    record_read(actor, action="agreements.scan_downloaded", people=0, purpose="查看签署件")
    return answer_file(file)
