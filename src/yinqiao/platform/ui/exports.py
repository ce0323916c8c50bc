"""Exports: what a workbook will hold is said first, its purpose asked, its making noted in the audit log."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import strip_tags

from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.sheets.types import SheetHeader
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec, Value, write_workbook
from yinqiao.platform.ui.columns import AmountColumn, DayColumn, NumberColumn

# Said before a list of people goes out that tells no more than this.
UNNAMED = "不含身份证号、电话和住址。"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """What a list can be exported as.

    `title` names the sheet and the file (`人员台账`), `row` turns one row of the list into the values of `columns`,
    `action` is the dotted code in the audit log (`retirees.list_exported`). With `is_personal` the purpose is
    required. `hint` says what else the reader should know before exporting.
    """

    title: str
    columns: Sequence[ColumnSpec]
    row: Callable[[Any], Sequence[Value]]
    action: str
    is_personal: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TableExport:
    """A list as its table shows it: the same columns in the same words, days and numbers as such.

    Columns that only lead on (`exclude_from_export`) stay out. The fields mean what they mean in `Export`.
    """

    title: str
    action: str
    is_personal: bool = True
    hint: str = ""

    def of(self, table: tables.Table) -> Export:
        """The export of one table; its request tells it whose scope to speak in."""
        shown = [one for one in table.columns.iterall() if not one.column.exclude_from_export]
        kinds = [_KINDS.get(type(one.column), ColumnKind.TEXT) for one in shown]
        columns = [
            ColumnSpec(str(one.header), kind, _WIDTHS.get(kind, 24)) for one, kind in zip(shown, kinds, strict=True)
        ]

        def values(record: Any) -> list[Value]:
            row = tables.rows.BoundRow(record, table=table)
            return [_value(row, one, kind) for one, kind in zip(shown, kinds, strict=True)]

        return Export(self.title, columns, values, self.action, self.is_personal, self.hint)


_KINDS = {
    DayColumn: ColumnKind.DATE,
    NumberColumn: ColumnKind.INTEGER,
    AmountColumn: ColumnKind.AMOUNT,
    tables.DateColumn: ColumnKind.DATE,
    tables.DateTimeColumn: ColumnKind.MOMENT,
}
_WIDTHS = {ColumnKind.DATE: 12, ColumnKind.INTEGER: 10, ColumnKind.AMOUNT: 14, ColumnKind.MOMENT: 17}


def _value(row: tables.rows.BoundRow, column: tables.columns.BoundColumn, kind: ColumnKind) -> Value:
    """What a cell holds: the day or number itself, otherwise the words on the screen; nothing for the dash of nothing."""
    held = column.accessor.resolve(row.record, quiet=True)
    if held in column.column.empty_values and kind is not ColumnKind.TEXT:
        return None
    if isinstance(held, datetime):
        return timezone.localtime(held)
    if kind in (ColumnKind.DATE, ColumnKind.AMOUNT) or (kind is ColumnKind.INTEGER and isinstance(held, int)):
        return held
    words = unescape(strip_tags(str(row.get_cell(column.name)))).strip()
    return "" if words == "—" else words


class PurposeForm(forms.Form):
    """Why the data is taken out."""

    purpose = forms.CharField(
        label="用途",
        min_length=4,
        max_length=100,
        help_text="至少 4 个字，例如：入户走访、电话联系、报送区级汇总。用途会写入文件首行，并记入审计。",
    )


def answer_export(
    request: HttpRequest, export: Export, rows: Iterable[Any], *, count: int, conditions: Sequence[str] = ()
) -> HttpResponse | FileResponse:
    """GET: the page that says what the file will hold and asks for the purpose. POST: the file.

    `count` is the number of rows, `conditions` the chosen filters in words; both stand on the page, the conditions in
    the file's first row too. A file without personal data needs no purpose.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = PurposeForm(request.POST or None)
    form.fields["purpose"].required = export.is_personal
    if request.method == "POST" and form.is_valid():
        return send_workbook(actor, export, rows, purpose=form.cleaned_data["purpose"], conditions=conditions)
    context = {
        "export": export,
        "count": count,
        "conditions": conditions,
        "form": form,
        "back": _without_export(request),
    }
    return render(request, "ui/export_page.html", context, status=422 if form.is_bound else 200)


def send_workbook(
    actor: Actor, export: Export, rows: Iterable[Any], *, purpose: str, conditions: Sequence[str] = ()
) -> FileResponse:
    """Write the workbook, note it as a read of as many people as it holds, and answer with the file.

    The first row of the sheet says what it is, for what purpose, made by whom, when, over what scope.
    """
    now = timezone.localtime()
    unit = f"（{actor.unit}）" if actor.unit else ""
    heading = SheetHeader(
        title=export.title,
        purpose=purpose or "不含个人信息",
        made_by=f"{actor.name}{unit}",
        made_at=now,
        scope=actor.scope.label,
        extra=(f"筛选：{'；'.join(conditions)}",) if conditions else (),
    )
    name, values = f"{export.title}_{now:%Y%m%d}.xlsx", (export.row(row) for row in rows)
    response, count = workbook_response(name, export.columns, values, heading=heading)
    record_read(actor, action=export.action, people=count if export.is_personal else 0, purpose=purpose)
    return response


def workbook_response(
    name: str, columns: Sequence[ColumnSpec], rows: Iterable[Sequence[Value]], *, heading: SheetHeader | None = None
) -> tuple[FileResponse, int]:
    """One sheet as a download that no browser keeps, and how many rows it holds."""
    file = tempfile.TemporaryFile(prefix="yinqiao-export-")  # noqa: SIM115  # FileResponse closes it when sent
    count = write_workbook(file, columns, rows, heading=heading)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "no-store"
    return response, count


def _without_export(request: HttpRequest) -> str:
    """The address of the list that is being exported."""
    query = request.GET.copy()
    query.pop("export", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
