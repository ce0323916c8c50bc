"""An audit log of many entries as a city writes it: reads, acts with their events, sign-ins; sealed by the real sealer."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.bench.databases import superuser
from yinqiao.platform.audit.seal import seal_pending
from yinqiao.platform.audit.seal_witness import Witness

SEED = 1
AT_ONCE = 250_000
# One in ten wrote events. Moments lie a second apart and end when the log is made, as with a sealer that was stopped.
_ENTRIES = """
WITH written AS (
  INSERT INTO audit_entry (at, recorded_at, kind, action, actor_id, actor_role, actor_name, scope, subject_kind,
    subject_id, people, purpose, request_id, detail)
  SELECT m.at, m.at, k.kind, k.action, md5('actor' || n %% 3000)::uuid, 'community_officer', '经办' || n %% 3000,
    '岳麓区望月湖街道月华社区', k.subject, CASE WHEN k.subject <> '' THEN md5('subject' || n)::uuid END,
    (hashint8extended(n, %(seed)s) & 7)::int, CASE n %% 7 WHEN 0 THEN E'核对\t“迁居”\n登记' WHEN 1 THEN '电话回访' ELSE '' END,
    substr(md5('request' || n), 1, 32),
    CASE WHEN k.kind = 'act' THEN jsonb_build_object('people', n %% 9, 'rate', 1.50, 'note', '按“规定”办理') ELSE '{}' END
  FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n,
    LATERAL (SELECT now() - (%(entries)s::bigint - n) * interval '1 second' AS at) AS m,
    LATERAL (SELECT (ARRAY['act', 'widen', 'sign_in', 'read', 'read', 'read', 'read', 'read', 'read', 'read'])[1 + n %% 10] AS kind,
      (ARRAY['retirees.record_move', 'handover.offer_move', 'accounts.sign_in', 'retirees.view', 'retirees.list',
        'retirees.view', 'retirees.unmask', 'retirees.view', 'retirees.list', 'retirees.view'])[1 + n %% 10] AS action,
      (ARRAY['retiree', '', '', 'retiree', '', 'retiree', 'retiree', 'retiree', '', 'retiree'])[1 + n %% 10] AS subject) AS k
  RETURNING id, kind, people)
INSERT INTO events_event (type, version, is_shared, occurred_on, act_id, actor_name, actor_unit, data)
SELECT 'retirees.move_recorded', 1, false, current_date, id, '经办', E'望月湖\t社区', jsonb_build_object('n', n)
FROM written, generate_series(1, 1 + people / 4) AS n WHERE kind = 'act'
"""


@dataclass(frozen=True, slots=True)
class Made:
    """Seconds that writing and sealing took."""

    writing: float
    sealing: float


def write_log(database: str, entries: int, outside: Witness) -> Made:
    """So many entries in the database at hand (Django is on it as the worker), and sealed."""
    begun = time.perf_counter()
    with superuser(database) as admin:
        for first in range(1, entries + 1, AT_ONCE):
            last = min(first + AT_ONCE - 1, entries)
            admin.execute(_ENTRIES, {"seed": SEED, "first": first, "last": last, "entries": entries})
    written = time.perf_counter()
    assert seal_pending(outside) == entries
    return Made(written - begun, time.perf_counter() - written)
