"""The list of people: columns on the screen, columns of the exports."""

from __future__ import annotations

from collections.abc import Sequence

import django_tables2 as tables

from yinqiao.areas.ledger.types import ContactRow, PersonRow
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec, Value
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn
from yinqiao.platform.ui.exports import Export

_TONES = {RetireeStatus.MANAGED.value: "good", RetireeStatus.OFFERED.value: "accent"}


class PeopleTable(tables.Table):
    """人员台账: phones and numbers are masked; the whole stands on the person page, by an act with a purpose."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("id")}))
    sex = tables.Column("性别", orderable=False)
    born_on = DayColumn(verbose_name="出生日期")
    age = NumberColumn(verbose_name="年龄", orderable=False)
    status = StateColumn(verbose_name="状态", tones=_TONES, labels={s.value: s.label for s in RetireeStatus})
    phone = tables.Column("手机", orderable=False)
    place_label = tables.Column("所属社区", order_by="place_no")
    enterprise_name = WordsColumn("原企业", orderable=False)

    class Meta:
        # By place, then name: an index serves it, however many people there are.
        order_by = ("place_label",)


PEOPLE_COLUMNS: Sequence[ColumnSpec] = (
    ColumnSpec("姓名"),
    ColumnSpec("性别", width=6),
    ColumnSpec("出生日期", ColumnKind.DATE),
    ColumnSpec("年龄", ColumnKind.INTEGER, width=6),
    ColumnSpec("身份证号（部分）", width=22),
    ColumnSpec("状态", width=10),
    ColumnSpec("状态日期", ColumnKind.DATE),
    ColumnSpec("所属社区", width=36),
    ColumnSpec("原企业", width=32),
    ColumnSpec("退休年月", ColumnKind.MONTH),
)
CALL_COLUMNS: Sequence[ColumnSpec] = (
    ColumnSpec("姓名"),
    ColumnSpec("性别", width=6),
    ColumnSpec("年龄", ColumnKind.INTEGER, width=6),
    ColumnSpec("手机", width=18),
    ColumnSpec("所属社区", width=36),
    ColumnSpec("小区楼栋", width=24),
    ColumnSpec("联系情况", width=30),
)


def people_values(row: PersonRow) -> Sequence[Value]:
    """One person in the columns of the list's export; numbers stay masked."""
    return (
        row.name, row.sex, row.born_on, row.age, row.id_no, row.status_label, row.status_on, row.place_label,
        row.enterprise_name, row.retired_on,
    )  # fmt: skip


def call_values(row: ContactRow) -> Sequence[Value]:
    """One person in the columns of the call list: the phone in full, an empty column to write in."""
    return (row.name, row.sex, row.age, row.phone, row.place_label, row.building, "")


PEOPLE_EXPORT = Export("人员台账", PEOPLE_COLUMNS, row=people_values, action="retirees.list_exported")
CALL_EXPORT = Export(
    "电话联系表",
    CALL_COLUMNS,
    row=call_values,
    action="retirees.call_list_exported",
    hint="文件含完整手机号，请妥善保管，用后删除。",
)
