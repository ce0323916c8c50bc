"""Everything that hangs between people and archives, with its cause, seen by whose it is."""

from __future__ import annotations

import pytest

from yinqiao.areas.archives.tests.volumes import DISTRICT, SYSTEM, volume
from yinqiao.areas.handover.tests.conftest import CAST, id_number
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.separation import queries
from yinqiao.areas.separation.models import Item
from yinqiao.areas.separation.tests.pairs import TODAY, Pairs
from yinqiao.platform.access import Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_people_without_archives_and_archives_without_people_hang_and_the_rest_does_not(pairs: Pairs) -> None:
    pairs.people()
    pairs.offer(volume(102), volume(502, "刘桂香"))
    assert pairs.hangs() == [("no_archive", "欧阳建国"), ("no_archive", "阿依古丽·买买提"), ("no_person", "刘桂香")]


def test_each_sees_what_is_its_own_through_both_walls(pairs: Pairs) -> None:
    pairs.people(*CAST)
    pairs.offer(volume(502, "刘桂香"))
    expected = {
        "firm": (pairs.store.firm, 6), "street": (pairs.store.street, 5), "city": (pairs.store.city, 6),
        "rival": (pairs.store.rival, 0), "elsewhere": (pairs.store.elsewhere, 1),
    }  # fmt: skip
    for name, (actor, count) in expected.items():
        assert len(pairs.hangs(actor)) == count, name
        with acting(actor):
            # The second wall alone, and the first alone with a scope that claims everything.
            assert Item.objects.count() == count, name
            assert queries.list_items(scope=Scope.everything(), today=TODAY).count() == count, name


def test_taken_back_an_archive_is_in_no_catalogue(pairs: Pairs) -> None:
    pairs.people(CAST[0])
    batch_id = pairs.offer(volume(102), volume(502, "刘桂香"))
    pairs.store.undo(batch_id)
    assert pairs.hangs() == [("no_archive", "王桂英")]
    assert pairs.hangs(pairs.store.firm) == [("no_archive", "王桂英")]


def test_what_was_missing_at_the_reception_stands_under_that_cause_alone(pairs: Pairs) -> None:
    pairs.people(*CAST[:2])
    batch_id = pairs.offer(volume(102), volume(103, "欧阳建国"), volume(502, "刘桂香"))
    pairs.store.scan(batch_id, "DA102")
    pairs.store.finish(batch_id)
    assert pairs.hangs() == [("missing", "刘桂香"), ("missing", "欧阳建国")]


def test_a_person_here_and_the_archive_there_hang_for_who_sees_both(pairs: Pairs) -> None:
    pairs.people(CAST[3])
    pairs.accept(pairs.store.scene.elsewhere)
    batch_id = pairs.offer(volume(106, "李秀兰"), to=DISTRICT)
    pairs.store.scan(batch_id, "DA106", by=pairs.store.district)
    pairs.store.finish(batch_id, by=pairs.store.district)
    assert pairs.hangs(pairs.store.city) == [("held_elsewhere", "李秀兰")]
    assert pairs.hangs(pairs.store.street) == []


def test_a_register_that_tells_another_place_contradicts_a_catalogue_until_it_is_received(pairs: Pairs) -> None:
    pairs.people(*CAST[:3])
    with acting(SYSTEM):
        for serial, told in ((102, "市人才服务中心"), (103, "本单位档案室"), (104, "中湘机床集团（演示）档案馆")):
            Retiree.objects.filter(archive_no=f"DA{serial:05d}").update(archive_place=told)
    batch_id = pairs.offer(volume(102), volume(103, "欧阳建国"), volume(104, "阿依古丽·买买提"))
    assert pairs.hangs() == [("told_elsewhere", "王桂英")]
    pairs.store.scan(batch_id, "DA102")
    pairs.store.finish(batch_id)
    assert ("told_elsewhere", "王桂英") not in pairs.hangs()


def test_an_item_says_since_when_and_which_pair_waits(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    with acting(pairs.store.street):
        rows = {row.cause + row.name: row for row in queries.list_items(scope=pairs.store.street.scope, today=TODAY)}
    assert rows["no_archive王桂英"].match_id == rows["no_person王桂英"].match_id == match_id
    assert rows["no_archive阿依古丽·买买提"].match_id is None
    assert {row.since for row in rows.values()} == {TODAY}
    assert id_number(102) not in repr([vars(row) for row in rows.values()])
