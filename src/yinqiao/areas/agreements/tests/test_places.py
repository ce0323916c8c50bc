"""A street that is no more, in the middle of everything: agreement, archives, members and assets are its heir's."""

from __future__ import annotations

import pytest
from django.db import connection
from tools.invariants import INVARIANTS

from yinqiao.areas.agreements.models import Agreement
from yinqiao.areas.agreements.services import file_agreement
from yinqiao.areas.agreements.tests.talks import DISTRICT, STREET, SYSTEM, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState, Filing
from yinqiao.areas.archives.tests.volumes import Store
from yinqiao.areas.assets.models import Asset
from yinqiao.areas.assets.tests.estate import Estate, asset
from yinqiao.areas.handover.tests.conftest import NOW, PLACES
from yinqiao.areas.organisations.queries import forget_places, places
from yinqiao.areas.organisations.services import load_divisions
from yinqiao.areas.party.tests.transfers import Transfer, lettered
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MERGED = [place for place in PLACES if place.code != STREET and place.parent != STREET]
HELD = ("archive_holder", "asset_holder", "member_responsible", "asset_area", "checklist_state", "catalogue_report")


@pytest.fixture
def merged(talks: Talks) -> Talks:
    """The street had signed, received one archive of two, one member and one asset; then it went up into the district."""
    store, transfer, estate = Store.of(talks.scene), Transfer.of(talks.scene), Estate.of(talks.scene)
    talks.standing(AgreementState.SIGNED)
    catalogue = store.offer()
    store.scan(catalogue, "DA102")
    store.finish(catalogue)
    transfer.offer(lettered(202), lettered(203))
    transfer.check_in(202)
    transfer.accept(202)
    estate.offer(asset("FW1", path="无偿划转"), asset("FW2", path="无偿划转"))
    estate.survey("FW1")
    estate.walk("FW1")
    load_divisions(actor=Actor.system("更新行政区划"), at=NOW, places=MERGED)
    forget_places()
    return talks


def test_what_the_street_held_and_what_was_on_its_way_is_the_districts(merged: Talks) -> None:
    store, transfer, estate = Store.of(merged.scene), Transfer.of(merged.scene), Estate.of(merged.scene)
    firm, district = merged.scene.enterprise_id, places().by_code[DISTRICT].place_no
    street = merged.street.scope.place_from
    assert store.holders("DA102") == [(firm, None, False), (None, street, False), (None, district, True)]
    assert store.holders("DA103") == [(firm, None, True)]
    assert transfer.holders(202)[-1] == (None, district, True) and transfer.holders(203) == [(firm, None, True)]
    assert estate.holders("FW1")[-1] == (None, district, True)
    assert {estate.asset(number).place_no for number in ("FW1", "FW2")} == {district}
    with acting(SYSTEM), connection.cursor() as cursor:
        for invariant in INVARIANTS:
            if invariant.code in HELD:
                cursor.execute(invariant.query)
                assert cursor.fetchall() == [], invariant.code


def test_the_district_goes_on_where_the_street_stopped(merged: Talks) -> None:
    store, transfer, estate = Store.of(merged.scene), Transfer.of(merged.scene), Estate.of(merged.scene)
    with acting(SYSTEM):
        agreement = Agreement.objects.get()
    assert agreement.place_no == places().by_code[DISTRICT].place_no
    file_agreement(actor=merged.district, at=NOW, seen=agreement.seen, filing=Filing(TODAY, "岳人社备1号"))
    assert store.scan(store.archive("DA103").catalogue_id, "DA103", merged.district).result == "found"
    transfer.check_in(203, by=merged.district)
    transfer.accept(203, by=merged.district)
    estate.survey("FW2", by=merged.district)
    assert store.holders("DA103")[-1][1] == transfer.holders(203)[-1][1] == agreement.place_no
    with acting(merged.street):
        assert not Asset.objects.exists(), "nothing is left where nobody answers any more"
