"""Confirmed people handed over: a roster of them in the roster's own template, sent through the door of every roster."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.lists.queries import kind_named
from yinqiao.areas.lists.services import take_in_list
from yinqiao.areas.rosters.queries import template_columns
from yinqiao.areas.routine import errors, events
from yinqiao.areas.routine.rules import month_words, retirement_type_of
from yinqiao.areas.routine.services.sealing import EXPECTED_TABLE, Facts, unseal
from yinqiao.areas.routine.services.stepping import pick, these, write_step
from yinqiao.areas.routine.types import Delivery, PostCategory, Step
from yinqiao.kernel.codes import PoliticalStatus, Sex
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.sheets.writer import write_workbook

_PICKED = """
SELECT x.enterprise_id, x.id, x.facts, x.is_special, x.option, x.retired_on, x.decision_no
FROM routine_expectedretiree x JOIN pg_temp.routine_picked k ON k.id = x.id ORDER BY x.enterprise_id, x.name, x.id
"""
# Cells that a roster asks for by the same name and in the same form.
_SAME = (
    "name", "id_no", "born_on", "work_start_on", "phone", "residence_address", "community_name", "former_unit",
    "archive_no", "remark",
)  # fmt: skip


def hand_over_people(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> list[Delivery]:
    """Make a roster of these confirmed people, one for each enterprise, and upload it; check and submission follow there.

    No agreement is asked for: routine handover needs none. Whom a dissolved enterprise listed, its successor hands over. Conflict `routine.nobody_open` when nobody of the choice is
    confirmed and free, `routine.roster_known` when exactly this roster was uploaded before and still stands.
    """
    with perform(actor=actor, action="routine.hand_over_people", at=at) as act:
        act.people = pick(Step.LIST, these(ids), actor.scope)
        if not act.people:
            raise errors.nobody_open()
        with connection.cursor() as cursor:
            cursor.execute(_PICKED)
            found = cursor.fetchall()
        facts = unseal([row[2] for row in found], [row[1] for row in found], table=EXPECTED_TABLE)
        by_enterprise: dict[int, list[tuple[UUID, Mapping[str, Any]]]] = {}
        for row, known in zip(found, facts, strict=True):
            by_enterprise.setdefault(row[0], []).append((row[1], _cells(known, row)))
        made = [_deliver(act, enterprise, people) for enterprise, people in by_enterprise.items()]
        act.note(batches=len(made))
        killpoint("routine.hand_over_before_commit")
    killpoint("routine.hand_over_after_commit")
    return made


def _deliver(act: Act, enterprise_id: int, people: Sequence[tuple[UUID, Mapping[str, Any]]]) -> Delivery:
    names = [one.field for one in template_columns()]
    columns, _ = kind_named(ROSTER).template()
    file = io.BytesIO()
    write_workbook(file, columns, ([cells.get(name) for name in names] for _, cells in people), sheet_name="移交名册")
    file.seek(0)
    batch_id, is_new = take_in_list(
        actor=act.actor, at=act.at, kind=ROSTER, enterprise_id=enterprise_id, file=file,
        file_name=f"常态化移交名册{act.stamp.occurred_on:%Y%m%d}.xlsx",
    )  # fmt: skip
    if not is_new:
        raise errors.roster_known()
    killpoint("routine.hand_over_after_roster")
    count = pick(Step.LIST, these([one for one, _ in people]), act.actor.scope)
    with set_based(count):
        write_step(act=act, step=Step.LIST, kind=events.LISTED, values={"batch_id": batch_id})
    return Delivery(batch_id, enterprise_id, count)


def _cells(facts: Facts, row: Sequence[Any]) -> dict[str, Any]:
    """What a roster says of one person, in its own words."""
    _, _, _, is_special, option, retired_on, decision_no = row
    cells = {name: facts[name] for name in _SAME if facts.get(name)}
    post, status = PostCategory.read(facts.get("post")), PoliticalStatus.read(facts.get("political_status"))
    sex = Sex.read(facts["sex"])
    cells |= {
        "sex": sex.label if sex else "",
        "former_post": post.label if post else "",
        "political_status": status.label if status else "",
        "retired_on": retired_on.isoformat(),
        "retirement_type": retirement_type_of(is_special=is_special, option=option).label,
        "retirement_approval_no": decision_no,
        "serial_no": None,
    }
    return cells


def letter_words(person: Any) -> dict[str, str]:
    """What the letter of introduction says of the retirement."""
    kind = retirement_type_of(is_special=person.is_special, option=person.option)
    return {"month": month_words(person.retired_on), "kind": kind.label}
