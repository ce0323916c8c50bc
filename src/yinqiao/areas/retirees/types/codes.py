"""Closed lists of the register: states, kinds of terms, notes."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from yinqiao.kernel.labels import Labelled

Code = TypeVar("Code", bound=Labelled)


def member_of(codes: type[Code], value: str) -> Code:
    """The member with this stored value; ValueError for a value that the list does not have."""
    for one in codes:
        if one.value == value:
            return one
    raise ValueError(f"{codes.__name__} has no {value}")


class RetireeStatus(StrEnum):
    """Where a person stands with the locality."""

    OFFERED = "offered"
    MANAGED = "managed"
    RETURNED = "returned"
    MOVED_AWAY = "moved_away"
    DECEASED = "deceased"
    MERGED = "merged"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {
            "offered": "待接收",
            "managed": "在管",
            "returned": "已退回企业",
            "moved_away": "已迁出",
            "deceased": "已故",
            "merged": "已并入",
        }[self.value]


class TermKind(StrEnum):
    """What a search term was made from; stored as a small number (`TERM_NUMBERS`)."""

    NAME = "name"
    PINYIN = "pinyin"
    INITIALS = "initials"
    FORMER_NAME = "former_name"


TERM_NUMBERS = {TermKind.NAME: 1, TermKind.PINYIN: 2, TermKind.INITIALS: 3, TermKind.FORMER_NAME: 4}


class NoteKind(StrEnum):
    """What a community officer notes about a person."""

    NOTE = "note"
    VISIT = "visit"
    CALL = "call"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"note": "备注", "visit": "走访", "call": "电话联系"}[self.value]


class Source(Labelled):
    """Where a fact of the register comes from."""

    ROSTER = "roster", "移交名册"
    SELF = "self", "本人提供"
    RELATIVE = "relative", "家属提供"
    DOCUMENT = "document", "证件或书面材料"
    VISIT = "visit", "入户走访"
    CALL = "call", "电话核实"
    POLICE = "police", "公安部门"
    HUMAN_RESOURCES = "human_resources", "人社部门"
    CIVIL_AFFAIRS = "civil_affairs", "民政部门"
    HOSPITAL = "hospital", "医疗机构"
    MEDICAL_INSURANCE = "medical_insurance", "医保部门"
    ORGANISATION = "organisation", "组织部门"
    ENTERPRISE = "enterprise", "原企业"
    PORTAL = "portal", "门户申请"
    OLD_SYSTEM = "old_system", "旧系统"
    OTHER = "other", "其他来源"


class Concealed(Labelled):
    """Encrypted facts that are shown masked, and in full by an act with a purpose."""

    ID_NO = "id_no", "身份证号"
    PHONE = "phone", "手机"
    ADDRESS = "address", "常住地址"
    HOUSEHOLD_ADDRESS = "household_address", "户籍地址"


# Facts in the one ciphertext of a person; `profile` is JSON within.
SEALED = ("id_no", "phone", "address", "household_address", "building", "profile")
FIELD_LABELS = {
    "name": "姓名",
    "sex": "性别",
    "born_on": "出生日期",
    "id_no": "身份证号",
    "phone": "手机",
    "address": "常住地址",
    "household_address": "户籍地址",
    "building": "小区楼栋",
    "profile": "其他信息",
    "ethnic_group": "民族",
    "political_status": "政治面貌",
    "education": "文化程度",
    "work_start_on": "参加工作时间",
    "retired_on": "退休年月",
    "retirement_type": "退休类别",
    "former_unit": "原工作单位",
    "former_post": "原任职务",
    "archive_no": "档号",
    "archive_place": "档案存放地点",
    "party_branch": "所在党支部",
    "status": "状态",
    "died_on": "死亡日期",
    "enterprise_id": "原企业",
    "place_no": "所属社区",
}
