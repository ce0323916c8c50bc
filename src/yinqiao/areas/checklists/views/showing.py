"""What the page of one checklist shows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.urls import reverse

from yinqiao.areas.agreements.queries import covered_enterprises, side_of
from yinqiao.areas.agreements.types import AgreementKind
from yinqiao.areas.checklists import queries
from yinqiao.areas.checklists.rules import LIVE, NOT_READY, items, open_steps, turn_of
from yinqiao.areas.checklists.tables import ITEM_TONES
from yinqiao.areas.checklists.types import ItemState, ItemStep, Strand
from yinqiao.areas.lists.queries import list_batches
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor

# Steps that need no words are sent at once; each can be taken back.
_AT_ONCE = {ItemStep.CONFIRM, ItemStep.TAKE_BACK}
_MAIN = {ItemStep.REPORT, ItemStep.CONFIRM}
_SHOWN_ENTRIES = 3
# A list in one of these states has come through the check, or further.
_CHECKED = (BatchState.CHECKED, BatchState.SUBMITTED)


def checklist_context(actor: Actor, row: Any, today: date) -> dict[str, Any]:
    """Everything the page of one checklist needs."""
    found = queries.load_items(scope=actor.scope, agreement_id=row.pk)
    told: dict[Any, list[Any]] = defaultdict(list)
    for entry in queries.list_told(scope=actor.scope, item_ids=[one.pk for one in found]):
        told[entry.item_id].append(entry)
    is_live = row.state in LIVE
    lists = _lists(actor, row) if is_live else {}
    lines = [_line(actor, one, told[one.pk], today, lists, is_live=is_live) for one in found]
    groups = [(strand.label, [one for one in lines if one["spec"].strand is strand]) for strand in Strand]
    return {
        "row": row,
        "place": places().label(row.place_no),
        "readiness": queries.readiness_of(found, today),
        "groups": [(label, group) for label, group in groups if group],
        "is_live": is_live,
        "may_prepare": not found and is_live and row.kind == AgreementKind.MAIN and row.proposed_version > 0,
        "is_assumed": any(one["spec"].standing == "assumed" for one in lines),
    }


def _line(
    actor: Actor, item: Any, told: list[Any], today: date, lists: dict[str, Any], *, is_live: bool
) -> dict[str, Any]:
    spec, state = items()[item.code], member_of(ItemState, item.state)
    steps = open_steps(spec, state, side_of(actor.role)) if is_live else []
    turn = turn_of(spec, state)
    return {
        "item": item,
        "spec": spec,
        "tone": ITEM_TONES[state],
        "is_late": state in NOT_READY and item.due_on < today,
        "turn": turn.label if turn else "",
        "steps": [_button(item, step) for step in steps],
        "told": told[:_SHOWN_ENTRIES],
        "earlier": told[_SHOWN_ENTRIES:],
        "list": lists.get(spec.list),
    }


def _button(item: Any, step: ItemStep) -> dict[str, Any]:
    url = reverse(f"checklists:{step.value}", args=[item.pk])
    return {
        "label": step.label,
        "url": url,
        "is_form": step not in _AT_ONCE,
        "tone": "btn-primary" if step in _MAIN else "",
    }


def _lists(actor: Actor, row: Any) -> dict[str, dict[str, Any]]:
    """How far the lists are that the agreement's enterprises sent, by kind; an office sees none of them before its own.

    The figures are those of the check, so that nobody has to ask how far the roster is.
    """
    if not actor.scope.is_enterprise:
        return {}
    found: dict[str, dict[str, Any]] = {}
    for name in {spec.list for spec in items().values() if spec.list}:
        batches = list_batches(scope=actor.scope, kind=name).filter(
            enterprise_id__in=covered_enterprises(row), state__in=_CHECKED
        )
        counts = list(batches.order_by("-id").values_list("state", "counts")[:200])
        found[name] = {
            "lists": len(counts),
            "submitted": sum(state == BatchState.SUBMITTED for state, _ in counts),
            "rows": sum(int(one.get("rows", 0)) for _, one in counts),
            "blocked": sum(int(one.get("blocked", 0)) for state, one in counts if state == BatchState.CHECKED),
        }
    return found
