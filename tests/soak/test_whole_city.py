"""The demo of a whole city has exactly the essay's figures, every invariant holds, and it is there in a quarter of an hour."""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command

from tests.bench.databases import pointed_at, prepare, superuser
from tests.bench.rosters import breaches_of
from tests.bench_database import clone, drop
from yinqiao.areas.organisations.queries import forget_places

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

DATABASE = "yq_soak_whole_city"
MOST_SECONDS, MOST_MEMORY = 15 * 60, 2 << 30
FIGURES = {
    "SELECT count(*) FROM organisations_enterprise WHERE group_id IS NULL AND source = 'central'": 173,
    "SELECT count(*) FROM organisations_enterprise WHERE group_id IS NULL AND source = 'provincial'": 29,
    "SELECT count(*) FROM agreements_agreement WHERE state = 'filed'": 976,
    "SELECT sum((terms ->> 'people')::int) FROM {papers}": 87_900,
    "SELECT sum((terms ->> 'party_members')::int) FROM {papers}": 27_500,
    "SELECT sum((terms ->> 'archives')::int) FROM {papers}": 87_900,
    "SELECT sum((terms ->> 'area_m2')::numeric) FROM {papers}": 40_000,
    "SELECT count(*) FROM handover_offer JOIN {links} USING (batch_id)": 87_900,
    "SELECT count(*) FROM party_member JOIN {links} ON batch_id = roster_id": 27_500,
    "SELECT count(*) FROM archives_archive JOIN {links} ON batch_id = catalogue_id": 87_900,
    "SELECT sum(area) FROM assets_asset JOIN {links} ON batch_id = list_id": 40_000,
}
PARTS = {
    "papers": "agreements_agreementversion v JOIN agreements_agreement a ON a.id = v.agreement_id AND a.state = 'filed'",
    "links": "agreements_agreementbatch b",
}
MUNICIPAL = "SELECT count(*) FROM retirees_retiree r JOIN organisations_enterprise e ON e.id = r.enterprise_id WHERE e.source = 'municipal'"


@pytest.fixture
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[float]:
    """Seconds that `yinqiao demo --scale city` took on an empty database."""
    prepare()
    drop(DATABASE)
    clone(DATABASE)
    forget_places()
    with django_db_blocker.unblock(), pointed_at(DATABASE):
        begun = time.monotonic()
        call_command("demo", scale="city", stdout=io.StringIO())
        yield time.monotonic() - begun
    forget_places()
    drop(DATABASE)


def test_a_whole_city_has_exactly_the_essays_figures_and_is_loaded_in_a_quarter_of_an_hour(
    loaded: float, record_property: Callable[[str, object], None]
) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    record_property("loaded", f"{loaded:.0f} s, {peak >> 20} MiB")
    with superuser(DATABASE) as admin:
        told = {query: (admin.execute(query.format(**PARTS)).fetchone() or [None])[0] for query in FIGURES}
        municipal = (admin.execute(MUNICIPAL).fetchone() or [0])[0]
    assert told == FIGURES
    assert municipal >= 200_000
    assert breaches_of(DATABASE) == []
    assert loaded <= MOST_SECONDS
    assert peak <= MOST_MEMORY
