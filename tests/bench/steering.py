"""Rows about indicators: everything counted from scratch, what an event changes, and the pages, over 300,000 people and ten years."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.bench.databases import FULL, pointed_at, register_of, scratch, superuser
from tests.bench.figures import Figure, at_most, p95

# Ten years of what is counted by the month: visits, deaths that are kept, applications rated, dues of months.
YEARS = """
INSERT INTO duties_delivery (retiree_id, way, outcome, day, needs, note_id, author_name)
SELECT r.id, 'visit', 'met', current_date - (random() * 3600)::int, '{}', gen_random_uuid(), 'x'
FROM retirees_retiree r, generate_series(1, 10);
INSERT INTO duties_duty (retiree_id, standard, service, occasion, version, opened_on, due_on, next_on, state, closed_on)
SELECT r.id, 'x', 'visit', 'n' || n, 'x', d.day - 30, d.day, d.day, CASE WHEN n % 9 = 0 THEN 'missed' ELSE 'done' END, d.day
FROM retirees_retiree r, generate_series(1, 10) AS n, LATERAL (SELECT current_date - (n * 360 + random() * 300)::int AS day, r.id) d;
UPDATE retirees_retiree SET died_on = current_date - (random() * 3600)::int, status = 'deceased'
WHERE id IN (SELECT id FROM retirees_retiree WHERE status = 'managed' ORDER BY md5(id::text) LIMIT 60000)
"""
ONE = """
INSERT INTO duties_delivery (retiree_id, way, outcome, day, needs, note_id, author_name)
SELECT id, 'visit', 'met', current_date, '{}', gen_random_uuid(), 'x' FROM retirees_retiree WHERE status = 'managed' LIMIT 1
RETURNING retiree_id
"""
TOLD = """
INSERT INTO events_event (type, retiree_id, enterprise_id, place_no, occurred_on, act_id, actor_name, actor_unit)
SELECT 'duties.delivered', id, enterprise_id, place_no, current_date, gen_random_uuid(), 'x', 'x' FROM retirees_retiree WHERE id = %s
"""


def indicators() -> Iterator[Figure]:
    """Counted from scratch twice (the second finds no difference), then an event, then the pages."""
    from yinqiao.areas.indicators.services import follow, recount_all
    from yinqiao.platform.access import Actor
    from yinqiao.platform.events.sequencer import sequence_all

    system = Actor.system("bench")
    with scratch(register_of(FULL)) as database, superuser(database) as admin, pointed_at(database):
        admin.execute(YEARS)
        admin.execute("VACUUM (ANALYZE)")
        first, counted = _timed(lambda: recount_all(actor=system, at=timezone.now()))
        admin.execute("VACUUM (ANALYZE) indicators_figure")
        again, differed = _timed(lambda: recount_all(actor=system, at=timezone.now()))
        yield at_most(
            "indicators_from_scratch", max(first, again), 600, note=f"{counted:,} figures; again {again:.1f} s"
        )
        yield at_most("indicators_differ", differed, 0, unit="figures", note="a second count finds what was kept")
        behind = []
        for _ in range(20):
            row = admin.execute(ONE).fetchone()
            admin.execute(TOLD, [row[0] if row else None])
            sequence_all()
            behind.append(_timed(lambda: follow(actor=system, at=timezone.now()))[0])
        yield at_most(
            "indicators_follow", p95(behind), 4, note="an event counted where it happened; a pause of 1 s before it"
        )
        yield from _pages()


def _pages() -> Iterator[Figure]:
    client = Client(HTTP_HOST="localhost")
    user = get_user_model().objects.get(username="shi.huang")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    one = reverse("indicators:indicator", args=["visits"])
    pages = {
        "indicators_page_all": (reverse("indicators:indicators"), "人员接管率"),
        "indicators_page_one": (one, "逐月的数"),
        "indicators_page_enterprises": (f"{one}?by=enterprise", "逐月的数"),
    }
    for name, (address, words) in pages.items():
        took = [_load(client, address, words) for _ in range(45)][5:]
        yield at_most(name, p95(took), 150, unit="ms", note=f"median {sorted(took)[len(took) // 2]:.1f} ms")


def _load(client: Client, address: str, words: str) -> float:
    start = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != 200 or words not in answer.content.decode():
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return (time.perf_counter() - start) * 1000


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    told = work()
    return time.perf_counter() - begun, told
