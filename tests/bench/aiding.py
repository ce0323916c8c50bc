"""The row about whom to ask whether help is needed: 300,000 people, and what one night finds among what is known of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.utils import timezone

from tests.bench.databases import FULL, pointed_at, register_of, scratch, superuser
from tests.bench.figures import Figure, at_most

# Everybody in our care. Of so many something is known; every second visit finds a need, every twentieth that of money.
KNOWN = """
UPDATE retirees_retiree SET status = 'managed', died_on = NULL WHERE status NOT IN ('merged', 'deceased');
INSERT INTO aid_visitdue (retiree_id, reason, since, ground, opened_on, due_on)
SELECT id, 'health', current_date - 5, 'basis', current_date - (random() * 200)::int, current_date
FROM retirees_retiree WHERE status = 'managed' ORDER BY md5(id::text) LIMIT 10000;
INSERT INTO duties_delivery (retiree_id, way, outcome, day, needs, note_id, author_name)
SELECT r.id, 'visit', 'done', current_date - (random() * 400)::int,
  CASE WHEN n % 20 = 0 THEN '{money,meals}' WHEN n % 2 = 0 THEN '{meals}' ELSE '{}' END::varchar[], gen_random_uuid(), 'x'
FROM (SELECT id, row_number() OVER () AS n FROM retirees_retiree) r;
INSERT INTO benefits_benefittold (retiree_id, kind, unit, rhythm, since, state, over_on, ending, source, proof)
SELECT id, 'other', '元', 'month', current_date - 900, 'ended', current_date - (random() * 400)::int, 'agreement', 'enterprise', 'x'
FROM retirees_retiree ORDER BY md5(id::text) DESC LIMIT 20000;
INSERT INTO aid_relief (retiree_id, kind, origin, state, opened_on, closed_on, ending)
SELECT id, 'local_support', 'proposal', 'closed', current_date - 90, current_date - 60, 'declined'
FROM retirees_retiree ORDER BY md5(id::text) LIMIT 5000;
INSERT INTO aid_reliefmember (relief_id, retiree_id, sealed, id_no_index)
SELECT f.id, f.retiree_id, 'x', r.id_no_index FROM aid_relief f
JOIN LATERAL (SELECT id_no_index FROM retirees_retiree r WHERE r.id > f.retiree_id AND r.id_no_index IS NOT NULL LIMIT 2) r ON true
"""
ANALYZE = "VACUUM (ANALYZE) retirees_retiree, aid_visitdue, duties_delivery, benefits_benefittold, aid_relief, aid_reliefmember"


def reliefs_proposed() -> Iterator[Figure]:
    """The first night, which proposes for thousands, and one on which nothing is new."""
    from yinqiao.areas.aid.services import propose_by_signals
    from yinqiao.platform.access import Actor

    system, now = Actor.system("bench"), timezone.now()
    with scratch(register_of(FULL)) as database, superuser(database) as admin, pointed_at(database):
        admin.execute(KNOWN)
        admin.execute(ANALYZE)
        people = admin.execute("SELECT count(*) FROM retirees_retiree").fetchone()
        first, proposed = _timed(lambda: propose_by_signals(actor=system, at=now))
        quiet, again = _timed(lambda: propose_by_signals(actor=system, at=now))
    note = f"{people[0] if people else 0} people; {proposed} proposed; {again} on a night without news in {quiet:.1f} s"
    yield at_most("reliefs_proposed", first, 30, note=note)


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    told = work()
    return time.perf_counter() - begun, told
