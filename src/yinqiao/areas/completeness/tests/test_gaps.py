"""What is missing is found under its cause and seen by whose it is; nothing else is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yinqiao.areas.completeness import queries, services
from yinqiao.areas.completeness.models import Gap
from yinqiao.areas.completeness.tests.gaps import SYSTEM, TODAY, Gaps
from yinqiao.areas.completeness.types import Cause
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, place_actor, roster
from yinqiao.areas.party.tests.transfers import Transfer, member
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope, acting
from yinqiao.platform.ui.placed import PlacedRows

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MEMBER = {"political_status": "01"}


def test_of_people_with_everything_nothing_is_missing(gaps: Gaps) -> None:
    gaps.people()
    assert gaps.seen() == []


@pytest.mark.parametrize(
    ("values", "causes"),
    [
        ({"phone_index": None}, ["phone_missing"]),
        ({"id_no_index": None, "id_tail_index": None}, ["id_missing"]),
        ({"retired_on": None}, ["retired_on_missing"]),
        ({"archive_no": ""}, ["archive_no_missing"]),
        ({"born_on": date(1946, 3, 2)}, ["no_one_to_call"]),
        ({"born_on": date(1946, 3, 3)}, []),
        (MEMBER, ["member_not_listed", "member_without_branch"]),
        ({**MEMBER, "party_branch": "退休第一党支部"}, ["member_not_listed"]),
    ],
)
def test_each_cause_is_found_and_no_other(gaps: Gaps, values: dict[str, Any], causes: list[str]) -> None:
    gaps.people()
    gaps.lacks(**values)
    assert gaps.seen() == [(cause, "王桂英") for cause in causes]


def test_who_waits_at_a_desk_above_the_community_has_no_known_home_and_the_agency_is_one(gaps: Gaps) -> None:
    gaps.scene.submit(roster(CAST[4]))
    assert gaps.seen(gaps.scene.street) == [("residence_unknown", "张䶮")]
    agency = place_actor("agency_officer", "430100000D01")
    gaps.lacks("张䶮", place_no=agency.scope.place_from)
    assert gaps.seen(agency) == []


def test_a_phone_is_doubtful_only_when_more_than_the_rule_allows_share_it(gaps: Gaps) -> None:
    serials = range(110, 116)
    gaps.scene.submit(roster(*(type(CAST[0])(f"工友{at}", at, phone="13900000777") for at in serials)))
    assert gaps.seen() == []
    assert services.find_shared_phones(actor=SYSTEM, at=NOW) == 1
    assert [cause for cause, _ in gaps.seen()] == ["phone_shared"] * 6
    gaps.lacks("工友110", phone_index=None)
    services.find_shared_phones(actor=SYSTEM, at=NOW)
    assert gaps.seen() == [("phone_missing", "工友110")]


def test_a_party_roster_and_the_register_are_compared_both_ways(gaps: Gaps) -> None:
    gaps.people()
    transfer = Transfer.of(gaps.scene)
    batch = transfer.offer(member(102))
    assert gaps.seen() == [("listed_not_member", "王桂英")]
    gaps.lacks(**MEMBER, party_branch="退休第一党支部")
    assert gaps.seen() == []
    transfer.undo(batch)
    assert gaps.seen() == [("member_not_listed", "王桂英")]


def test_each_sees_what_is_its_own_through_both_walls(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(phone_index=None, archive_no="")
    scene = gaps.scene
    both = ["archive_no_missing", "phone_missing"]
    expected = {
        "community": (scene.community, both), "street": (scene.street, both), "city": (scene.city, both),
        "neighbour": (scene.neighbour, []), "elsewhere": (scene.elsewhere, []), "firm": (scene.officer, []),
        "rival": (scene.rival, []),
    }  # fmt: skip
    for name, (actor, causes) in expected.items():
        assert [cause for cause, _ in gaps.seen(actor)] == causes, name
        with acting(actor):
            # The second wall alone, and the first alone with a scope that claims everything.
            assert Gap.objects.filter(cause__in=both).count() == len(causes), name
            assert queries.list_gaps(scope=Scope.everything(), today=TODAY).count() == len(causes), name


def test_an_enterprise_sees_what_it_owes_only_until_its_people_are_accepted(gaps: Gaps) -> None:
    gaps.people(accepted=False)
    gaps.lacks(phone_index=None, archive_no="", **MEMBER)
    owed = ["archive_no_missing", "member_not_listed", "member_without_branch"]
    assert [cause for cause, _ in gaps.seen(gaps.scene.officer)] == owed
    assert gaps.seen(gaps.scene.rival) == []


def test_an_overseer_reads_nothing_of_party_relations_through_either_wall(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(**MEMBER)
    auditor = place_actor("auditor", "430104000000")
    overseer = type(auditor)(auditor.id, auditor.role, auditor.name, auditor.scope.for_oversight(), auditor.unit)
    assert gaps.seen(overseer) == []
    with acting(overseer):
        assert list(Gap.objects.filter(cause__startswith="member")) == []


def test_the_dead_and_the_merged_lack_nothing(gaps: Gaps) -> None:
    gaps.people()
    person = gaps.lacks(phone_index=None)
    other = gaps.lacks("欧阳建国", phone_index=None)
    with acting(SYSTEM):
        Retiree.objects.filter(pk=person).update(status="deceased", died_on=TODAY)
        Retiree.objects.filter(pk=other).update(status="merged", merged_into_id=person)
    assert gaps.seen() == []


def test_a_list_is_read_place_by_place_and_shows_no_more_than_it_may(gaps: Gaps) -> None:
    gaps.scene.submit(roster(*CAST))
    for name in ("王桂英", "欧阳建国", "李秀兰"):
        gaps.lacks(name, archive_no="")
    city = gaps.scene.city
    with acting(city):
        found = queries.list_gaps(scope=city.scope, today=TODAY)
        rows = PlacedRows(found, city.scope)
        whole = [row.id for row in found]
        assert [row.id for row in rows] == whole and len(rows) == len(whole) == 4
        assert [row.id for row in rows[:1]] + [row.id for row in rows[1:4]] == whole
        assert [row.name for row in rows.order_by("-name")[:4]] == sorted((row.name for row in found), reverse=True)
        few = PlacedRows(found, city.scope, most=2)
        assert few.count() == 2 and [row.id for row in few] == whole[:2]
        # A head sorts what the list holds, with all of its last place.
        held = {row.place_no for row in few}
        listed = sorted(row.name for row in found if row.place_no in held)
        assert [row.name for row in few.order_by("name")] == listed[:2]


def test_counts_by_cause_are_those_of_the_list_the_weightiest_first(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(phone_index=None, archive_no="")
    gaps.lacks("欧阳建国", archive_no="")
    with acting(gaps.scene.community):
        counted = queries.count_by_cause(scope=gaps.scene.community.scope, today=TODAY)
    assert list(counted.items()) == [(Cause.PHONE_MISSING, 1), (Cause.ARCHIVE_NO_MISSING, 2)]


def test_what_another_source_knows_is_offered_and_taken_over_with_its_source(gaps: Gaps) -> None:
    gaps.people()
    Transfer.of(gaps.scene).offer(member(102))
    community = gaps.scene.community
    person = gaps.person().pk
    with acting(community):
        (gap,) = queries.person_gaps(scope=community.scope, today=TODAY, retiree_id=person)
    assert gap.suggestion is not None
    assert (gap.suggestion.words, gap.suggestion.source) == ("政治面貌 中共党员", "党员移交名册")
    services.take_suggestion(actor=community, at=NOW, retiree_id=person, cause=Cause.LISTED_NOT_MEMBER)
    row = gaps.person()
    assert row.political_status == "01" and row.sources["political_status"] == ["roster", "2026-03-02"]
    assert gaps.seen() == [("member_without_branch", "王桂英")]
    services.take_suggestion(actor=community, at=NOW, retiree_id=person, cause=Cause.MEMBER_WITHOUT_BRANCH)
    assert gaps.person().party_branch == "退休第一党支部" and gaps.seen() == []


def test_nothing_is_taken_over_that_no_source_tells_or_that_is_somebody_elses(gaps: Gaps) -> None:
    gaps.people()
    person = gaps.lacks(archive_no="")
    with pytest.raises(Exception) as refused:
        services.take_suggestion(actor=gaps.scene.community, at=NOW, retiree_id=person, cause=Cause.ARCHIVE_NO_MISSING)
    assert getattr(refused.value, "code", "") == "completeness.no_suggestion"
    with pytest.raises(NotFound):
        services.take_suggestion(actor=gaps.scene.neighbour, at=NOW, retiree_id=person, cause=Cause.ARCHIVE_NO_MISSING)
    assert id_number(102) not in repr(refused.value)
