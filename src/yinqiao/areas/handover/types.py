"""Codes of the room of handover."""

from __future__ import annotations

from enum import StrEnum


class BatchState(StrEnum):
    """A roster's way from upload to offers; the allowed steps stand in `rules.py`."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    REFUSED = "refused"
    CHECKED = "checked"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {
            "uploaded": "已上传",
            "checking": "检查中",
            "refused": "文件不能读取",
            "checked": "已检查，待提交",
            "submitting": "提交中",
            "submitted": "已提交",
            "undoing": "撤回中",
            "undone": "已撤回",
        }[self.value]


class RowState(StrEnum):
    """One row of a roster. In a batch that was submitted, a ready row is one that went with it."""

    BLOCKED = "blocked"
    READY = "ready"
    SKIPPED = "skipped"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"blocked": "需修改", "ready": "可提交", "skipped": "无需移交"}[self.value]


class OfferState(StrEnum):
    """An offer of a person to a community."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {
            "offered": "待接收",
            "accepted": "已接收",
            "returned": "已退回",
            "withdrawn": "已撤回",
            "passed_on": "已转出",
        }[self.value]


class ReturnReason(StrEnum):
    """Why a community returns a person to the enterprise; coded, so that the enterprise can answer."""

    NOT_RESIDENT = "not_resident"
    WRONG_IDENTITY = "wrong_identity"
    ALREADY_MANAGED = "already_managed"
    DECEASED = "deceased"
    UNREACHABLE = "unreachable"
    MATERIAL_MISSING = "material_missing"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese words."""
        return {
            "not_resident": "不在本社区居住",
            "wrong_identity": "身份信息有误",
            "already_managed": "已在本地社会化管理",
            "deceased": "本人已去世",
            "unreachable": "按所留方式联系不上",
            "material_missing": "移交材料不全",
            "other": "其他（须说明）",
        }[self.value]


class ContactedWith(StrEnum):
    """With whom the data were verified at the first contact."""

    SELF = "self"
    PROXY = "proxy"

    @property
    def label(self) -> str:
        """The Chinese words."""
        return {"self": "本人", "proxy": "受托人"}[self.value]
