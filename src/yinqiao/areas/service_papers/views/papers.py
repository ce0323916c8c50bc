"""What an applicant takes home: the application, the acceptance slip, what is missing, a refusal, the result.

And what the office keeps of handing one over: the receipt of delivery, signed by hand and scanned back by its square code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from yinqiao.areas.applications.queries import content_of, get_case, item_of, moments_of
from yinqiao.areas.applications.types import PLACES, Act, Channel, Item, who_applied
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of

Words = Callable[[Any, Item], Mapping[str, str]]
_COMMON = {
    "办件编号": Text("办件的编号", "430104011003-2026-00012"), "事项": Text("服务事项名称", "高龄津贴申请"),
    "姓名": Text("申请事项的退休人员", "示例甲"), "申请人": Text("谁申请的", "家属代办（示例乙，女儿）"),
    "依据": Text("事项依据", "《老年人权益保障法》第三十三条"),
}  # fmt: skip
_SOURCE = "《行政许可法》第三十二条所定的受理、一次性告知程序参照执行；本市格式待核"


def _said(row: Any, item: Item, act: Act) -> str:
    """The words of the last act of a kind."""
    return next((one.words for one in moments_of(row, item) if one.label == act.label), "") or "无"


def _frame(actor: Actor, case_id: UUID, words: Words, lists: Callable[[Any, Item], Any] | None) -> Frame:
    row = get_case(scope=actor.scope, case_id=case_id)
    item = item_of(row.item)
    texts = {
        "办件编号": row.number, "事项": item.title, "姓名": row.retiree.name, "依据": item.basis,
        "申请人": who_applied(row.applicant, content_of(row)), **words(row, item),
    }  # fmt: skip
    return Frame(f"{item.title}，{row.number}", texts, lists(row, item) if lists else {}, 1)


def _loader(words: Words, lists: Any = None) -> Callable[[Actor, Sequence[str]], list[Frame]]:
    return lambda actor, subjects: [_frame(actor, one, words, lists) for one in ids_of(subjects)]


def _kind(code: str, title: str, subject: str, mark: str, load: Any, **more: Any) -> PaperKind:
    texts = {**_COMMON, **more.pop("texts", {})}
    short = more.pop("short", title)
    return PaperKind(
        code=code, title=title, short=short, subject=subject, mark=mark, source=_SOURCE, roles=frozenset(PLACES),
        load=load, texts=texts, **more,
    )  # fmt: skip


def _answers(row: Any, item: Item) -> dict[str, list[dict[str, str]]]:
    told = content_of(row)["answers"]
    filled = [(one.label, one.choices.get(told[one.code], told[one.code])) for one in item.field if told.get(one.code)]
    shown = [(f"材料：{one.label}", "已收" if one.code in row.materials else "") for one in item.material]
    return {"内容": [{"栏目": label, "填写": text} for label, text in [*filled, *shown]]}


FORM = _kind(
    "service-application", "办事申请表", "case", "申请",
    _loader(lambda row, _: {"申请方式": Channel(row.channel).label, "申请日期": day_words(row.applied_on)}, _answers),
    short="申请表", texts={"申请方式": Text("怎样提出的", "窗口"), "申请日期": Text("提出的日期", "2026年3月2日")},
    lists={"内容": {
        "栏目": Column("栏目", ("联系电话", "材料：本人身份证"), 30), "填写": Column("填写内容", ("13800000000", "已收"), 70),
    }},
    layout=Layout(
        body=(
            "|事项|{{ 事项 }}|", "|办件编号|{{ 办件编号 }}|", "|姓名|{{ 姓名 }}|", "|申请人|{{ 申请人 }}|",
            "|申请方式|{{ 申请方式 }}|", "|申请日期|{{ 申请日期 }}|", "@内容", "以上内容属实，同意为办理本事项使用上述信息。",
        ),
        signs=("申请人（签名）",),
    ),
)  # fmt: skip
SLIP = _kind(
    "service-acceptance", "受理通知书", "accepted_case", "受理",
    _loader(lambda row, item: {
        "受理日期": day_words(row.accepted_on) if row.accepted_on else "",
        "承诺": f"{item.days} 个工作日" if item.days else "当日", "收费": item.fee,
        "预计": day_words(row.promised_on) if row.promised_on else "—",
    }),
    texts={
        "受理日期": Text("受理的日期", "2026年3月2日"), "承诺": Text("受理后的办理时限", "20 个工作日"),
        "预计": Text("预计办结的日期", "2026年3月30日"), "收费": Text("收费", "不收费"),
    },
    layout=Layout(
        body=(
            "{{ 姓名 }}：", "您的“{{ 事项 }}”（办件编号 {{ 办件编号 }}，{{ 申请人 }}）已于{{ 受理日期 }}受理。",
            "办理时限：受理之日起 {{ 承诺 }}，预计{{ 预计 }}前办结；需要您补正的时间不计算在内。{{ 收费 }}。",
            "凭办件编号可以到本单位查询进展。依据：{{ 依据 }}",
        ),
        signs=("受理单位（盖章）",),
    ),
)  # fmt: skip
NOTICE = _kind(
    "service-notice", "一次性告知书", "asked_case", "告知",
    _loader(lambda row, item: {"补正": _said(row, item, Act.ASK)}),
    texts={"补正": Text("要补正的全部内容", "缺少：社会保障卡")},
    layout=Layout(
        body=(
            "{{ 姓名 }}：", "您的“{{ 事项 }}”（办件编号 {{ 办件编号 }}，{{ 申请人 }}）需要补正，现一次性告知如下：",
            "{{ 补正 }}", "补齐后继续办理，补正时间不计入办理时限。您也可以撤回申请。依据：{{ 依据 }}",
        ),
        signs=("告知单位（盖章）", "收件人（签名）"),
    ),
)  # fmt: skip
REFUSAL = _kind(
    "service-refusal", "不予受理（办理）决定书", "refused_case", "不予",
    _loader(lambda row, item: {"理由": _said(row, item, Act.REFUSE)}), short="决定书",
    texts={"理由": Text("理由和救济途径", "不符合条件。可自收到通知之日起60日内申请行政复议。")},
    layout=Layout(
        body=(
            "{{ 姓名 }}：", "您的“{{ 事项 }}”（办件编号 {{ 办件编号 }}，{{ 申请人 }}）经审查，决定不予受理（办理）。",
            "理由和救济途径：{{ 理由 }}", "依据：{{ 依据 }}",
        ),
        signs=("决定单位（盖章）",), slip=("今收到“{{ 事项 }}”（{{ 办件编号 }}）不予受理（办理）决定书一份。",),
        slip_signs=("收件人（签名）", "日期"),
    ),
)  # fmt: skip
RESULT = _kind(
    "service-result", "办结通知书", "done_case", "办结",
    _loader(lambda row, item: {
        "结果": item.result, "说明": _said(row, item, Act.DECIDE),
        "办结日期": day_words(row.closed_on) if row.closed_on else "",
    }),
    texts={
        "结果": Text("事项的结果", "登记信息已按申请更正。"), "说明": Text("经办人的说明", "无"),
        "办结日期": Text("办结的日期", "2026年3月30日"),
    },
    layout=Layout(
        body=(
            "{{ 姓名 }}：", "您的“{{ 事项 }}”（办件编号 {{ 办件编号 }}，{{ 申请人 }}）已于{{ 办结日期 }}办结。",
            "结果：{{ 结果 }}", "说明：{{ 说明 }}", "依据：{{ 依据 }}",
        ),
        signs=("办理单位（盖章）",), slip=("今收到“{{ 事项 }}”（{{ 办件编号 }}）办结通知书一份。",),
        slip_signs=("收件人（签名）", "日期"),
    ),
)  # fmt: skip


def _delivery(what: PaperKind) -> PaperKind:
    """The receipt of delivery 送达回证 of one of these papers: ways, day and signatures are written by hand."""
    return PaperKind(
        code=f"{what.code}-delivery", title="送达回证", short="送达回证", subject=what.subject, mark=f"{what.mark}送达",
        source="参照《民事诉讼法》第八十七条：送达须有送达回证，由受送达人记明收到日期并签名；本市格式待核",
        roles=frozenset(PLACES), load=_loader(lambda row, item: {"文书": what.title}),
        texts={**_COMMON, "文书": Text("送达的文书", "办结通知书")},
        layout=Layout(
            body=(
                "|送达文书|{{ 文书 }}（{{ 事项 }}，办件编号 {{ 办件编号 }}）|", "|受送达人|{{ 姓名 }}|", "|申请人|{{ 申请人 }}|",
                "|送达地点||", "|送达方式|□ 直接送达　□ 家属代收　□ 邮寄　□ 本人同意的电子送达　□ 留置|",
                "|收到日期|　　　年　　月　　日　　时|", "|代收人、与受送达人关系||", "|拒收或留置的事由||",
                "收件人不能签名的，由见证人签名。邮寄的，附回执。本回证签好后扫描归入办件。",
            ),
            signs=("收件人（签名）", "送达人（签名）", "见证人（签名）"),
        ),
    )  # fmt: skip


DELIVERIES = tuple(_delivery(one) for one in (NOTICE, REFUSAL, RESULT))
PAPERS = (FORM, SLIP, NOTICE, REFUSAL, RESULT, *DELIVERIES)
