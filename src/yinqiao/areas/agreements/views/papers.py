"""The agreement and its supplement as papers: printed once both sides have agreed, for signature and seal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from yinqiao.areas.agreements import errors, queries
from yinqiao.areas.agreements.rules import PARTIES
from yinqiao.areas.agreements.types import HOLDING, NUMBER_LABELS, AgreementKind, AgreementState
from yinqiao.areas.organisations.queries import name_in_full, places, uscc_by_id
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of

# Before that its words may still change, and no paper is signed of them.
_AGREED = (AgreementState.AGREED, *HOLDING)


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """What the paper of an agreement says, for both its sides."""
    return [_frame(actor.scope, one) for one in ids_of(subjects)]


def _frame(scope: Scope, agreement_id: UUID) -> Frame:
    row = queries.get_agreement(scope=scope, agreement_id=agreement_id)
    if row.state not in _AGREED:
        raise errors.not_agreed_yet()
    terms = queries.list_versions(scope=scope, agreement_id=agreement_id)[0].terms
    main_no = row.main.agreement_no if row.main else ""
    printed = queries.printed_text(row.kind, terms, main_no=main_no, covers_group=row.covers_group)
    kinds = queries.fund_kinds()
    texts = {
        "协议编号": row.agreement_no, "主协议编号": main_no, "版本": f"{row.version}",
        "甲方": name_in_full(enterprise_id=row.enterprise_id), "乙方": places().label(row.place_no),
        "统一社会信用代码": uscc_by_id({row.enterprise_id}).get(row.enterprise_id, ""),
        "人员范围": terms.covered, "继续承担的待遇": terms.retained,
        "开始日期": day_words(terms.starts_on), "截止日期": day_words(terms.ends_on),
        **{words: f"{getattr(terms.numbers, name):,}" for name, words in _NUMBERS.items()},
    }  # fmt: skip
    items = [{"序号": f"{no}", "待遇": queries.benefit_words(one)} for no, one in enumerate(terms.benefits, start=1)]
    clauses = [{"条款": f"{one.number}　{one.title}", "内容": one.text} for one in printed]
    parts: list[tuple[str, Decimal, date | None]] = [
        (kinds[one.kind].label, one.amount, one.due_on) for one in terms.instalments
    ]
    if terms.numbers.amount and not parts:
        parts = [(next(iter(kinds.values())).label, terms.numbers.amount, terms.ends_on)]
    dues = [{"款项": label, "金额": f"{amount:,.2f}", "期限": day_words(due_on)} for label, amount, due_on in parts]
    return Frame(row.agreement_no, texts, {"条款": clauses, "付款": dues, "待遇": items}, 0, row.enterprise_id)


# Number of the terms → the word that a template uses for it.
_NUMBERS = {name: label.removeprefix("其中") for name, (label, _) in NUMBER_LABELS.items()}
_TEXTS = {
    "协议编号": Text("协议编号", "移协〔2026〕0001号"), "主协议编号": Text("补充协议所依据的主协议编号", "移协〔2026〕0001号"),
    "版本": Text("议定的版本号", "2"), "甲方": Text("移交企业", "示例企业有限公司"), "乙方": Text("接收方", "示例区 · 示例街道"),
    "统一社会信用代码": Text("企业的统一社会信用代码", "示例代码"), "人员范围": Text("移交人员范围或变更说明", "示例范围"),
    "继续承担的待遇": Text("由企业继续承担的待遇或其他约定", "示例补贴"), "开始日期": Text("移交开始日期", "2026年1月1日"),
    "截止日期": Text("移交截止日期", "2026年12月31日"),
    **{
        words: Text(f"约定的{words}（{NUMBER_LABELS[name][1]}）；补充协议为增减数", "100")
        for name, words in _NUMBERS.items()
    },
}  # fmt: skip
_LISTS = {
    "条款": {
        "条款": Column("条号和标题", ("第一条　移交人员", "第二条　人事档案"), 14),
        "内容": Column("本条内容", ("示例内容一。", "示例内容二。"), 60),
    },
    "付款": {
        "款项": Column("款项名称", ("示例款项",), 20), "金额": Column("金额（元）", ("100.00",), 12),
        "期限": Column("付款期限", ("2026年6月30日",), 14),
    },
    "待遇": {
        "序号": Column("项目编号", ("1", "2"), 6),
        "待遇": Column("由企业继续承担的待遇或其变更", ("示例补贴，每月 100 元", "示例慰问，每年一次"), 68),
    },
}  # fmt: skip


def _kind(code: str, title: str, short: str, kind: AgreementKind, mark: str) -> PaperKind:
    lines = (
        "协议编号：{{ 协议编号 }}",
        "甲方（移交方）：{{ 甲方 }}　　统一社会信用代码：{{ 统一社会信用代码 }}",
        "乙方（接收方）：{{ 乙方 }}",
    )
    is_main = kind is AgreementKind.MAIN
    body: tuple[str, ...] = (
        (*lines, "@条款", "付款安排：", "@付款") if is_main else (*lines, "主协议编号：{{ 主协议编号 }}", "@条款")
    )
    return PaperKind(
        code=code, title=title, short=short, subject=f"agreement_{kind.value}", mark=mark,
        source="《关于国有企业退休人员社会化管理的指导意见》（厅字〔2019〕19号）；协议文本格式由城市确定",
        roles=PARTIES, load=_load, texts=_TEXTS, lists=_LISTS,
        layout=Layout(body, signs=("甲方（盖章）及代表签字", "乙方（盖章）及代表签字")),
    )  # fmt: skip


AGREEMENT_PAPER = _kind("agreements-main", "国有企业退休人员社会化管理移交协议", "协议", AgreementKind.MAIN, "移协印")
SUPPLEMENT_PAPER = _kind(
    "agreements-supplement", "国有企业退休人员社会化管理补充协议", "补充协议", AgreementKind.SUPPLEMENTARY, "补协印"
)
