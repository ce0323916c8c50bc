"""Organisations typed, pasted and taken from rosters; changed, crossed off and restored; names linked and parted."""

from __future__ import annotations

import pytest

from yinqiao.areas.branches import services
from yinqiao.areas.branches.tests.transfers import FIRST, SECOND, Handing, listing
from yinqiao.areas.branches.types import Headcount, Kind, Path, State
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.tests.transfers import STREET, member
from yinqiao.kernel.errors import Conflict, Invalid, NotFound

pytestmark = [pytest.mark.db, pytest.mark.django_db]
COMMITTEE = "机床集团党委"


def _paste(handing: Handing, *names: str) -> int:
    told = [listing(COMMITTEE, kind=Kind.COMMITTEE, upper="", members=120), *map(listing, names)]
    return services.list_lines(
        actor=handing.firm, at=NOW, enterprise_id=handing.firm.scope.enterprises[0], listings=told
    )  # fmt: skip


def test_lines_are_listed_each_under_its_upper_organisation_or_none_at_all(handing: Handing) -> None:
    assert _paste(handing, FIRST, SECOND) == 3
    assert handing.row(FIRST).parent_id == handing.row(COMMITTEE).pk
    with pytest.raises(Invalid, match="lines_wrong"):
        _paste(handing, "退休第三党支部")
    assert "退休第三党支部" not in handing.seen_by(handing.firm)
    assert handing.holders(SECOND) == [(False, True)]


def test_an_organisation_is_listed_by_its_own_enterprise_under_a_name_of_its_own(handing: Handing) -> None:
    handing.add()
    with pytest.raises(Invalid):
        handing.add()
    handing.add(by=handing.party.rival)
    assert handing.seen_by(handing.party.rival) == [FIRST]
    for actor in (handing.street, handing.party.rival):
        with pytest.raises(NotFound):
            services.list_organisation(
                actor=actor, at=NOW, enterprise_id=handing.firm.scope.enterprises[0], listing=listing(SECOND)
            )
    with pytest.raises(Invalid):
        handing.add("党")


def test_what_was_listed_by_mistake_is_crossed_off_and_restored(handing: Handing) -> None:
    key = handing.add()
    told = {"actor": handing.firm, "at": NOW, "organisation_id": key}
    services.drop_organisation(**told)
    assert handing.state() is State.DROPPED and handing.seen_by(handing.firm) == []
    handing.add()
    with pytest.raises(Invalid):
        services.restore_organisation(**told)
    services.drop_organisation(actor=handing.firm, at=NOW, organisation_id=handing.row().pk)
    services.restore_organisation(**told)
    assert handing.seen_by(handing.firm) == [FIRST]
    place_no = places().by_code[STREET].place_no
    services.offer_organisations(actor=handing.firm, at=NOW, ids=[key], path=Path.WHOLE, place_no=place_no)
    with pytest.raises(Conflict):
        services.drop_organisation(**told)


def test_branches_of_a_roster_appear_by_themselves_with_what_they_probably_are(handing: Handing) -> None:
    handing.add("退休第1支部")
    handing.party.offer(member(102), member(103, branch=SECOND), member(104))
    found = {one.name: one for one in handing.unlisted()}
    assert set(found) == {FIRST, SECOND} and found[FIRST].members == 2
    assert (found[FIRST].suggested, found[SECOND].suggested) == ("退休第1支部", "")
    assert handing.unlisted(handing.street) == [] == handing.unlisted(handing.party.rival)
    told = {"at": NOW, "branch_id": found[FIRST].id, "organisation_id": handing.row("退休第1支部").pk}
    for actor in (handing.party.rival, handing.street):
        with pytest.raises(NotFound):
            services.link_branch(actor=actor, **told)
    services.link_branch(actor=handing.firm, **told)
    with pytest.raises(Conflict):
        services.link_branch(actor=handing.firm, **told)
    assert handing.members(handing.firm, "退休第1支部") == Headcount(2, 0)
    services.unlink_branch(actor=handing.firm, at=NOW, branch_id=found[FIRST].id)
    assert {one.name for one in handing.unlisted()} == {FIRST, SECOND}


def test_they_are_listed_as_they_are_with_their_number_of_members(handing: Handing) -> None:
    handing.party.offer(member(102), member(103, branch=SECOND))
    ids = [one.id for one in handing.unlisted()]
    assert services.list_from_rosters(actor=handing.firm, at=NOW, ids=ids) == 2
    assert (handing.row().members, handing.row().kind, handing.row().upper) == (1, "branch", COMMITTEE)
    assert handing.unlisted() == []
    with pytest.raises(Conflict):
        services.list_from_rosters(actor=handing.firm, at=NOW, ids=ids)


def test_a_roster_that_comes_later_finds_the_organisation_of_the_same_name(handing: Handing) -> None:
    handing.add()
    handing.party.offer(member(102))
    assert handing.unlisted() == [] and handing.members(handing.firm) == Headcount(1, 0)


def test_what_was_signed_for_keeps_its_link(handing: Handing) -> None:
    handing.add()
    handing.party.offer(member(102))
    handing.offer()
    handing.walk(until="named")
    branch_id = handing.row().pk
    with pytest.raises(NotFound):
        services.unlink_branch(actor=handing.firm, at=NOW, branch_id=branch_id)


def test_a_kind_cannot_sink_below_those_that_stand_under_it(handing: Handing) -> None:
    _paste(handing, FIRST)
    row = handing.row(COMMITTEE)
    with pytest.raises(Invalid):
        services.change_organisation(
            actor=handing.firm, at=NOW, organisation_id=row.pk, version=row.lock_version,
            listing=listing(COMMITTEE, kind=Kind.GROUP, upper=""),
        )  # fmt: skip
