"""What the house knows already becomes a question to the household: one statement for everybody, every night.

A proposal opens no check: nobody is looked into before the own word (`consent_to_check`).
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.aid import events
from yinqiao.areas.aid.rules import SIGNAL_KINDS
from yinqiao.areas.aid.types import signal_sources
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.rulebook import rulebook

_MANY = 300_000
_PLACE = """
DROP TABLE IF EXISTS pg_temp.aid_proposed;
CREATE TEMP TABLE aid_proposed (retiree_id uuid) ON COMMIT DROP;
"""
# Under an entry that gave way something is known about the person who stays. What was told before a case of the person
# ended was known to whoever ended it; while any stands, nobody is asked again.
_PROPOSE = sql.SQL("""
WITH told AS MATERIALIZED ({signals}),
spoken AS MATERIALIZED (
  SELECT coalesce(r.merged_into_id, r.id) AS person, t.code, max(t.told_on) AS told_on
  FROM told t JOIN (VALUES {within}) AS w (code, days) ON w.code = t.code
  JOIN retirees_retiree r ON r.id = t.retiree_id
  WHERE t.told_on <= {today} AND t.told_on >= {today} - w.days
  GROUP BY 1, 2
), known AS (
  SELECT coalesce(r.merged_into_id, r.id) AS person, bool_or(f.state NOT IN ('refused', 'closed')) AS stands,
    max(f.closed_on) AS ended_on
  FROM aid_relief f JOIN retirees_retiree r ON r.id = f.retiree_id GROUP BY 1
), newest AS (
  SELECT DISTINCT ON (s.person) s.person, s.code, s.told_on
  FROM spoken s JOIN retirees_retiree p ON p.id = s.person LEFT JOIN known k ON k.person = s.person
  WHERE p.status = 'managed' AND (k.person IS NULL OR (NOT k.stands AND k.ended_on < s.told_on))
  ORDER BY s.person, s.told_on DESC, s.code
), made AS (
  INSERT INTO aid_relief (retiree_id, kind, origin, state, opened_on, reason, reason_on)
  SELECT n.person, w.kind, 'proposal', 'proposed', {today}, n.code, n.told_on
  FROM newest n JOIN (VALUES {kinds}) AS w (code, kind) ON w.code = n.code
  ON CONFLICT DO NOTHING RETURNING retiree_id
)
INSERT INTO pg_temp.aid_proposed SELECT retiree_id FROM made
""")
_TOLD = sql.SQL("""
SELECT r.id AS retiree_id, r.enterprise_id, r.place_no, '{}'::jsonb AS data
FROM pg_temp.aid_proposed p JOIN retirees_retiree r ON r.id = p.retiree_id
""")


def propose_by_signals(*, actor: Actor, at: datetime) -> int:
    """Propose relief wherever something known speaks for asking; returns for how many. The actor must reach everybody.

    All or nothing; a second run of a night proposes nobody anew, and the next night makes up for a missed one.
    """
    with perform(actor=actor, action="aid.propose_reliefs", at=at) as act, set_based(_MANY):
        with connection.cursor() as cursor:
            cursor.execute(_PLACE)
            cursor.execute(_statement(act.stamp.occurred_on))
            proposed = cursor.rowcount
        if proposed:
            act.emit_select(events.RELIEF_PROPOSED, _TOLD)
        act.people = proposed
        act.note(proposed=proposed)
    return proposed


def _statement(today: date) -> sql.Composed:
    days = rulebook().get("aid.proposals", region=settings.REGION, day=today).parameters["within"]
    pairs = [sql.SQL("({}, {})").format(sql.Literal(code), sql.Literal(int(most))) for code, most in days.items()]
    kinds = [
        sql.SQL("({}, {})").format(sql.Literal(one.value), sql.Literal(kind)) for one, kind in SIGNAL_KINDS.items()
    ]
    signals = sql.SQL(" UNION ALL ").join(sql.SQL("({})").format(sql.SQL(source())) for source in signal_sources())
    return _PROPOSE.format(
        signals=signals, within=sql.SQL(", ").join(pairs), kinds=sql.SQL(", ").join(kinds),
        today=sql.SQL("{}::date").format(sql.Literal(today)),
    )  # fmt: skip
