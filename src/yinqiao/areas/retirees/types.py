"""Codes and row shapes of the register."""

from __future__ import annotations

from enum import StrEnum


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
