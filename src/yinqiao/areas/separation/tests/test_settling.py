"""Pairs that probably belong together: proposed every night, decided by a person, taken back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.archives.services import link_archive
from yinqiao.areas.archives.tests.volumes import DISTRICT, SYSTEM, volume
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, id_number, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.separation import services
from yinqiao.areas.separation.models import Match
from yinqiao.areas.separation.tests.pairs import SWAPPED, Pairs
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_swapped_pair_of_digits_is_proposed_once_and_links_nothing_by_itself(pairs: Pairs) -> None:
    pairs.swapped()
    match = pairs.match()
    assert match.score >= 80 and "slip_swapped" in match.reasons and "name_equal" in match.reasons
    assert pairs.store.archive("X1").retiree_id is None
    assert pairs.find() == 0 and pairs.waiting() == 1


def test_exact_numbers_link_by_themselves_at_night_too(pairs: Pairs) -> None:
    pairs.people(CAST[0])
    pairs.offer(volume(102))
    from yinqiao.areas.archives.models import Archive

    with acting(SYSTEM):
        Archive.objects.update(retiree_id=None, entry_id=None)
    pairs.find()
    assert pairs.store.archive("DA102").retiree_id == pairs.person().pk
    with acting(SYSTEM):
        assert not Match.objects.exists()


def test_a_twin_is_not_proposed(pairs: Pairs) -> None:
    pairs.people(Person("王建国", 103))
    pairs.offer(volume(105, "王建军"))
    assert pairs.find() == 0


def test_the_same_number_of_another_enterprise_is_proposed_and_not_linked(pairs: Pairs) -> None:
    pairs.people(CAST[0])
    pairs.store.offer(volume(102), by=pairs.store.rival)
    assert pairs.find() == 1 and pairs.match().score == 100
    assert pairs.store.archive("DA102").retiree_id is None


def test_linked_the_archive_is_the_persons_and_nothing_hangs_any_more(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    services.link_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    archive, person = pairs.store.archive("X1"), pairs.person()
    assert archive.retiree_id == archive.entry_id == person.pk
    match = pairs.match()
    assert (match.state, match.decided_name) == ("linked", pairs.store.street.name)
    assert pairs.waiting() == 0 and ("no_person", "王桂英") not in pairs.hangs()
    with acting(SYSTEM):
        told = Event.objects.get(retiree_id=person.pk, type="archives.linked")
        assert told.data == {"how": "hand"} and told.act_id == match.decided_act
        assert Entry.objects.filter(action="separation.link_match").exists()


def test_a_link_is_taken_back_and_the_pair_waits_again(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    services.link_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    services.undo_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    assert pairs.store.archive("X1").retiree_id is None and pairs.store.archive("X1").entry_id is None
    assert (pairs.match().state, pairs.match().decided_at, pairs.waiting()) == ("open", None, 1)
    with acting(SYSTEM):
        assert Event.objects.filter(retiree_id=pairs.person().pk, type="archives.unlinked").count() == 1


def test_kept_apart_a_pair_is_not_proposed_again_until_that_is_taken_back(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    services.part_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    pairs.find()
    assert (pairs.match().state, pairs.waiting()) == ("distinct", 0)
    services.undo_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    assert pairs.waiting() == 1


def test_a_decided_pair_is_not_decided_again(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    with pytest.raises(Conflict):
        services.undo_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    services.link_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    for again in (services.link_match, services.part_match):
        with pytest.raises(Conflict) as refused:
            again(actor=pairs.store.street, at=NOW, match_id=match_id)
        assert refused.value.code == "separation.match_decided"


def test_an_archive_that_was_linked_meanwhile_stays_with_whom_it_was_linked(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    other = pairs.person(104).pk
    with perform(actor=pairs.store.street, action="separation.link_match", at=NOW) as act:
        link_archive(act=act, archive_id=pairs.store.archive("X1").pk, retiree_id=other)
    assert pairs.waiting() == 0
    with pytest.raises(Conflict) as refused:
        services.link_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    assert refused.value.code == "archives.archive_has_person" and pairs.match().state == "open"


def test_a_pair_is_for_the_office_that_sees_both_sides(pairs: Pairs) -> None:
    pairs.people()
    pairs.offer(volume(102, id_no=SWAPPED, no="X1"), to=DISTRICT)
    assert pairs.find() == 1
    sees = [
        pairs.waiting(one)
        for one in (pairs.store.street, pairs.store.district, pairs.store.city, pairs.store.elsewhere)
    ]
    assert sees == [0, 1, 1, 0]
    for actor in (pairs.store.street, pairs.store.elsewhere, pairs.store.rival):
        with acting(actor):
            assert not Match.objects.exists()
        with pytest.raises(NotFound):
            services.link_match(actor=actor, at=NOW, match_id=pairs.match().pk)
    services.link_match(actor=pairs.store.district, at=NOW, match_id=pairs.match().pk)


def test_pairs_go_with_people_whose_roster_is_taken_back(pairs: Pairs) -> None:
    batch_id = pairs.store.scene.submit(roster(*CAST[:3]))
    pairs.offer(volume(102, id_no=SWAPPED, no="X1"))
    pairs.find()
    services.link_match(actor=pairs.store.street, at=NOW, match_id=pairs.match().pk)
    lists.begin_undo(actor=pairs.store.firm, at=NOW, kind="roster", batch_id=batch_id, reason="名册版本有误")
    handover.undo_batch(actor=pairs.store.firm, at=NOW, batch_id=batch_id)
    with acting(SYSTEM):
        assert not Match.objects.exists()
    assert pairs.store.archive("X1").retiree_id is None


def test_a_look_within_a_district_finds_what_lies_there_alone(pairs: Pairs) -> None:
    pairs.people()
    pairs.offer(volume(102, id_no=SWAPPED, no="X1"))
    assert pairs.find(pairs.store.elsewhere) == 0
    assert pairs.find(pairs.store.district) == 1


def test_the_database_refuses_two_people_for_one_archive_and_a_decision_without_an_act(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.filter(pk=match_id).update(state="linked")
    services.link_match(actor=pairs.store.street, at=NOW, match_id=match_id)
    row = pairs.match()
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(
            retiree_id=pairs.person(104).pk, archive_id=row.archive_id, score=70, state="linked", decided_at=NOW,
            decided_act=row.decided_act,
        )  # fmt: skip


def test_a_number_of_fifteen_places_with_a_slip_is_proposed(pairs: Pairs) -> None:
    old = id_number(102)[:6] + "530312" + "102"
    pairs.people(CAST[0])
    pairs.offer(volume(102, id_no=old, no="X1"))
    assert pairs.find() == 1 and "slip_one" in pairs.match().reasons
