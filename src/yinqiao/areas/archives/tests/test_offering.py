"""A catalogue submitted to a place and taken back; what the two sides see of it; who holds the archives."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID

import openpyxl
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg import sql

from yinqiao.areas.archives import queries, services
from yinqiao.areas.archives.models import Archive, ArchivePassing, Catalogue, Custody
from yinqiao.areas.archives.services.custody import CUSTODY
from yinqiao.areas.archives.tests.volumes import DESK, DISTRICT, STREET, SYSTEM, THREE, Store, volume
from yinqiao.areas.archives.types import ArchiveState, CatalogueState
from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Scope, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Event
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_good_rows_become_archives_on_offer_that_the_enterprise_still_holds(store: Store) -> None:
    store.scene.submit(roster(*CAST[:2]))
    batch_id = store.offer(*THREE, volume(106, id_no="123"))
    row = store.row(batch_id)
    assert (row.state, row.archives, row.place_no) == ("offered", 3, places().by_code[STREET].place_no)
    assert store.batch(batch_id).state == "submitted" and store.batch(batch_id).counts["offered"] == 3
    known, unknown = store.archive("DA102"), store.archive("DA104")
    assert known.retiree_id is not None and unknown.retiree_id is None
    assert (known.items, known.pages, known.box_no, unknown.missing_note) == (12, 120, "A-1", "缺招工表")
    assert store.holders("DA102") == [(store.scene.enterprise_id, None, True)]
    with acting(SYSTEM):
        told = Event.objects.filter(type="archives.offered")
        assert {(one.retiree_id, one.subject_id) for one in told} == {
            (one.retiree_id, one.pk) for one in (known, store.archive("DA103"), unknown)
        }


@pytest.mark.parametrize("code", [STREET, DISTRICT, DESK])
def test_city_district_street_and_the_agencys_desk_can_receive(store: Store, code: str) -> None:
    assert store.row(store.offer(*THREE, to=code)).place_no == places().by_code[code].place_no


def test_a_community_and_a_place_that_is_not_there_cannot(store: Store) -> None:
    batch_id = store.check(*THREE)
    for place_no in (places().by_code["430104001001"].place_no, 99_999_999):
        with pytest.raises(Invalid) as refused:
            services.begin_offer(actor=store.firm, at=NOW, batch_id=batch_id, place_no=place_no)
        assert refused.value.code == "archives.not_a_receiver"
    assert store.batch(batch_id).state == "checked"


def test_another_enterprise_and_a_place_submit_nothing(store: Store) -> None:
    batch_id = store.check(*THREE)
    place_no = places().by_code[STREET].place_no
    for who in (store.rival, store.street):
        with pytest.raises(NotFound):
            services.begin_offer(actor=who, at=NOW, batch_id=batch_id, place_no=place_no)
    services.begin_offer(actor=store.firm, at=NOW, batch_id=batch_id, place_no=place_no)


def test_after_the_submission_the_annotated_copy_holds_who_stayed_behind_alone(store: Store) -> None:
    all_gone, some_left = store.check(*THREE), store.check(volume(106), volume(107, name="张䶮", id_no="123"))
    for batch_id in (all_gone, some_left):
        lists.annotate_batch(actor=store.firm, at=NOW, batch_id=batch_id)
        store.submit(batch_id)
        assert store.batch(batch_id).annotated_file_id is None
        lists.annotate_batch(actor=store.firm, at=NOW, batch_id=batch_id)
    assert store.batch(all_gone).annotated_file_id is None
    with acting(store.firm):
        content = read_bytes(get_file(store.batch(some_left).annotated_file_id or some_left))
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert "张䶮" in told and "DA106" not in told


def test_until_the_work_is_done_the_place_sees_nothing(store: Store) -> None:
    batch_id = store.check(*THREE)
    place_no = places().by_code[STREET].place_no
    services.begin_offer(actor=store.firm, at=NOW, batch_id=batch_id, place_no=place_no)
    with acting(store.street):
        assert not Catalogue.objects.filter(pk=batch_id).exists()
    services.submit_batch(actor=store.firm, at=NOW, batch_id=batch_id)
    with acting(store.street):
        assert Catalogue.objects.filter(pk=batch_id).exists()


def test_each_sees_what_is_its_own_through_both_walls(store: Store) -> None:
    batch_id = store.offer(*THREE)
    sees = {
        "firm": (store.firm, 3), "street": (store.street, 3), "district": (store.district, 3), "city": (store.city, 3),
        "rival": (store.rival, 0), "elsewhere": (store.elsewhere, 0), "community": (store.scene.community, 0),
    }  # fmt: skip
    for actor, expected in sees.values():
        with acting(actor):
            assert queries.list_archives(scope=actor.scope).count() == expected
            # The second wall alone, and the first alone with a scope that claims everything.
            assert Archive.objects.count() == Custody.objects.count() == expected
            assert queries.list_archives(scope=Scope.everything()).count() == expected
            assert Catalogue.objects.count() == (1 if expected else 0)
    with acting(store.elsewhere), pytest.raises(NotFound):
        queries.get_catalogue(scope=store.elsewhere.scope, catalogue_id=batch_id)


def test_taken_back_it_is_gone_for_the_place_and_may_be_offered_anew(store: Store) -> None:
    store.scene.submit(roster(*CAST[:1]))
    batch_id = store.offer(*THREE)
    store.undo(batch_id)
    assert store.row(batch_id).state == CatalogueState.TAKEN_BACK and store.batch(batch_id).state == "undone"
    assert {store.state(f"DA{one}") for one in (102, 103, 104)} == {ArchiveState.WITHDRAWN}
    with acting(store.street):
        scope = store.street.scope
        assert not queries.list_archives(scope=scope).exists() and not queries.list_catalogues(scope=scope).exists()
        assert [one.archive_no for one in Archive.objects.all()] == ["DA102"], "whose person lives here, and no other"
    first = store.archive("DA102")
    again = store.offer(volume(102, box="B-9"), to=DISTRICT)
    second = store.archive("DA102")
    assert (second.pk, second.catalogue_id, second.box_no, second.state) == (first.pk, again, "B-9", "offered")
    assert store.holders("DA102") == [(store.scene.enterprise_id, None, True)]
    with acting(SYSTEM):
        told = Event.objects.filter(retiree_id=first.retiree_id, type__startswith="archives.").order_by("id")
        assert [one.type for one in told] == ["archives.offered", "archives.withdrawn", "archives.offered"]


def test_after_the_first_scan_it_cannot_be_taken_back(store: Store) -> None:
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "DA102")
    with pytest.raises(Conflict) as refused:
        store.undo(batch_id)
    assert refused.value.code == "archives.reception_begun"
    assert store.batch(batch_id).state == "submitted" and store.state("DA103") is ArchiveState.OFFERED


def test_what_another_catalogue_took_meanwhile_stays_behind_with_a_finding(store: Store) -> None:
    slow, quick = store.check(volume(102), volume(103)), store.check(volume(102))
    store.submit(quick)
    store.submit(slow)
    assert store.batch(slow).counts["overtaken"] == 1 and store.row(slow).archives == 1
    assert (2, "archives.on_offer", "blocks") in store.found(slow)
    assert store.archive("DA102").catalogue_id == quick


def test_with_nothing_left_the_batch_is_as_before(store: Store) -> None:
    slow, quick = store.check(volume(102)), store.check(volume(102, box="C"))
    store.submit(quick)
    with pytest.raises(Conflict) as refused:
        store.submit(slow)
    assert refused.value.code == "archives.nothing_to_submit" and store.batch(slow).state == "checked"


@pytest.mark.parametrize(
    "wrong",
    [
        {"holder_city": "某市"}, {"holder_place_no": None}, {"no": 0}, {"no": 1}, {"no": 3}, {"since": NOW - timedelta(days=1)},
        {"archive_id": UUID(int=1)}, {"archive_id": UUID(int=1), "no": 1},
    ],
)  # fmt: skip
def test_the_database_refuses_a_passing_that_cannot_be(store: Store, wrong: dict[str, object]) -> None:
    store.offer(*THREE)
    one = store.archive("DA102")
    passing = {"archive_id": one.pk, "no": 2, "holder_place_no": 1, "since": NOW}
    with perform(actor=SYSTEM, action="test.pass", at=NOW) as act:
        with pytest.raises(IntegrityError), transaction.atomic():
            ArchivePassing.objects.create(**{**passing, "no": 1, "since": NOW - timedelta(days=1), "act_id": act.id})
        CUSTODY.pass_to_place(act, [one.pk])
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            ArchivePassing.objects.create(**{**passing, "act_id": act.id, **wrong})
        ArchivePassing.objects.create(**passing, act_id=act.id)
    assert [still for _, _, still in store.holders("DA102")] == [False, False, True]


def test_a_passing_belongs_to_its_act_and_is_never_changed_nor_deleted_nor_is_what_passed(store: Store) -> None:
    batch_id = store.offer(*THREE)
    archive = store.archive("DA102")
    with perform(actor=SYSTEM, action="test.pass", at=NOW) as act:
        CUSTODY.pass_to_place(act, sql.SQL("a.catalogue_id = {}").format(sql.Literal(batch_id)))
    with acting(SYSTEM), pytest.raises(ProgrammingError), transaction.atomic():
        ArchivePassing.objects.create(archive=archive, no=2, since=NOW, act_id=archive.pk, holder_place_no=1)
    with acting(SYSTEM), connection.cursor() as cursor:
        for change in ("UPDATE archives_passing SET since = now()", "DELETE FROM archives_passing"):
            cursor.execute(change)
            assert cursor.rowcount == 0
        cursor.execute("DELETE FROM archives_archive")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM archives_catalogue")
        assert cursor.rowcount == 0
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("UPDATE archives_archive SET catalogue_id = gen_random_uuid()")
