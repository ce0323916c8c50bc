"""Codes and words of lists that enterprises send in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from yinqiao.kernel.labels import Labelled

# What is done with a list, as the codes in the audit log end (`handover.recheck`). Work in the background is named alike.
ACTS: Final = (
    "check_batch", "refuse_batch", "annotate_batch", "correct_header", "place_header", "recheck", "discard_batch",
    "begin_submission", "begin_undo", "submit_batch", "undo_batch", "stop_work",
    "batches_exported", "findings_exported", "annotated_downloaded",
)  # fmt: skip

# Who sends lists in and sees its own.
ENTERPRISES: Final = ("enterprise_officer", "enterprise_admin")


class RowState(Labelled):
    """One row of a checked list. In a batch that was submitted, a ready row is one that went with it."""

    BLOCKED = "blocked", "需修改"
    READY = "ready", "可提交"


class BatchState(Labelled):
    """A list's way from its upload to its submission; the allowed steps stand in `rules.py`."""

    UPLOADED = "uploaded", "已上传"
    CHECKING = "checking", "检查中"
    REFUSED = "refused", "文件不能读取"
    CHECKED = "checked", "已检查，待提交"
    SUBMITTING = "submitting", "提交中"
    SUBMITTED = "submitted", "已提交"
    UNDOING = "undoing", "撤回中"
    UNDONE = "undone", "已撤回"


@dataclass(frozen=True, slots=True)
class ListWords:
    """How a kind of list is called: by codes and by sentences.

    `room` is how the codes of its acts, events and refusals begin and whose addresses its pages have. `label` is its name in full (移交名册), `noun` the short one (名册), `own` what an enterprise has of its own before
    it sends one (花名册). `rows` are what its rows are about (人员), counted in `unit` (人). `headers` are headers that
    every such list has, `deep` an example of a header of two rows, `advice` what the upload page says last.
    """

    room: str
    label: str
    noun: str
    own: str
    rows: str
    unit: str
    headers: str
    deep: str
    advice: str


Amount: TypeAlias = int | Decimal
"""So many people or volumes, or so many square metres."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """How far that which one batch brings has come at the places that were asked about, in the unit of its kind.

    `waits` was sent and not answered: the place's turn, since the earliest day. `lacks` was not there when the place
    looked: the enterprise's. Of `explained` both sides say that there is none. `elsewhere` went to other places, which the
    enterprise alone is told. `unseen` of all these the reader finds in no list of its own.
    """

    received: Amount = 0
    waits: Amount = 0
    lacks: Amount = 0
    waits_since: date | None = None
    lacks_since: date | None = None
    elsewhere: Amount = 0
    explained: Amount = 0
    unseen: Amount = 0

    @property
    def sent(self) -> Amount:
        """All that was sent to these places, whatever became of it."""
        return self.received + self.waits + self.lacks + self.explained
