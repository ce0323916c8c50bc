"""Codes of the room of handover."""

from __future__ import annotations

from yinqiao.kernel.labels import Labelled


class BatchState(Labelled):
    """A roster's way from upload to offers; the allowed steps stand in `rules.py`."""

    UPLOADED = "uploaded", "已上传"
    CHECKING = "checking", "检查中"
    REFUSED = "refused", "文件不能读取"
    CHECKED = "checked", "已检查，待提交"
    SUBMITTING = "submitting", "提交中"
    SUBMITTED = "submitted", "已提交"
    UNDOING = "undoing", "撤回中"
    UNDONE = "undone", "已撤回"


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
