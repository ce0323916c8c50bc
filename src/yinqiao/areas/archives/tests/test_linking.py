"""Archives that are linked to people go where the entries of the register go."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.archives import services
from yinqiao.areas.archives.models import Archive, CatalogueRow
from yinqiao.areas.archives.services.payload import ENCRYPTED
from yinqiao.areas.archives.tests.volumes import SYSTEM, THREE, Store, volume
from yinqiao.areas.duplicates.rules import SETTLE
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, id_number, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import correct_details, merge_entries, split_entries
from yinqiao.areas.retirees.types import Correction, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.cipher import decrypt_value
from yinqiao.platform.crypto.rotate import encrypted_tables
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _person(number: int) -> UUID:
    with acting(SYSTEM):
        return Retiree.objects.get(archive_no=f"DA{number:05d}").pk


def _linked(store: Store, *numbers: int) -> list[UUID | None]:
    return [store.archive(f"DA{one}").retiree_id for one in numbers]


def test_another_enterprises_people_are_none_of_theirs(store: Store) -> None:
    store.offer(*THREE)
    store.scene.submit(roster(*CAST[:2]), store.rival)
    assert _linked(store, 102, 103) == [None, None]


def test_a_roster_taken_back_takes_its_links_back_and_the_next_one_brings_them_again(store: Store) -> None:
    store.offer(*THREE)
    batch_id = store.scene.submit(roster(*CAST[:2]))
    lists.begin_undo(actor=store.firm, at=NOW, kind="roster", batch_id=batch_id, reason="名册版本有误")
    handover.undo_batch(actor=store.firm, at=NOW, batch_id=batch_id)
    assert _linked(store, 102, 103) == [None, None]
    store.scene.submit(roster(*CAST[:2]))
    assert _linked(store, 102, 103) == [_person(102), _person(103)]


def test_a_number_that_is_put_right_finds_its_archive_even_at_an_office_out_of_reach(store: Store) -> None:
    store.scene.submit(roster(*CAST[:1]))
    store.offer(volume(502))
    community = store.scene.community
    with acting(community):
        version = Retiree.objects.get(pk=_person(102)).lock_version
    handover.accept_people(actor=community, at=NOW, choice=_everything(community))
    with acting(community):
        version = Retiree.objects.get(pk=_person(102)).lock_version
    told = Correction({"id_no": id_number(502)}, Source.SELF, NOW.date(), version)
    correct_details(actor=community, at=NOW, retiree_id=_person(102), correction=told)
    assert _linked(store, 502) == [_person(102)]


def _everything(actor: Actor) -> handover.Choice:
    from yinqiao.areas.handover.queries import list_offers

    with acting(actor):
        return handover.Choice.of(list(list_offers(scope=actor.scope).values_list("id", flat=True)))


def _merge(store: Store, keep: UUID, gone: UUID) -> None:
    with perform(actor=store.street, action="retirees.merge_people", at=NOW) as act:
        merge_entries(act=act, rule=SETTLE, keep_id=keep, gone_id=gone)


def _split(store: Store, *pair: UUID) -> None:
    with perform(actor=store.street, action="retirees.split_people", at=NOW) as act:
        split_entries(act=act, ids=(pair[0], pair[1]))


def test_a_merge_moves_archives_to_who_stays_and_a_split_moves_them_back(store: Store) -> None:
    store.scene.submit(roster(*CAST[:3]))
    store.offer(*THREE, to="430104000000")
    first, second, third = (_person(one) for one in (102, 103, 104))
    _merge(store, first, second)
    assert _linked(store, 102, 103, 104) == [first, first, third]
    _split(store, first, second)
    assert _linked(store, 102, 103, 104) == [first, second, third]


def test_a_split_brings_along_what_an_earlier_merge_had_brought(store: Store) -> None:
    store.scene.submit(roster(*CAST[:3]))
    store.offer(*THREE)
    first, second, third = (_person(one) for one in (102, 103, 104))
    _merge(store, second, third)
    _merge(store, first, second)
    assert _linked(store, 102, 103, 104) == [first, first, first]
    _split(store, first, second)
    assert _linked(store, 102, 103, 104) == [first, second, second]
    _split(store, second, third)
    assert _linked(store, 102, 103, 104) == [first, second, third]


def test_what_came_in_on_other_ways_is_linked_within_the_scope(store: Store) -> None:
    store.offer(*THREE)
    store.scene.submit(roster(*CAST[:2]))
    with acting(SYSTEM):
        Archive.objects.update(retiree_id=None, entry_id=None)
    for actor, expected in ((store.scene.elsewhere, 0), (SYSTEM, 2), (SYSTEM, 0)):
        with perform(actor=actor, action="archives.find_matches", at=NOW) as act:
            assert services.link_known(act=act) == expected


def test_offered_anew_an_archive_keeps_its_person_unless_the_number_is_another(store: Store) -> None:
    batch_id = store.offer(*THREE)
    someone = store.archive("DA102").pk
    with acting(SYSTEM):
        Archive.objects.filter(archive_no__in=["DA102", "DA103"]).update(retiree_id=someone, entry_id=someone)
    store.undo(batch_id)
    store.offer(volume(102), volume(103, "欧阳建国", id_no=id_number(503)))
    assert _linked(store, 102, 103) == [someone, None]


def test_the_number_goes_sealed_from_the_row_to_the_archive_and_opens_there_alone(store: Store) -> None:
    store.offer(*THREE, volume(106, id_no="123"))
    archive = store.archive("DA102")
    assert archive.id_no and archive.seal_id and id_number(102).encode() not in bytes(archive.id_no)
    opened = decrypt_value(bytes(archive.id_no), archive.seal_id, table="archives_archive", column="id_no")
    assert opened == id_number(102)
    with acting(SYSTEM):
        assert [one.id_no for one in CatalogueRow.objects.filter(state="blocked")] == [None]
    assert set(ENCRYPTED) <= set(encrypted_tables())


def test_the_database_refuses_a_person_without_an_entry(store: Store) -> None:
    store.offer(*THREE)
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE archives_archive SET retiree_id = id")


def test_a_large_roster_asks_nothing_of_archives_when_none_waits(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(SYSTEM):
        assert not Event.objects.filter(type="archives.linked").exists()
