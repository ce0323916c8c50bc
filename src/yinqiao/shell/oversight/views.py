"""Views of the auditor and the data-protection officer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.platform.audit import queries as audit
from yinqiao.platform.events.registry import label_of
from yinqiao.platform.retention import queries as retention
from yinqiao.platform.retention import services
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import Export, TableExport
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, chosen_uuids
from yinqiao.shell.oversight.forms import EntryFilter, KeepForm
from yinqiao.shell.oversight.tables import EntryTable, ProposalTable, RecordTable
from yinqiao.shell.oversight.words import action_words, detail_words, kind_words, role_words, table_words

OVERSEERS = ("auditor", "data_protection_officer")
OFFICER = ("data_protection_officer",)

LOG_EXPORT = Export(
    "审计记录",
    (
        ColumnSpec("时间", ColumnKind.MOMENT, 20),
        ColumnSpec("类别"),
        ColumnSpec("动作", width=32),
        ColumnSpec("操作人"),
        ColumnSpec("角色", width=20),
        ColumnSpec("管理范围", width=32),
        ColumnSpec("涉及人数", ColumnKind.INTEGER),
        ColumnSpec("目的", width=32),
        ColumnSpec("编号", width=38),
    ),
    row=lambda one: [
        one.at, kind_words(one.kind), action_words(one.action), one.actor_name, role_words(one.actor_role), one.scope, one.people, one.purpose, str(one.id),
    ],
    action="oversight.log_exported",
)  # fmt: skip
LOG = ListSpec(
    title="审计记录", table=EntryTable, filters=EntryFilter, export=LOG_EXPORT, unit="条", page_size=50,
    empty=Empty("没有符合条件的记录", "请放宽筛选条件。", picture="search"),
)  # fmt: skip
PROPOSALS = ListSpec(
    title="到期应销毁的数据",
    table=ProposalTable,
    bulk=(
        BulkAction("确认销毁", "shell:destroy", is_dangerous=True),
        BulkAction("延期保存", "shell:keep_longer"),
    ),
    unit="项",
    page_size=50,
    export=TableExport("到期应销毁的数据", "oversight.proposals_exported", is_personal=False),
    empty=Empty("没有到期的数据", "保存期限届满的名册等会每夜列到这里，由您确认销毁。", picture="done"),
)
RECORDS = ListSpec(
    title="销毁记录", table=RecordTable, unit="项", page_size=50,
    export=TableExport("销毁记录", "oversight.records_exported", is_personal=False),
    empty=Empty("还没有销毁记录", "到期数据经确认销毁后，每一次的清单保留在这里。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*OVERSEERS)
def audit_log(request: StaffRequest) -> HttpResponseBase:
    """The log, newest first."""

    def load(chosen: Mapping[str, Any]) -> Any:
        entries = audit.list_entries(since=chosen.get("since"), until=chosen.get("until"))
        if chosen.get("kind"):
            entries = entries.filter(kind=chosen["kind"])
        if chosen.get("actor"):
            entries = entries.filter(actor_name__contains=chosen["actor"].strip())
        if chosen.get("action"):
            entries = entries.filter(action=chosen["action"])
        return entries

    return answer_list(request, LOG, load)


@require_GET
@requires(*OVERSEERS)
def audit_entry(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """One entry, whole."""
    entry = audit.get_entry(entry_id=entry_id)
    act = audit.get_entry_act(entry_id=entry_id)
    context = {
        "entry": entry, "detail": detail_words(entry.detail), "act": act, "action": action_words(entry.action),
        "kind": kind_words(entry.kind), "role": role_words(entry.actor_role),
        "events": [(label_of(code), count) for code, count in act.events],
        "rows": [(table_words(table), count) for table, count in sorted((act.rows or {}).items()) if count],
    }  # fmt: skip
    return render(request, "shell/oversight/entry.html", context)


@require_http_methods(["GET", "POST"])
@requires(*OFFICER)
def proposals(request: StaffRequest) -> HttpResponseBase:
    """What is due for destruction."""
    return answer_list(request, PROPOSALS, _load_proposals)


def _load_proposals(_: Mapping[str, Any]) -> Any:
    return retention.list_proposals()


@require_POST
@requires(*OFFICER)
def destroy(request: StaffRequest) -> HttpResponseBase:
    """Destroy what was chosen, after asking; the record remains."""
    ids = chosen_uuids(request, PROPOSALS, _load_proposals)
    question = Confirm(
        "确认销毁",
        "销毁后内容不能恢复。销毁清单会保留编号、内容类别、保存起始和确认人。",
        "确认销毁",
        back=reverse("shell:retention"),
        facts=(("数量", f"{len(ids):,} 项"),),
    )
    if asked := ask_first(request, question):
        return asked
    number = services.confirm_destruction(actor=request.actor, at=timezone.now(), ids=ids)
    messages.success(request, f"已销毁，销毁清单号 {number}。")
    return redirect("shell:destruction_record", record_no=number)


@require_POST
@requires(*OFFICER)
def keep_longer(request: StaffRequest) -> HttpResponseBase:
    """Keep what was chosen until a later day, with the reason."""
    ids = chosen_uuids(request, PROPOSALS, _load_proposals)
    form = KeepForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        kept = services.keep_longer(actor=request.actor, at=timezone.now(), ids=ids, **form.cleaned_data)
        messages.success(request, f"已延期 {kept:,} 项，到期后会再次列出。")
        return redirect("shell:retention")
    context = {"form": form, "ids": ids}
    return render(request, "shell/oversight/keep.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(*OVERSEERS)
def records(request: StaffRequest) -> HttpResponseBase:
    """Everything that was destroyed, newest first."""
    return answer_list(request, RECORDS, lambda _: retention.list_proposals(state="destroyed").order_by("-decided_at"))


@require_GET
@requires(*OVERSEERS)
def destruction_record(request: StaffRequest, record_no: str) -> HttpResponse:
    """One record of destruction, to print and sign."""
    found = retention.get_record(record_no=record_no)
    return render(request, "shell/oversight/record.html", {"items": found, "record_no": record_no, "first": found[0]})
