"""The roster template as a workbook: one example row, drop-down lists, explanations on the headers."""

from __future__ import annotations

import tempfile

from django.http import FileResponse

from yinqiao.areas.rosters.queries import template_columns
from yinqiao.platform.sheets.writer import ColumnSpec, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_workbook() -> FileResponse:
    """The template; every column is text, so that a spreadsheet does not shorten an ID number."""
    columns = template_columns()
    specs = [
        ColumnSpec(
            column.label,
            width=column.width,
            comment=f"【{column.necessity.value}】{column.help_text}",
            choices=column.allowed,
        )
        for column in columns
    ]
    file = tempfile.TemporaryFile(prefix="yinqiao-template-")  # noqa: SIM115  # FileResponse closes it when sent
    write_workbook(file, specs, [[column.example for column in columns]], heading=None)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="移交人员名册模板.xlsx", content_type=XLSX)
