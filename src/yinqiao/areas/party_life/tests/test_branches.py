"""Branches: founded, continued, changed, closed; who is in them; what is amiss; who sees them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from yinqiao.areas.dues.tests.branch import at
from yinqiao.areas.duplicates.rules import SETTLE
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY, Transfer, lettered
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.models import Branch, Membership
from yinqiao.areas.party_life.tests.life import BRANCH, SERIALS, Life
from yinqiao.areas.party_life.types import Left, Post
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import merge_entries, split_entries
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _membership(life: Life, serial: int) -> Membership:
    with acting(SYSTEM):
        return Membership.objects.select_related("branch").get(pk=life.member(serial))


def test_a_branch_counts_its_members_posts_and_groups(life: Life) -> None:
    life.post(102, Post.SECRETARY, 1)
    life.post(103, Post.COMMITTEE, 2)
    row = life.row()
    assert (row.people, row.full, row.secretaries, row.committee, row.groups) == (3, 3, 1, 2, 2)
    assert life.found() == []
    with acting(life.street):
        assert list(queries.list_unplaced(scope=life.street.scope)) == []


def test_what_happens_in_a_branch_is_not_told_as_a_step_of_the_relation(life: Life) -> None:
    """The events about a member say how far its relation has come, and an invariant reads the last of them."""
    life.post(102, Post.SECRETARY)
    with acting(SYSTEM):
        told = set(Event.objects.filter(type__startswith="party_life.").values_list("subject_id", flat=True))
    assert told == {life.branch_id}


def test_a_second_secretary_and_a_second_branch_of_the_same_name_are_refused(life: Life) -> None:
    life.post(102, Post.SECRETARY)
    with pytest.raises(Conflict, match="secretary_taken"):
        life.post(103, Post.SECRETARY)
    seen = life.row().lock_version
    with pytest.raises(Conflict, match="secretary_taken"):
        services.change_branch(
            actor=life.street,
            at=at(TODAY),
            branch_id=life.branch_id,
            lock_version=seen,
            given=life.shape(secretary="李社区"),
        )
    with pytest.raises(Invalid, match="name_taken"):
        services.found_branch(actor=life.street, at=at(TODAY), place_no=life.street.scope.place_from, given=BRANCH)
    life.post(102, Post.MEMBER)
    life.post(103, Post.SECRETARY)
    assert life.row().secretaries == 1


def test_the_list_under_a_filter_and_the_rule_say_the_same(life: Life) -> None:
    """One is SQL, the other Python: whatever the branch is like, they agree."""
    shapes = [
        life.shape(), life.shape(secretary="李社区"), life.shape(term_from=None), life.shape(term_from=date(2021, 3, 2)),
        life.shape(term_from=date(2021, 3, 3)), life.shape(kind=BRANCH.kind, setting=BRANCH.setting.OTHER, term_from=date(2023, 3, 2)),
    ]  # fmt: skip
    for given in shapes:
        services.change_branch(
            actor=life.street, at=at(TODAY), branch_id=life.branch_id, lock_version=life.row().lock_version, given=given
        )
        codes = ("too_large", "too_small", "no_secretary", "no_committee", "term_ended", "term_unknown")
        assert [one for one in codes if life.listed(one)] == sorted(life.found(), key=codes.index), given
        assert life.listed("amiss") == bool(life.found())


def test_who_has_died_is_in_no_branch_and_is_again_when_that_was_a_mistake(scene: Scene) -> None:
    life = Life.of(Transfer.of(scene), *CAST[:2])
    life.post(102, Post.SECRETARY)
    assert life.row().people == 2 and life.found() == ["too_small"]
    with acting(SYSTEM):
        person = Membership.objects.get(pk=life.member(102)).retiree_id
        Retiree.objects.filter(pk=person).update(died_on=TODAY)
    assert services.follow_members(actor=SYSTEM, at=NOW) == 1
    gone = _membership(life, 102)
    assert (gone.left, gone.left_on, gone.post) == (Left.DIED, TODAY, Post.MEMBER)
    assert life.row().people == 1 and life.found() == ["too_small", "no_secretary"]
    assert services.follow_members(actor=SYSTEM, at=NOW) == 0
    with acting(SYSTEM):
        Retiree.objects.filter(pk=person).update(died_on=None)
    assert services.follow_members(actor=SYSTEM, at=NOW) == 1 and life.row().people == 2
    with pytest.raises(NotFound):
        services.follow_members(actor=life.street, at=NOW)


def test_members_move_to_another_branch_of_the_place_and_leave_their_post(life: Life) -> None:
    life.post(102, Post.SECRETARY, 1)
    other = services.found_branch(
        actor=life.street, at=at(TODAY), place_no=life.street.scope.place_from, given=life.shape(name="第二党支部")
    )
    services.place_members(actor=life.street, at=at(TODAY), branch_id=other, member_ids=[life.member(102)])
    moved = _membership(life, 102)
    assert (moved.branch_id, moved.post, moved.group_no) == (other, Post.MEMBER, 0)
    assert life.row().people == 2


def test_members_of_another_place_or_out_of_sight_go_into_no_branch(life: Life) -> None:
    outside = life.transfer.community.scope.place_from
    at_home = services.found_branch(
        actor=life.street, at=at(TODAY), place_no=outside, given=life.shape(name="社区党支部")
    )
    with pytest.raises(Conflict, match="elsewhere"):
        services.place_members(actor=life.street, at=at(TODAY), branch_id=at_home, member_ids=[life.member(102)])
    with pytest.raises(NotFound):
        services.place_members(
            actor=life.transfer.elsewhere, at=at(TODAY), branch_id=life.branch_id, member_ids=[life.member(102)]
        )
    with pytest.raises(NotFound):
        services.found_branch(actor=life.transfer.elsewhere, at=at(TODAY), place_no=outside, given=BRANCH)
    assert _membership(life, 102).branch_id == life.branch_id


def test_a_branch_with_members_stays_and_an_empty_one_is_closed(life: Life) -> None:
    with pytest.raises(Conflict, match="has_members"):
        services.close_branch(
            actor=life.street, at=at(TODAY), branch_id=life.branch_id, lock_version=life.row().lock_version
        )
    empty = services.found_branch(
        actor=life.street, at=at(TODAY), place_no=life.street.scope.place_from, given=life.shape(name="空支部")
    )
    with pytest.raises(Conflict, match="changed_meanwhile"):
        services.close_branch(actor=life.street, at=at(TODAY), branch_id=empty, lock_version=9)
    services.close_branch(actor=life.street, at=at(TODAY), branch_id=empty, lock_version=1)
    with acting(life.street), pytest.raises(NotFound):
        queries.get_branch(scope=life.street.scope, branch_id=empty)


def test_who_is_received_later_waits_for_a_branch(life: Life) -> None:
    life.transfer.offer(lettered(105))
    life.transfer.check_in(105)
    life.transfer.accept(105)
    with acting(life.street):
        assert [one.pk for one in queries.list_unplaced(scope=life.street.scope)] == [life.member(105)]
    assert len(SERIALS) == life.row().people


def test_nobody_outside_and_nobody_who_oversees_reads_a_branch(life: Life) -> None:
    for who in (life.transfer.elsewhere, life.transfer.firm, life.district.within(life.district.scope.for_oversight())):
        with acting(who):
            assert list(queries.list_branches(scope=who.scope)) == []
            assert not Branch.objects.exists() and not Membership.objects.exists()
    with acting(life.district):
        assert Branch.objects.count() == 1


def test_the_record_goes_to_the_entry_that_stays_and_back_with_the_split(scene: Scene) -> None:
    life = Life.of(Transfer.of(scene), *CAST[:2])
    gone: UUID | None = _membership(life, 102).retiree_id
    assert gone
    with acting(SYSTEM):
        keep = Retiree.objects.exclude(pk=gone).first()
    assert keep
    with perform(actor=life.street, action="retirees.merge_people", at=NOW) as act:
        merge_entries(act=act, rule=SETTLE, keep_id=keep.pk, gone_id=gone)
    assert _membership(life, 102).retiree_id == keep.pk
    with perform(actor=life.street, action="retirees.split_people", at=NOW) as act:
        split_entries(act=act, ids=(keep.pk, gone))
    assert _membership(life, 102).retiree_id == gone
