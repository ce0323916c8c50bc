"""A city of 3,000,000: it loads within its memory, and a search takes hardly longer than in one of 300,000.

`YINQIAO_SOAK_PEOPLE` names another size for a trial; the small city is always a tenth.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.bench.databases import pointed_at, superuser
from tests.bench.figures import p95
from tests.bench.looking import busiest_scopes, look_up, typed_texts
from tests.soak.city_register import build
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.platform.access import Actor

pytestmark = [pytest.mark.soak, pytest.mark.timeout(4 * 3600)]

PEOPLE = int(os.environ.get("YINQIAO_SOAK_PEOPLE", "3000000"))
MOST_TIMES, MOST_MEMORY = 1.5, 6 << 30
WARM, ROUNDS = 20, 3
# Below this a ratio of two look-ups tells the clock's noise and no growth.
NOISE_MS = 0.5


def _p95_by_scope(database: str) -> dict[str, float]:
    """Milliseconds per level of scope, the best of some rounds, for others may load the machine."""
    forget_places()
    found = {}
    with pointed_at(database):
        for level, scope in busiest_scopes(database).items():
            actor = Actor(uuid.uuid4(), "soak", "测速", scope)
            texts = typed_texts(database, scope)
            for text in texts[:WARM]:
                look_up(actor, text)
            found[level] = min(p95([look_up(actor, text)[0] for text in texts]) for _ in range(ROUNDS))
    forget_places()
    return found


def _people(database: str) -> int:
    with superuser(database) as admin:
        row = admin.execute("SELECT count(*) FROM retirees_retiree WHERE status <> 'merged'").fetchone()
        return row[0] if row else 0


@pytest.mark.usefixtures("django_db_setup")
def test_a_search_in_a_city_ten_times_as_large_takes_at_most_half_as_long_again(
    django_db_blocker: Any, record_property: Callable[[str, object], None]
) -> None:
    small, large = build(PEOPLE // 10), build(PEOPLE)
    with django_db_blocker.unblock():
        assert _people(large.database) >= PEOPLE
        before, after = _p95_by_scope(small.database), _p95_by_scope(large.database)
    told = {level: f"{before[level]:.2f} ms, {after[level]:.2f} ms" for level in before}
    record_property("p95", told)
    record_property("peak", large.peak)
    grown = {level: after[level] / max(before[level], NOISE_MS) for level in before}
    assert {level: times for level, times in grown.items() if times > MOST_TIMES} == {}, told
    assert large.peak <= MOST_MEMORY, f"{large.peak >> 20} MiB"
