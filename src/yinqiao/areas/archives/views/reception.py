"""Reception at the place: catalogues that wait, the page on which archives are counted by scan, its end."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.archives import queries, services
from yinqiao.areas.archives.forms import CatalogueFilter, CodesForm, DamageForm, FinishForm, ScanForm
from yinqiao.areas.archives.rules import RECEIVER_ROLES, next_catalogue_state
from yinqiao.areas.archives.tables import CatalogueTable
from yinqiao.areas.archives.types import CatalogueState, CatalogueStep
from yinqiao.areas.archives.views.kind import tally_figures
from yinqiao.areas.archives.views.shared import archives_url
from yinqiao.areas.organisations.queries import enterprise_choices, places
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.dressed import DressedRows
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="档案清点", table=CatalogueTable, filters=CatalogueFilter, unit="批",
    export=TableExport("档案清点", "archives.catalogues_exported", is_personal=False),
    empty=Empty("没有等待清点的档案目录", "企业提交档案目录并选择本单位接收后，会列在这里。", picture="done"),
)  # fmt: skip
TODO = (CatalogueState.OFFERED, CatalogueState.RECEIVING)
_LAST, _SHOWN = 10, 20
_TONES = {"counted": "good", "found": "good", "again": "soon", "dropped": "neutral"}


@require_http_methods(["GET", "POST"])
@requires(*RECEIVER_ROLES)
def receptions(request: HttpRequest) -> HttpResponseBase:
    """The catalogues that were submitted to a place of the scope."""
    scope = actor_of(request).scope

    def load(chosen: Any) -> DressedRows:
        found = queries.find_catalogues(scope=scope)
        if state := chosen.get("state"):
            found = found.filter(state__in=TODO if state == "todo" else [state])
        if chosen.get("enterprise"):
            found = found.filter(enterprise_id=chosen["enterprise"])
        return DressedRows(found, queries.with_counts, worn=queries.CATALOGUE_COUNTS)

    choices = enterprise_choices(queries.find_catalogues(scope=scope))
    spec = replace(LIST, filters=with_choices(CatalogueFilter, enterprises=choices))
    return answer_list(request, spec, load)


@require_GET
@requires(*RECEIVER_ROLES)
def reception(request: HttpRequest, catalogue_id: UUID) -> HttpResponse:
    """One catalogue: its figures, the field for scans, the answer to the last one, the last ten."""
    context = _context(actor_of(request), catalogue_id)
    return render(request, "archives/reception.html", {**context, "form": ScanForm()})


@require_POST
@requires(*RECEIVER_ROLES)
def scan(request: HttpRequest, catalogue_id: UUID) -> HttpResponse:
    """Count one scanned code. htmx gets the answer alone, a browser without script the page."""
    actor, form, status = actor_of(request), ScanForm(request.POST), 422
    htmx: Any = getattr(request, "htmx", False)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            services.scan_code(actor=actor, at=timezone.now(), catalogue_id=catalogue_id, code=code)
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            if not htmx:
                return redirect("archives:reception", catalogue_id=catalogue_id)
            status = 200
    context = {**_context(actor, catalogue_id), "form": form, "is_fragment": bool(htmx)}
    page = "archives/reception_answer.html" if htmx else "archives/reception.html"
    return render(request, page, context, status=status)


@require_http_methods(["GET", "POST"])
@requires(*RECEIVER_ROLES)
def codes(request: HttpRequest, catalogue_id: UUID) -> HttpResponse:
    """批量清点: what a gun has kept, counted at once."""
    actor, status = actor_of(request), 200
    row = queries.get_catalogue(scope=actor.scope, catalogue_id=catalogue_id)
    form = CodesForm(request.POST or None)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            lines = form.cleaned_data["codes"].splitlines()
            try:
                counted = services.scan_codes(actor=actor, at=timezone.now(), catalogue_id=catalogue_id, codes=lines)
            except Invalid as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, "；".join(f"{one.label} {many:,} 个" for one, many in counted.items()))
                return redirect("archives:reception", catalogue_id=catalogue_id)
    return render(request, "archives/codes.html", {"form": form, "row": row}, status=status)


def _context(actor: Actor, catalogue_id: UUID) -> dict[str, Any]:
    row = queries.get_catalogue(scope=actor.scope, catalogue_id=catalogue_id)
    scans = queries.list_scans(scope=actor.scope, catalogue_id=catalogue_id)
    tally = queries.get_tally(scope=actor.scope, catalogue_id=catalogue_id)
    state = CatalogueState(row.state)
    answer = scans.filter(author_id=actor.id).first()
    return {
        "row": row,
        "state": state,
        "place": places().label(row.place_no),
        "tally": tally,
        "figures": tally_figures(row.pk, tally),
        "answer": answer,
        "answer_tone": _TONES.get(answer.result, "danger") if answer else "",
        "scans": scans[:_LAST],
        "extras": queries.list_extras(scope=actor.scope, catalogue_id=catalogue_id),
        "may_finish": next_catalogue_state(state, CatalogueStep.FINISH) is not None,
        "is_finished": state is CatalogueState.FINISHED,
        "list_url": archives_url(catalogue=row.pk),
    }


@require_http_methods(["GET", "POST"])
@requires(*RECEIVER_ROLES)
def damage(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """登记破损: whether a counted archive is damaged, and how."""
    actor, status = actor_of(request), 200
    archive = queries.get_archive(scope=actor.scope, archive_id=archive_id)
    form = DamageForm(request.POST or None, initial={"note": archive.damage_note})
    if request.method == "POST":
        # A box that is not ticked sends nothing: an empty form is an answer too.
        form, status = DamageForm(request.POST), 422
        if form.is_valid():
            try:
                services.mark_damage(actor=actor, at=timezone.now(), archive_id=archive_id, damage=form.damage())
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, "破损情况已登记。")
                return redirect("archives:reception", catalogue_id=archive.catalogue_id)
    return render(request, "archives/damage.html", {"form": form, "archive": archive}, status=status)


@require_POST
@requires(*RECEIVER_ROLES)
def drop(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """Take an extra code off the list, after a page that asks."""
    actor = actor_of(request)
    extra = queries.get_extra(scope=actor.scope, scan_id=scan_id)
    back = reverse("archives:reception", args=[extra.catalogue_id])
    question = Confirm(
        "作废多出的扫描", "确认是误扫或键入错误后作废，它不再列入交接清单；扫描记录仍保留。", "作废", back=back,
        facts=(("扫描内容", extra.code),),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.drop_extra(actor=actor, at=timezone.now(), scan_id=scan_id)
    messages.success(request, "已作废，不再列入交接清单。")
    return redirect(back)


@require_http_methods(["GET", "POST"])
@requires(*RECEIVER_ROLES)
def finish(request: HttpRequest, catalogue_id: UUID) -> HttpResponse:
    """完成清点: the differences first, then the act."""
    actor, status = actor_of(request), 200
    context = _differences(actor, catalogue_id)
    form = FinishForm(request.POST or None, initial=asdict(context["tally"]))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.finish_reception(
                    actor=actor, at=timezone.now(), catalogue_id=catalogue_id, seen=form.tally()
                )  # fmt: skip
            except Conflict as refusal:
                form = FinishForm(None, initial=asdict(context["tally"]))
                context["refusal"], status = refusal, refusal.status
            else:
                messages.success(request, "已完成清点，已清点的档案自此由本单位保管。")
                return redirect("archives:reception", catalogue_id=catalogue_id)
    return render(request, "archives/finish.html", {**context, "form": form}, status=status)


def _differences(actor: Actor, catalogue_id: UUID) -> dict[str, Any]:
    context = _context(actor, catalogue_id)
    for name in ("open", "damaged"):
        found = queries.list_archives(scope=actor.scope, wanted=name).filter(catalogue_id=catalogue_id)
        context[name] = found[:_SHOWN]
        context[f"{name}_url"] = archives_url(catalogue=catalogue_id, state=name)
    return {**context, "shown": _SHOWN}
