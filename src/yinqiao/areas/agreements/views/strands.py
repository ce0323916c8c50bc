"""What the page of an agreement says of each strand that is counted: agreed, sent, received, every difference and its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from yinqiao.areas.agreements.rules import differences
from yinqiao.areas.agreements.types import BatchFigures, Difference, Figures, Gap, StrandFigures
from yinqiao.platform.access.types import Actor


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the figures of a strand lead: the list under one of its states, narrowed to a batch; the batch's own page.

    `sent`, `received`, `waits`, `lacks` are the states as the list's filter calls them; `steps` says what has to happen
    next where that is not the same for every strand.
    """

    to_list: Callable[[Actor, Any, UUID, str], str]
    batch_page: str
    sent: str
    received: str
    waits: str
    lacks: str = ""
    explained: str = ""
    steps: Mapping[Gap, str] = field(default_factory=dict)


def _people(actor: Actor, row: Any, batch_id: UUID, state: str) -> str:
    keys: dict[str, Any] = {"batch": batch_id, "state": state}
    # An enterprise's list knows no places: it leads to the whole batch.
    if not actor.scope.is_enterprise:
        keys["place"] = row.place_no
    return f"{reverse('handover:people')}?{urlencode(keys)}"


def _archives(actor: Actor, row: Any, batch_id: UUID, state: str) -> str:
    return f"{reverse('archives:archives')}?{urlencode({'catalogue': batch_id, **({'state': state} if state else {})})}"


def _members(actor: Actor, row: Any, batch_id: UUID, state: str) -> str:
    return f"{reverse('party:members')}?{urlencode({'batch': batch_id, **({'state': state} if state else {})})}"


def _assets(actor: Actor, row: Any, batch_id: UUID, state: str) -> str:
    return f"{reverse('assets:assets')}?{urlencode({'list': batch_id, **({'state': state} if state else {})})}"


# Strand → where its figures lead. The twin of `queries.strands.STRANDS` on the side of the pages.
WAYS: Mapping[str, Ways] = {
    "people": Ways(_people, "handover:batch", sent="sent", received="taken", waits="offered"),
    "party_members": Ways(
        _members, "party:batch", sent="", received="received", waits="on_the_way", lacks="returned",
        steps={Gap.WAITS: "开具介绍信、报到后接收，或退回", Gap.LACKS: "按退回原因办理后重新开具介绍信"},
    ),
    "archives": Ways(_archives, "archives:batch", sent="", received="received", waits="pending", lacks="missing", explained="explained"),
    "area_m2": Ways(
        _assets, "assets:batch", sent="", received="settled", waits="pending", lacks="returned",
        steps={Gap.WAITS: "核实并按移交方式办结，或退回", Gap.LACKS: "按退回原因办理后重新提交"},
    ),
}  # fmt: skip


def strand_context(actor: Actor, row: Any, figures: Figures, today: date) -> dict[str, Any]:
    """Strand by strand: the three figures, whether they are equal, the open lines and the batches behind them."""
    strands = [
        _strand(actor, row, one, today)
        for one in figures.strands
        if one.agreed or one.batches or (one.told and one.sent)
    ]
    return {
        "strands": strands,
        "has_lines": any(one["lines"] for one in strands),
        "has_batches": any(one["batches"] for one in strands),
    }


def _strand(actor: Actor, row: Any, one: StrandFigures, today: date) -> dict[str, Any]:
    gaps = differences(one, row.signed_on)
    return {
        "figures": one,
        "is_even": not gaps,
        "lines": [_line(actor, row, one, gap, today) for gap in gaps],
        "batches": [_batch(actor, row, one.name, batch) for batch in one.batches],
        **_totals(actor, row, one),
    }


def _totals(actor: Actor, row: Any, strand: StrandFigures) -> dict[str, str]:
    """Where the sums lead: with one batch to its list, with several the batches below say more."""
    if strand.told and strand.told.page:
        url = reverse(strand.told.page, args=[row.pk])
        return {"sent_url": url, "received_url": url}
    if len(strand.batches) != 1 or not _is_listed(strand.batches[0]):
        return {"sent_url": "", "received_url": ""}
    ways, batch_id = WAYS[strand.name], strand.batches[0].batch_id
    return {
        "sent_url": ways.to_list(actor, row, batch_id, ways.sent),
        "received_url": ways.to_list(actor, row, batch_id, ways.received),
    }


def _line(actor: Actor, row: Any, strand: StrandFigures, gap: Difference, today: date) -> dict[str, Any]:
    return {
        "label": gap.gap.label,
        "amount": gap.amount,
        "owner": gap.owner.label if gap.owner else "双方",
        "since": gap.since,
        "days": (today - gap.since).days if gap.since else None,
        "step": WAYS[strand.name].steps.get(gap.gap, _STEPS[gap.gap]) if strand.name in WAYS else _MONEY_STEPS[gap.gap],
        "url": _way_out(actor, row, strand, gap.gap),
    }


_STEPS = {
    Gap.NOT_SENT: "提交名单并关联到本协议",
    Gap.WAITS: "接收或退回",
    Gap.LACKS: "找到后补交，或说明原因",
    Gap.EXPLAINED: "不再移交",
    Gap.SURPLUS: "签补充协议",
}


# The strand that no list brings.
_MONEY_STEPS = {
    Gap.NOT_SENT: "付款后登记",
    Gap.WAITS: "确认到账或退回",
    Gap.LACKS: "重新登记",
    Gap.SURPLUS: "退还多付部分或签补充协议",
}


def _way_out(actor: Actor, row: Any, strand: StrandFigures, gap: Gap) -> str:
    """The list of what is behind a line, or the page on which its next step is taken; empty when neither is one page."""
    if strand.told:
        return reverse(strand.told.page, args=[row.pk]) if strand.told.page else ""
    ways = WAYS[strand.name]
    if gap in (Gap.WAITS, Gap.LACKS, Gap.EXPLAINED):
        behind = [one for one in strand.batches if getattr(one.delivered, gap.value)]
        if len(behind) != 1 or behind[0].delivered.unseen:
            return ""
        return ways.to_list(actor, row, behind[0].batch_id, getattr(ways, gap.value))
    if gap is Gap.NOT_SENT and actor.scope.is_enterprise:
        return reverse("agreements:link", args=[row.pk])
    return ""


def _batch(actor: Actor, row: Any, name: str, one: BatchFigures) -> dict[str, Any]:
    """One batch, with the ways to what is behind its figures."""
    ways, told = WAYS[name], one.delivered
    is_whole = _is_listed(one)
    shown = (
        ("sent", told.sent, ways.sent),
        ("received", told.received, ways.received),
        ("waits", told.waits, ways.waits),
    )
    return {
        "figures": one,
        "cells": [
            {
                "label": _CELLS[cell],
                "amount": amount,
                "url": ways.to_list(actor, row, one.batch_id, state) if is_whole else "",
            }
            for cell, amount, state in shown
        ],
        "lacks": told.lacks,
        "lacks_url": ways.to_list(actor, row, one.batch_id, ways.lacks) if told.lacks and not told.unseen else "",
        "whole_url": "" if not told.elsewhere else ways.to_list(actor, row, one.batch_id, ways.sent),
        "batch_url": reverse(ways.batch_page, args=[one.batch_id]) if actor.scope.is_enterprise else "",
    }


def _is_listed(one: BatchFigures) -> bool:
    """Whether the reader's list of a batch shows just what its figures count."""
    return not one.delivered.elsewhere and not one.delivered.unseen


_CELLS = {"sent": "已送出", "received": "已接收", "waits": "待接收"}
