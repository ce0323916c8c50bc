"""Codes of the room of handover."""

from __future__ import annotations

from typing import Final

from yinqiao.areas.lists.types import ListWords
from yinqiao.kernel.labels import Labelled

# The kind of list that this room takes in, and how it is called.
ROSTER: Final = "roster"
ROSTER_WORDS: Final = ListWords(
    room="handover",
    label="移交名册",
    noun="名册",
    own="花名册",
    rows="人员",
    unit="人",
    headers="“姓名”“身份证号”",
    deep="“家庭联系人”下面再分“姓名”“电话”的，是两行表头。",
    advice="身份证号请设为文本格式，以免末几位变成 0。",
)


class RowState(Labelled):
    """One row of a roster. In a batch that was submitted, a ready row is one that went with it."""

    BLOCKED = "blocked", "需修改"
    READY = "ready", "可提交"
    SKIPPED = "skipped", "无需移交"


class OfferState(Labelled):
    """An offer of a person to a community."""

    OFFERED = "offered", "待接收"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    PASSED_ON = "passed_on", "已转出"


class ReturnReason(Labelled):
    """Why a community returns a person to the enterprise; coded, so that the enterprise can answer."""

    NOT_RESIDENT = "not_resident", "不在本社区居住"
    WRONG_IDENTITY = "wrong_identity", "身份信息有误"
    ALREADY_MANAGED = "already_managed", "已在本地社会化管理"
    DECEASED = "deceased", "本人已去世"
    UNREACHABLE = "unreachable", "按所留方式联系不上"
    MATERIAL_MISSING = "material_missing", "移交材料不全"
    OTHER = "other", "其他（须说明）"


class ContactedWith(Labelled):
    """With whom the data were verified at the first contact."""

    SELF = "self", "本人"
    PROXY = "proxy", "受托人"
