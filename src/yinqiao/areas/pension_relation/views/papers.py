"""What goes to human resources on paper: the information form, the contact letter, the form for missed periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from yinqiao.areas.pension_relation.queries import CaseRelation, relation_of
from yinqiao.areas.pension_relation.rules import PLACES
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of

_TEXTS: Final = {
    "办件编号": Text("办件的编号", "430104011003-2026-00012"), "姓名": Text("申请人", "示例甲"),
    "身份证号": Text("身份证号", "990101197203070017"), "申请日期": Text("申请的日期", "2026年3月2日"),
    "依据": Text("事项依据", "国办发〔2009〕66号"),
}  # fmt: skip
_STAYS: Final = {
    "参保地": Column("参保地", ("长沙市", "株洲市"), 30), "时段": Column("起止年月", ("2003年1月至2012年12月",), 50),
    "月数": Column("月数", ("120",), 20),
}  # fmt: skip


def _stays(found: CaseRelation) -> list[dict[str, str]]:
    return [{"参保地": one.place, "时段": one.words, "月数": str(one.months)} for one in found.stays]


def _loader(
    title: str, words: Callable[[CaseRelation], Mapping[str, str]]
) -> Callable[[Actor, Sequence[str]], list[Frame]]:
    def load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
        return [_frame(relation_of(scope=actor.scope, case_id=one), title, words) for one in ids_of(subjects)]

    return load


def _frame(found: CaseRelation, title: str, words: Callable[[CaseRelation], Mapping[str, str]]) -> Frame:
    row = found.case
    (facts,) = facts_of([row.retiree])
    texts = {
        "办件编号": row.number, "姓名": row.retiree.name, "身份证号": facts.get("id_no", ""), "依据": found.item.basis,
        "申请日期": day_words(row.applied_on), **words(found),
    }  # fmt: skip
    return Frame(f"{title}，{row.number}", texts, {"时段": _stays(found)}, 1)


def _transfer(found: CaseRelation) -> dict[str, str]:
    paying = found.paying
    return {
        "户籍地": found.answers["household_place"], "转入地": found.answers["to_place"],
        "领取地": paying.place if paying else "", "理由": "".join(paying.reasons) if paying else "",
    }  # fmt: skip


def _letter(found: CaseRelation) -> dict[str, str]:
    to_place = found.answers["to_place"]
    from_places = dict.fromkeys(one.place for one in found.stays if one.place != to_place)
    return {"转入地": to_place, "转出地": "、".join(from_places) or to_place}


def _periods(found: CaseRelation) -> dict[str, str]:
    field = next(one for one in found.item.field if one.code == "evidence")
    return {"材料": field.choices.get(found.answers["evidence"], "")}


def _kind(code: str, title: str, subject: str, mark: str, load: Any, **more: Any) -> PaperKind:
    return PaperKind(
        code=code, title=title, subject=subject, mark=mark, roles=frozenset(PLACES), load=load,
        source="国办发〔2009〕66号第八条；表样以本市经办机构的为准，本市格式待核", lists={"时段": _STAYS},
        **{**more, "texts": {**_TEXTS, **more["texts"]}},
    )  # fmt: skip


FORM: Final = _kind(
    "pension-information", "基本养老保险关系转移接续信息表", "pension_transfer_case", "转移表", _loader("信息表", _transfer),
    short="信息表",
    texts={
        "户籍地": Text("户籍所在地", "长沙市"), "转入地": Text("现在的参保地", "长沙市"), "领取地": Text("推算的待遇领取地", "长沙市"),
        "理由": Text("推算的理由", "现在的参保地长沙市累计缴费12年，满10年。"),
    },
    layout=Layout(
        body=(
            "|办件编号|{{ 办件编号 }}|", "|姓名|{{ 姓名 }}|", "|身份证号|{{ 身份证号 }}|", "|户籍所在地|{{ 户籍地 }}|",
            "|转入地|{{ 转入地 }}|", "|申请日期|{{ 申请日期 }}|", "@时段",
            "按规则推算，待遇领取地为{{ 领取地 }}：{{ 理由 }}以经办机构的认定为准。",
            "本人尚未领取基本养老金，以上内容属实。依据：{{ 依据 }}",
        ),
        signs=("申请人（签名）", "代收单位（盖章）"),
    ),
)  # fmt: skip
LETTER: Final = _kind(
    "pension-letter", "基本养老保险关系转移接续联系函", "pension_transfer_case", "联系函", _loader("联系函", _letter), short="联系函",
    texts={"转入地": Text("现在的参保地", "长沙市"), "转出地": Text("原参保地", "株洲市")},
    layout=Layout(
        body=(
            "{{ 转出地 }}社会保险经办机构：",
            "{{ 姓名 }}（身份证号 {{ 身份证号 }}）申请把基本养老保险关系转移到{{ 转入地 }}。经审核，符合转移接续条件，请按依据办理："
            "自收到本函之日起15个工作日内，核对下列时段，出具信息表，并划转资金。",
            "@时段", "办件编号 {{ 办件编号 }}，申请日期{{ 申请日期 }}。依据：{{ 依据 }}",
        ),
        signs=("转入地社会保险经办机构（盖章）",), slip=("今收到{{ 姓名 }}（{{ 办件编号 }}）的转移接续联系函一份。",),
        slip_signs=("收件单位（盖章）", "日期"),
    ),
)  # fmt: skip
PERIODS: Final = _kind(
    "pension-periods", "养老保险缴费时段补记申请表", "pension_periods_case", "补记", _loader("补记申请表", _periods), short="补记申请表",
    texts={"材料": Text("主要的证明材料", "劳动合同")},
    layout=Layout(
        body=(
            "|办件编号|{{ 办件编号 }}|", "|姓名|{{ 姓名 }}|", "|身份证号|{{ 身份证号 }}|", "|申请日期|{{ 申请日期 }}|",
            "|证明材料|{{ 材料 }}|", "核定基本养老金时漏记了下列参保缴费时段，请核实补记：", "@时段",
            "养老保险关系不转移。以上内容属实。依据：{{ 依据 }}",
        ),
        signs=("申请人（签名）", "代收单位（盖章）"),
    ),
)  # fmt: skip
PAPERS: Final = (FORM, LETTER, PERIODS)
