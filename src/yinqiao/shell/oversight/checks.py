"""What overseers check: one person, look-ups that stand out, watched people, an incident, the seal of the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.retirees import queries as register
from yinqiao.areas.retirees.types import PersonHit
from yinqiao.platform.audit import services
from yinqiao.platform.audit.evidence import Evidence, EvidenceRow, collect_evidence
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.audit.queries import get_seal_state
from yinqiao.platform.audit.unusual import get_unusual, list_unusual, list_watched
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.exports import Export, TableExport, send_workbook
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.shell.oversight.forms import EvidenceForm, NoteForm, PersonForm, UnusualFilter, UnwatchForm, WatchForm
from yinqiao.shell.oversight.tables import FoundTable, UnusualTable
from yinqiao.shell.oversight.words import action_words, kind_words, role_words

OVERSEERS = ("auditor", "data_protection_officer")
MOST_FOUND = 20
UNUSUAL = ListSpec(
    title="异常查询", table=UnusualTable, filters=UnusualFilter, unit="条", page_size=50,
    export=TableExport("异常查询", "oversight.unusual_exported", is_personal=False),
    empty=Empty("没有待核查的查询", "按规则没有发现异常的查看、显示或导出。", picture="done"),
)  # fmt: skip
PACK = Export(
    "事件取证表",
    (
        ColumnSpec("操作人"),
        ColumnSpec("角色", width=20),
        ColumnSpec("管理范围", width=32),
        ColumnSpec("类别"),
        ColumnSpec("动作", width=28),
        ColumnSpec("记录数", ColumnKind.INTEGER),
        ColumnSpec("逐一涉及人数", ColumnKind.INTEGER),
        ColumnSpec("名单与批次人次", ColumnKind.INTEGER),
        ColumnSpec("最早", ColumnKind.MOMENT, 18),
        ColumnSpec("最晚", ColumnKind.MOMENT, 18),
    ),
    row=lambda one: _pack_row(one),
    action="oversight.evidence_exported",
    is_personal=False,
)


@require_http_methods(["GET", "POST"])
@requires(*OVERSEERS)
def find_person(request: StaffRequest) -> HttpResponse:
    """One person by number, or by name and birth date; posted alone, and the asking itself is in the log."""
    form = PersonForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        found = _found(request, form.cleaned_data)
        if len(found) == 1:
            return redirect("datarights:touches", found[0].id)
        context |= {"is_asked": True, "table": FoundTable(found, request=request) if found else None}
    return render(request, "shell/oversight/find_person.html", context, status=422 if form.errors else 200)


def _found(request: StaffRequest, given: Mapping[str, Any]) -> list[PersonHit]:
    """Whom the question finds in the overseer's scope; at most `MOST_FOUND`."""
    record_read(request.actor, action="oversight.person_sought", people=0)
    scope = request.actor.scope
    if given["id_no"]:
        return register.find_people(scope=scope, text=given["id_no"], limit=MOST_FOUND)
    hits = register.find_people(scope=scope, text=given["name"], limit=1000)
    return [one for one in hits if one.name == given["name"].strip() and one.born_on == given["born_on"]][:MOST_FOUND]


@require_http_methods(["GET", "POST"])
@requires(*OVERSEERS)
def unusual(request: StaffRequest) -> HttpResponseBase:
    """Look-ups that stand out, with the rule's words; a person looks at them."""
    today = timezone.localdate()
    rule = rulebook().get("audit.unusual_lookups", region=settings.REGION, day=today)

    def load(chosen: Mapping[str, Any]) -> Any:
        found = list_unusual(since=today - timedelta(days=chosen.get("days") or 7), today=today, region=settings.REGION)
        wanted = chosen.get("state", "")
        return [one for one in found if wanted == "all" or (one.look is not None) == (wanted == "looked")]

    return answer_list(request, UNUSUAL, load, template="shell/oversight/unusual.html", context={"rule": rule})


@require_http_methods(["GET", "POST"])
@requires(*OVERSEERS)
def look(request: StaffRequest) -> HttpResponse:
    """One hit, what it rests on, and the note of who looked at it."""
    key, today = request.GET.get("key", ""), timezone.localdate()
    hit = get_unusual(key=key, since=today - services.WINDOW, today=today, region=settings.REGION)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        services.look_at_hit(actor=request.actor, at=timezone.now(), key=key, note=form.cleaned_data["note"])
        messages.success(request, "已记录核查情况。")
        return redirect("shell:unusual")
    context = {"hit": hit, "form": form, "role": role_words(hit.actor_role), "is_own": hit.actor_id == request.actor.id}
    return render(request, "shell/oversight/look.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("data_protection_officer")
def watched(request: StaffRequest) -> HttpResponse:
    """The list of people whose look-ups are all pointed out; the data-protection officer keeps it."""
    is_removal = "remove" in request.POST
    form = WatchForm(request.POST if request.POST and not is_removal else None)
    removal = UnwatchForm(request.POST if is_removal else None)
    at = timezone.now()
    if removal.is_valid():
        given = removal.cleaned_data
        services.unwatch_person(actor=request.actor, at=at, retiree_id=given["remove"], why=given["why"])
        messages.success(request, "已移出名单。")
        return redirect("shell:watched")
    if form.is_valid():
        found = _found(request, form.cleaned_data)
        if len(found) == 1:
            why = form.cleaned_data["why"]
            services.watch_person(actor=request.actor, at=at, retiree_id=found[0].id, why=why)
            messages.success(request, "已列入名单。")
            return redirect("shell:watched")
        form.add_error(None, "没有找到此人。" if not found else "找到不止一人，请改用身份证号码。")
    context = {"form": form, "removal": removal, "rows": list_watched()}
    status = 422 if form.errors or removal.errors else 200
    return render(request, "shell/oversight/watched.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(*OVERSEERS)
def evidence(request: StaffRequest) -> HttpResponseBase:
    """After an incident: look first, then take the workbook; both from the same window."""
    form = EvidenceForm(request.POST or None)
    pack: Evidence | None = None
    if form.is_valid():
        given = form.cleaned_data
        pack = collect_evidence(since=given["since"], until=given["until"], actor=given["actor"])
        if "take" in request.POST:
            return send_workbook(request.actor, PACK, pack.rows, purpose=given["purpose"], conditions=_conditions(pack))
    rows = [(role_words(one.actor_role), action_words(one.action), one) for one in pack.rows[:200]] if pack else []
    context = {"form": form, "pack": pack, "rows": rows}
    return render(request, "shell/oversight/evidence.html", context, status=422 if form.errors else 200)


def _conditions(pack: Evidence) -> list[str]:
    """The totals and the window, for the first row of the sheet."""
    since, until = timezone.localtime(pack.since), timezone.localtime(pack.until)
    return [
        f"时段：{since:%Y-%m-%d %H:%M} 至 {until:%Y-%m-%d %H:%M}",
        f"操作人：{pack.actor or '全部'}",
        f"涉及 {pack.people} 人，操作人 {pack.actors} 名，记录 {pack.entries} 条，名单与批次另计 {pack.listed} 人次",
    ]


def _pack_row(one: EvidenceRow) -> list[Any]:
    return [
        one.actor_name, role_words(one.actor_role), one.scope, kind_words(one.kind), action_words(one.action),
        one.entries, one.people, one.listed, timezone.localtime(one.first_at), timezone.localtime(one.last_at),
    ]  # fmt: skip


@require_GET
@requires(*OVERSEERS)
def seal(request: StaffRequest) -> HttpResponse:
    """How far the log is sealed, and what the last nightly proof found."""
    return render(request, "shell/oversight/seal.html", {"state": get_seal_state()})
