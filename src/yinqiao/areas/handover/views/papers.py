"""Papers about people and rosters: 移交人员名册, 联系卡, 基本信息确认表, 工作台账."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.handover.queries import list_offers, list_rows
from yinqiao.areas.handover.types import ROSTER, OfferState
from yinqiao.areas.handover.views.shared import ENTERPRISES
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.organisations.queries import enterprise_names, near_label, places
from yinqiao.areas.retirees import queries as retirees
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.kernel.codes import RetirementType
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of, month_words

CARD, CONFIRMATION = "handover-contact-card", "handover-confirmation"
# One more than a paper may have rows: the act says that it is too long, and no more than that is read.
_MOST_READ = 3_001


def _rosters(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    return [_roster(actor.scope, one) for one in ids_of(subjects)]


def _roster(scope: Scope, batch_id: UUID) -> Frame:
    batch: Any = get_batch(scope=scope, kind=ROSTER, batch_id=batch_id)
    rows: list[Any] = list(list_rows(scope=scope, batch_id=batch_id, state="passed")[:_MOST_READ])
    tree = places()
    people = [
        {
            "序号": str(at), "姓名": one.name, "性别": retirees.sex_label(one.sex) if one.sex is not None else "",
            "出生日期": f"{one.born_on:%Y-%m-%d}" if one.born_on else "",
            "退休年月": f"{one.retired_on:%Y-%m}" if one.retired_on else "", "原工作单位": one.former_unit or "",
            "档号": one.archive_no or "", "接收社区": tree.label(one.place_no) if one.place_no else "",
        }
        for at, one in enumerate(rows, start=1)
    ]  # fmt: skip
    texts = {"移交单位": batch.enterprise.name, "批次号": batch.batch_no, "人数": f"{len(people):,}"}
    return Frame(f"{batch.batch_no}，{len(people):,} 人", texts, {"人员": people}, len(people), batch.enterprise_id)


def _people(scope: Scope, subjects: Sequence[str]) -> list[tuple[Any, Mapping[str, str]]]:
    """The register's rows with what is sealed of them, in this order; NotFound for anybody out of scope."""
    ids = ids_of(subjects)
    found = {row.pk: row for row in retirees.list_rows(scope=scope, ids=ids)}
    if len(found) != len(set(ids)) or not scope.sees_content:
        raise NotFound
    rows = [found[one] for one in ids]
    return list(zip(rows, retirees.facts_of(rows), strict=True))


def _common(row: Any, facts: Mapping[str, str]) -> dict[str, str]:
    return {
        "姓名": row.name, "性别": retirees.sex_label(row.sex), "出生日期": day_words(row.born_on),
        "服务社区": places().label(row.place_no), "联系电话": facts.get("phone", ""),
    }  # fmt: skip


