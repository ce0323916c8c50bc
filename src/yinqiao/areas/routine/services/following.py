"""What follows from the handover: who went with a roster, who did not, whom a community has accepted, who is back."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.handover import events as handover
from yinqiao.areas.routine import events
from yinqiao.areas.routine.services.stepping import pick, write_step
from yinqiao.areas.routine.types import Step
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.rulebook import rulebook

_BATCHES = "SELECT subject_id, enterprise_id FROM events_event WHERE act_id = %s AND type = %s"
_ANYBODY = "SELECT EXISTS (SELECT 1 FROM routine_expectedretiree WHERE enterprise_id = %s)"
# The roster's rows that went with it and are about somebody who is expected: whoever is known to the register from before
# is skipped by the submission, for somebody holds or is offered that person already.
_WENT = """
DROP TABLE IF EXISTS pg_temp.routine_went;
CREATE TEMP TABLE routine_went (id uuid PRIMARY KEY, retiree_id uuid, retired_on date) ON COMMIT DROP;
INSERT INTO pg_temp.routine_went
SELECT DISTINCT ON (x.id) x.id, w.retiree_id, w.retired_on FROM routine_expectedretiree x
JOIN handover_rosterrow w ON w.batch_id = {batch} AND w.id_no_index = x.id_no_index AND w.state IN ('ready', 'skipped')
WHERE x.enterprise_id = {enterprise} AND (x.batch_id IS NULL OR x.batch_id = {batch}) ORDER BY x.id, w.row_no
"""
_OF_WENT = "(SELECT g.{} FROM pg_temp.routine_went g WHERE g.id = x.id)"
_HELD = """
x.batch_id = {batch} AND EXISTS (SELECT 1 FROM handover_offer o
    WHERE o.retiree_id = x.retiree_id AND o.enterprise_id = x.enterprise_id AND o.state = 'accepted')
"""
_TOLD_OF = "x.retiree_id IN (SELECT e.retiree_id FROM events_event e WHERE e.act_id = {act} AND e.type = {type})"


def follow_submissions(*, act: Act) -> None:
    """Whoever went with a roster is handed over, also by a roster of the enterprise's own; whoever stayed behind is free."""
    for batch_id, enterprise_id in _batches(act, handover.BATCH_SUBMITTED):
        batch = _literal(batch_id)
        with connection.cursor() as cursor:
            cursor.execute(_ANYBODY, [enterprise_id])
            if not cursor.fetchone()[0]:
                continue
            cursor.execute(sql.SQL(_WENT).format(batch=batch, enterprise=sql.Literal(enterprise_id)))
        if pick(Step.HAND_OVER, sql.SQL("x.id IN (SELECT id FROM pg_temp.routine_went)")):
            values = {
                "batch_id": batch, "due_on": None, "risen_to": 0,
                "retiree_id": sql.SQL(_OF_WENT).format(sql.SQL("retiree_id")),
                "retired_on": sql.SQL("coalesce(x.retired_on, {})").format(
                    sql.SQL(_OF_WENT).format(sql.SQL("retired_on"))
                ),
            }  # fmt: skip
            write_step(act=act, step=Step.HAND_OVER, kind=events.HANDED_OVER, values=values)
        _bring_back(act, sql.SQL("x.state = 'listed' AND x.batch_id = {}").format(batch), batch_id)
        _accept(act, sql.SQL(_HELD).format(batch=batch))


def follow_undone_batches(*, act: Act) -> None:
    """A roster that was put away or taken back frees its people: they wait to be handed over again."""
    for batch_id, _ in _batches(act, handover.BATCH_UNDONE):
        _bring_back(act, sql.SQL("x.batch_id = {}").format(_literal(batch_id)), batch_id)


def follow_withdrawn_offers(*, act: Act) -> None:
    """Whom the enterprise took back from a place waits to be handed over again."""
    _bring_back(act, _people_of(act, handover.OFFER_WITHDRAWN))


def follow_acceptance(*, act: Act) -> None:
    """Whom a community accepted has arrived.

    Runs within the widening of the act that accepts (`handover.accept_move`): the place does not see these rows.
    """
    _accept(act, _people_of(act, handover.PERSON_ACCEPTED))


def free_refused(*, act: Act) -> None:
    """People whose roster could not be read or checked at all wait to be handed over again."""
    _bring_back(
        act,
        sql.SQL("x.state = 'listed' AND EXISTS (SELECT 1 FROM lists_batch b WHERE b.id = x.batch_id AND b.state = 'refused')"),
    )  # fmt: skip


def _accept(act: Act, chosen: sql.Composable) -> None:
    if pick(Step.ACCEPT, chosen):
        write_step(act=act, step=Step.ACCEPT, kind=events.ACCEPTED, values={"ended_on": act.stamp.occurred_on})


def _bring_back(act: Act, chosen: sql.Composable, batch_id: UUID | None = None) -> None:
    if not pick(Step.BRING_BACK, chosen):
        return
    rule = rulebook().get("routine.hand_over", region=settings.REGION, day=act.stamp.occurred_on)
    # As `hand_over_due` has it: the end of the month so many months after the retirement.
    due = sql.SQL("(date_trunc('month', x.retired_on) + make_interval(months => {}) - interval '1 day')::date").format(
        sql.Literal(rule.parameters["months"] + 1)
    )
    values = {"batch_id": None, "retiree_id": None, "due_on": due, "risen_to": 0}
    write_step(act=act, step=Step.BRING_BACK, kind=events.BROUGHT_BACK, values=values, told={"batch": batch_id})


def _batches(act: Act, kind: EventType) -> list[tuple[UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_BATCHES, [act.id, kind.code])
        found: list[tuple[UUID, int]] = cursor.fetchall()
    return found


def _literal(batch_id: UUID) -> sql.Composable:
    return sql.SQL("{}::uuid").format(sql.Literal(str(batch_id)))


def _people_of(act: Act, kind: EventType) -> sql.Composable:
    return sql.SQL(_TOLD_OF).format(act=sql.Literal(str(act.id)), type=sql.Literal(kind.code))
