"""The rows about what is missing and who is lost: pages and counts over 300,000 people, as the role app gets them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from uuid import uuid4

from django.utils import timezone

from tests.bench.databases import FULL, pointed_at, register_of
from tests.bench.figures import Figure, at_most, p95
from tests.bench.looking import busiest_scopes
from yinqiao.platform.access import Actor, Scope, acting

PAGE, TIMES, WARM = 50, 25, 3
_PLACES = ("community", "street", "district", "city")


def missing_people() -> Iterator[Figure]:
    """A page of each work list (count, rows, what was asked) in the busiest place of each level; counts by cause."""
    database = register_of(FULL)
    with pointed_at(database):
        scopes = busiest_scopes(database)
        for level in _PLACES:
            for name, page in (("gaps", _gaps), ("lost", _lost)):
                took, rows = _measured(scopes[level], page)
                note = f"{rows} rows; median {sorted(took)[len(took) // 2]:.0f} ms"
                yield at_most(f"missing_{name}_page_{level}", p95(took), 300, unit="ms", note=note)
        for name, counts, unit in (("gaps", _counted, "kinds"), ("lost", _rated, "people managed")):
            took, told = _measured(scopes["city"], counts)
            note = f"{told} {unit}; median {sorted(took)[len(took) // 2]:.0f} ms"
            yield at_most(f"missing_{name}_counts_city", p95(took), 1000, unit="ms", note=note)


def _measured(scope: Scope, work: Callable[[Scope], int]) -> tuple[list[float], int]:
    actor, took, told = Actor(uuid4(), "bench", "测速", scope), [], 0
    for at in range(TIMES + WARM):
        start = time.perf_counter()
        with acting(actor):
            told = work(scope)
        if at >= WARM:
            took.append((time.perf_counter() - start) * 1000)
    return took, told


def _gaps(scope: Scope) -> int:
    from yinqiao.areas.completeness.queries import list_gaps
    from yinqiao.platform.ui.placed import PlacedRows

    found = PlacedRows(list_gaps(scope=scope, today=timezone.localdate()), scope)
    list(found[:PAGE])
    return found.count()


def _lost(scope: Scope) -> int:
    from yinqiao.areas.lost_contact.queries import PeopleRows, list_people

    found = PeopleRows(list_people(scope=scope, today=timezone.localdate()))
    list(found[:PAGE])
    return found.count()


def _counted(scope: Scope) -> int:
    from yinqiao.areas.completeness.queries import count_by_cause

    return len(count_by_cause(scope=scope, today=timezone.localdate()))


def _rated(scope: Scope) -> int:
    from yinqiao.areas.lost_contact.queries import figures

    return figures(scope=scope, today=timezone.localdate()).managed