def _cards(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    people = _people(actor.scope, subjects)
    numbers = _card_numbers(actor.scope, [row.pk for row, _ in people])
    return [
        Frame(row.name, _common(row, facts) | {"联系卡号": numbers.get(row.pk) or "________"}) for row, facts in people
    ]


def _card_numbers(scope: Scope, ids: Iterable[UUID]) -> dict[UUID, str]:
    held = list_offers(scope=scope).filter(state=OfferState.ACCEPTED, retiree_id__in=ids)
    return dict(held.values_list("retiree_id", "contact_card_no"))


def _confirmations(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    people = _people(actor.scope, subjects)
    firms = enterprise_names({row.enterprise_id for row, _ in people})
    return [Frame(row.name, _common(row, facts) | _told(row, facts, firms)) for row, facts in people]


def _told(row: Any, facts: Mapping[str, str], firms: Mapping[int, str]) -> dict[str, str]:
    kind = RetirementType.read(row.retirement_type)
    return {
        "身份证号": facts.get("id_no", ""), "现居住地": facts.get("address", ""),
        "户籍地址": facts.get("household_address", ""), "原企业": firms.get(row.enterprise_id, ""),
        "原工作单位": row.former_unit or "", "参加工作时间": month_words(row.work_start_on),
        "退休年月": month_words(row.retired_on), "退休类别": kind.label if kind else "", "档号": row.archive_no or "",
    }  # fmt: skip


def _ledgers(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    return [_ledger(actor.scope, one) for one in subjects]


def _ledger(scope: Scope, subject: str) -> Frame:
    """The people whom a place of the scope has accepted, with the days of each step."""
    place = places().by_no.get(int(subject)) if subject.isdecimal() and len(subject) < 10 else None
    if place is None or not scope.covers_place(place.place_no) or not scope.sees_content:
        raise NotFound
    offers = list_offers(scope=scope).filter(
        state=OfferState.ACCEPTED, place_no__gte=place.place_no, place_no__lt=place.place_end
    )
    held: list[Any] = list(offers.order_by("place_no", "name", "id")[:_MOST_READ])
    rows = {row.pk: row for row in retirees.list_rows(scope=scope, ids=[one.retiree_id for one in held])}
    known = dict(zip(rows, retirees.facts_of(list(rows.values())), strict=True))
    firms = enterprise_names({one.enterprise_id for one in held})
    people = [
        {
            "序号": str(at), "姓名": one.name, "性别": retirees.sex_label(rows[one.retiree_id].sex),
            "出生日期": f"{one.born_on:%Y-%m-%d}", "原企业": firms.get(one.enterprise_id, ""),
            "所属社区": near_label(one.place_no, scope), "联系电话": known[one.retiree_id].get("phone", ""),
            "移交日期": f"{one.offered_on:%Y-%m-%d}",
            "接收日期": f"{timezone.localdate(one.decided_at):%Y-%m-%d}" if one.decided_at else "",
            "首次联系": f"{one.contacted_on:%Y-%m-%d}" if one.contacted_on else "", "备注": "",
        }
        for at, one in enumerate((one for one in held if one.retiree_id in rows), start=1)
    ]  # fmt: skip
    texts = {"单位": places().label(place.place_no), "人数": f"{len(people):,}"}
    return Frame(f"{place.name}，{len(people):,} 人", texts, {"人员": people}, len(people))


_PERSON = {
    "姓名": Text("姓名", "张示例"), "性别": Text("性别", "女"), "出生日期": Text("出生日期", "1960年1月1日"),
    "服务社区": Text("所属社区", "示例区 · 示例街道 · 示例社区"), "联系电话": Text("本人联系电话", "00000000000"),
}  # fmt: skip
_NAME, _SEX = Column("姓名", ("张示例", "李示例", "王示例"), 9), Column("性别", ("女", "男"), 5)
_BORN = Column("出生日期", ("1960-01-01", "1958-12-31"), 11)
_SERIAL = Column("顺序号", ("1", "2", "3"), 5)

ROSTER_PAPER = PaperKind(
    code="handover-roster", title="国有企业退休人员社会化管理移交人员名册", short="移交名册", subject="roster", mark="移册",
    source="《关于国有企业退休人员社会化管理的指导意见》（厅字〔2019〕19号）", roles=frozenset(ENTERPRISES),
    load=_rosters, is_list=True,
    texts={
        "移交单位": Text("企业名称", "示例企业有限公司"), "批次号": Text("名册的批次号", "示例批次0001"),
        "人数": Text("名册人数", "3"),
    },
    lists={"人员": {
        "序号": _SERIAL, "姓名": _NAME, "性别": _SEX, "出生日期": _BORN,
        "退休年月": Column("退休年月", ("2020-01", "2018-12"), 9),
        "原工作单位": Column("原工作单位", ("示例一分厂", "示例二分厂"), 20), "档号": Column("档号", ("示例001", "示例002"), 12),
        "接收社区": Column("分派到的社区", ("示例区 · 示例街道 · 示例社区",), 30),
    }},
    layout=Layout(
        ("移交单位：{{ 移交单位 }}　　批次号：{{ 批次号 }}　　人数：{{ 人数 }}", "@人员"), signs=("移交单位", "接收单位"),
        is_landscape=True, suffix=".xlsx",
    ),
)  # fmt: skip

CARD_PAPER = PaperKind(
    code=CARD, title="退休人员社会化管理服务联系卡", short="联系卡", subject="retiree", mark="联卡",
    source="《关于国有企业退休人员社会化管理的指导意见》（厅字〔2019〕19号）：社区核实信息并发放联系卡", roles=CASEWORKERS,
    load=_cards, texts={**_PERSON, "联系卡号": Text("首次联系后生成的卡号，没有的为横线", "示例卡号0001")},
    layout=Layout((
        "|姓名|{{ 姓名 }}", "|服务社区|{{ 服务社区 }}", "|社区电话|（请社区填写）", "|联系卡号|{{ 联系卡号 }}", "|发放日期|{{ 打印日期 }}",
        "有走访慰问、困难帮扶、证明开具、资格认证等需要，请联系服务社区，也可由家人代为联系。",
    ), signs=("社区（村）居（村）民委员会",)),
)  # fmt: skip

CONFIRMATION_PAPER = PaperKind(
    code=CONFIRMATION, title="国有企业退休人员基本信息确认表", short="信息确认表", subject="retiree", mark="信确",
    source="《长沙市企业退休人员社会化管理服务工作实施细则》（2024年）附件2", roles=CASEWORKERS, load=_confirmations,
    texts=_PERSON | {
        "身份证号": Text("身份证号", "430100190001010000"), "现居住地": Text("现居住地址", "示例区示例路1号"),
        "户籍地址": Text("户籍地址", "示例区示例路2号"), "原企业": Text("移交的企业", "示例企业有限公司"),
        "原工作单位": Text("原工作单位（车间、分厂）", "示例一分厂"), "参加工作时间": Text("参加工作时间", "1980年1月"),
        "退休年月": Text("退休年月", "2020年1月"), "退休类别": Text("退休类别", "正常退休"), "档号": Text("档号", "示例001"),
    },
    layout=Layout((
        "|姓名|{{ 姓名 }}|性别|{{ 性别 }}", "|出生日期|{{ 出生日期 }}|身份证号|{{ 身份证号 }}",
        "|联系电话|{{ 联系电话 }}|档号|{{ 档号 }}", "|原企业|{{ 原企业 }}|原工作单位|{{ 原工作单位 }}",
        "|参加工作时间|{{ 参加工作时间 }}|退休年月|{{ 退休年月 }}", "|退休类别|{{ 退休类别 }}|服务社区|{{ 服务社区 }}",
        "|户籍地址|{{ 户籍地址 }}", "|现居住地|{{ 现居住地 }}", "|紧急联系人|　|联系电话|　",
        "本人（受托人）确认以上信息：□ 无误　□ 已在表上更正。",
        "本人（受托人）签字：________________　　　　年　　月　　日",
    ), signs=("社区（村）居（村）民委员会",)),
)  # fmt: skip

LEDGER_PAPER = PaperKind(
    code="handover-work-ledger", title="国有企业退休人员常态化移交和社会化管理服务工作台账", short="工作台账", subject="place",
    mark="台账", source="《长沙市企业退休人员社会化管理服务工作实施细则》（2024年）附件3", roles=CASEWORKERS, load=_ledgers, is_list=True,
    texts={"单位": Text("台账所属的社区、街道、区县或市", "示例区 · 示例街道"), "人数": Text("已接收人数", "3")},
    lists={"人员": {
        "序号": _SERIAL, "姓名": _NAME, "性别": _SEX, "出生日期": _BORN,
        "原企业": Column("移交的企业", ("示例企业有限公司",), 20), "所属社区": Column("所属社区", ("示例社区",), 14),
        "联系电话": Column("联系电话", ("00000000000",), 13), "移交日期": Column("移交日期", ("2026-01-01",), 11),
        "接收日期": Column("接收日期", ("2026-01-02",), 11), "首次联系": Column("首次联系日期", ("2026-01-10",), 11),
        "备注": Column("空白，供手写", ("",), 12),
    }},
    layout=Layout(
        ("单位：{{ 单位 }}　　已接收：{{ 人数 }} 人　　日期：{{ 打印日期 }}", "@人员"), signs=("填表单位",), is_landscape=True,
        suffix=".xlsx",
    ),
)  # fmt: skip

PAPERS = (ROSTER_PAPER, CARD_PAPER, CONFIRMATION_PAPER, LEDGER_PAPER)
