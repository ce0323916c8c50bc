"""What goes to medical insurance on paper with the invoices: the list, the sums, the estimate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from yinqiao.areas.applications.queries import get_case
from yinqiao.areas.outside_decisions.types import yuan
from yinqiao.areas.reimbursement.queries import list_invoices, reckon
from yinqiao.areas.reimbursement.rules import PLACES
from yinqiao.areas.reimbursement.types import when
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    return [_frame(actor, one) for one in ids_of(subjects)]


def _frame(actor: Actor, case_id: UUID) -> Frame:
    invoices = list_invoices(scope=actor.scope, case_id=case_id)
    row = get_case(scope=actor.scope, case_id=case_id)
    (facts,) = facts_of([row.retiree])
    found = reckon(invoices, row.applied_on)
    lines = [
        {
            "票据号码": f"{one.told.code} {one.told.number}".strip(), "医疗机构": one.told.hospital,
            "就医": f"{one.told.care.label}，{when(one)}", "金额": yuan(one.told.amount_fen), "自费": yuan(one.told.own_fen),
        }
        for one in invoices
    ]  # fmt: skip
    texts = {
        "办件编号": row.number, "姓名": row.retiree.name, "身份证号": facts.get("id_no", ""), "张数": str(len(lines)),
        "申请日期": day_words(row.applied_on), "总额": yuan(found.total_fen), "预估": yuan(found.paid_fen),
    }  # fmt: skip
    return Frame(f"医疗费用报销申报表，{row.number}", texts, {"票据": lines}, 1)


FORM: Final = PaperKind(
    code="reimbursement-form", title="医疗费用报销申报表", short="申报表", subject="reimbursement_case", mark="报销",
    source="《社会保险经办条例》（国务院令第765号）第二十条、第二十二条；表样以本市经办机构的为准，本市格式待核", roles=frozenset(PLACES), load=_load,
    texts={
        "办件编号": Text("办件的编号", "430104011003-2026-00012"), "姓名": Text("申请人", "示例甲"),
        "身份证号": Text("身份证号", "990101197203070017"), "申请日期": Text("申请的日期", "2026年3月2日"),
        "张数": Text("票据张数", "2"), "总额": Text("票据金额合计（元）", "12,345.60"), "预估": Text("预估金额（元）", "9,990.00"),
    },
    lists={"票据": {
        "票据号码": Column("票据代码和号码", ("43060126 0012345678",), 26), "医疗机构": Column("医疗机构", ("示例市第一人民医院",), 28),
        "就医": Column("就医类别和日期", ("门诊，2026-02-10",), 24), "金额": Column("金额（元）", ("1,256.80",), 12),
        "自费": Column("其中自费（元）", ("56.80",), 10),
    }},
    layout=Layout(
        body=(
            "|办件编号|{{ 办件编号 }}|", "|姓名|{{ 姓名 }}|", "|身份证号|{{ 身份证号 }}|", "|申请日期|{{ 申请日期 }}|", "@票据",
            "票据共 {{ 张数 }} 张，合计 {{ 总额 }} 元，预估 {{ 预估 }} 元；预估仅供参考，以医疗保障经办机构的决定为准。",
            "随表交：票据原件、费用清单；诊断证明和病历资料由申请人直接交医疗保障经办机构，社区不留存。以上票据没有在其他地方报销过。",
        ),
        signs=("申请人（签名）", "代收单位（盖章）"), slip=("今收到 {{ 姓名 }}（{{ 办件编号 }}）的申报表一份、票据 {{ 张数 }} 张。",),
        slip_signs=("医疗保障经办机构（盖章）", "日期"),
    ),
)  # fmt: skip
