"""What agreements put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.agreements.queries import count_tasks
from yinqiao.areas.agreements.rules import FILERS, PARTIES
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in agreements."""
    if actor.role not in PARTIES:
        return []
    counts, listed = count_tasks(scope=actor.scope), reverse("agreements:agreements")
    entries = [
        TodayEntry("等待本方答复的移交协议", counts.to_answer, f"{listed}?state=answer", "去答复", "soon",
                   "同意，或写明意见退回修改。"),
        TodayEntry("被退回或收回、待修改的移交协议", counts.to_revise, f"{listed}?state=revise", "去修改", "normal"),
        TodayEntry("已议定待签署的移交协议", counts.to_sign, f"{listed}?state=agreed", "去登记", "normal",
                   "双方签署纸质协议后，上传签署件。"),
    ]  # fmt: skip
    if actor.role in FILERS:
        entries.append(
            TodayEntry("已签署待备案的移交协议", counts.to_file, f"{listed}?state=signed", "去备案", "normal")
        )
    return [entry for entry in entries if entry.count]
