"""The letter on paper: to which office, what is asked on what basis, the list with numbers of identity, a slip for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yinqiao.areas.letters.queries import get_letter, list_asked
from yinqiao.areas.letters.rules import PLACES, purposes
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    return [_letter(actor, one) for one in ids_of(subjects)]


def _letter(actor: Actor, letter_id: UUID) -> Frame:
    row = get_letter(scope=actor.scope, letter_id=letter_id)
    purpose = purposes()[row.purpose]
    asked = [one.retiree_id for one in list_asked(scope=actor.scope, letter_id=letter_id)]
    people: list[Any] = list(people_within(scope=actor.scope).filter(pk__in=asked).order_by("place_no", "name", "pk"))
    if len(people) != len(asked):
        # Somebody has moved out of the office's reach since: the paper as it was printed is kept.
        raise NotFound
    lines = [
        {
            "序号": str(at),
            "姓名": one.name,
            "身份证号": facts.get("id_no", ""),
            "出生日期": f"{one.born_on:%Y-%m-%d}",
            "答复": "",
        }
        for at, (one, facts) in enumerate(zip(people, facts_of(people), strict=True), 1)
    ]
    texts = {
        "收函单位": row.office, "事由": purpose.title, "查询内容": purpose.asks, "依据": purpose.basis,
        "人数": str(len(lines)), "答复期限": day_words(row.due_on),
    }  # fmt: skip
    return Frame(f"{purpose.title}，{row.office}，{len(lines)} 人", texts, {"人员": lines}, len(lines))


LETTER_PAPER = PaperKind(
    code="letters-query", title="函", short="去函", subject="letter", mark="退管函",
    source="《党政机关公文格式》（GB/T 9704-2012）函的格式；事由、依据见去函规则", roles=frozenset(PLACES), load=_load,
    texts={
        "收函单位": Text("函写给谁", "示例市公安局"), "事由": Text("为什么发函", "死亡信息核对"),
        "查询内容": Text("请对方做什么", "请核对所列人员有无死亡、注销户口的登记。"),
        "依据": Text("法律、政策依据", "社会保险经办条例第二十五条"), "人数": Text("名单人数", "2"),
        "答复期限": Text("请于哪一天前答复", "2026年3月22日"),
    },
    lists={"人员": {
        "序号": Column("顺序号", ("1", "2"), 6), "姓名": Column("姓名", ("示例甲", "示例乙"), 14),
        "身份证号": Column("身份证号", ("990101195203070017",), 28), "出生日期": Column("出生日期", ("1952-03-07",), 16),
        "答复": Column("由收函单位填写", ("",), 36),
    }},
    layout=Layout(
        body=(
            "{{ 收函单位 }}：", "为做好国有企业退休人员社会化管理，依据{{ 依据 }}，现就{{ 事由 }}函请协助。{{ 查询内容 }}",
            "名单共{{ 人数 }}人，请于{{ 答复期限 }}前在“答复”栏填写，加盖公章后退回，或另行复函。名单含个人信息，请妥善保管，只用于本次查询。",
            "@人员",
        ),
        signs=("发函单位（盖章）",),
    ),
)  # fmt: skip
