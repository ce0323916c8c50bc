"""Entries that may be one person: proposed once, compared, merged, split, kept apart."""

from __future__ import annotations

from uuid import UUID

import pytest

from yinqiao.areas.duplicates.models import DuplicateCase
from yinqiao.areas.duplicates.queries import get_duplicate, list_duplicates
from yinqiao.areas.duplicates.services import find_duplicates, mark_distinct, merge_people, split_people
from yinqiao.areas.duplicates.types import DuplicateState
from yinqiao.areas.retirees.models import Retiree, SearchTerm
from yinqiao.areas.retirees.queries import find_people, list_notes, subjects_of
from yinqiao.areas.retirees.services import add_note, correct_details
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import Correction, NoteInput, NoteKind, RetireeStatus, Source
from yinqiao.kernel.errors import Conflict, DomainError, NotFound
from yinqiao.kernel.similarity import MatchReason, match_score
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
# One digit apart with right check digits, and one digit apart with a wrong one.
NUMBERS = ("430999194806150024", "430999194806150040", "430999194806150124")


def _correct(officer: Actor, person: UUID, **values: str) -> None:
    with acting(officer):
        version = Retiree.objects.get(pk=person).lock_version
    told = Correction(values, Source.SELF, TODAY, version)
    correct_details(actor=officer, at=AT, retiree_id=person, correction=told)


@pytest.fixture
def pair(city: City, register: Register) -> tuple[UUID, UUID]:
    """One person entered twice: by two communities of one street, the second with a slip in the number."""
    first = register(name="王桂英", id_no=NUMBERS[0], phone="13800001234")
    second = register(name="王桂英", id_no=NUMBERS[2], phone="13800001234", place_no=city.beside)
    register(name="李强", id_no=NUMBERS[1])
    return first, second


def _case(city: City) -> UUID:
    find_duplicates(actor=SYSTEM, at=AT)
    with acting(SYSTEM):
        return DuplicateCase.objects.get().pk


def test_a_pair_is_proposed_once_to_the_street_that_sees_both(city: City, pair: tuple[UUID, UUID]) -> None:
    assert find_duplicates(actor=SYSTEM, at=AT) == 1
    find_duplicates(actor=SYSTEM, at=AT)
    street, community = city.actor("street_officer"), city.actor("community_officer")
    with acting(street):
        (row,) = list_duplicates(scope=street.scope)
        assert {row.first, row.second} == set(pair)
        assert row.score >= 60
        assert ("姓名相同", 30) in row.reasons
        _, left, right = get_duplicate(scope=street.scope, case_id=row.id)
        assert [label for label, _ in left.facts] == [label for label, _ in right.facts]
        assert NUMBERS[0] not in repr(left)
    with acting(community):
        assert list_duplicates(scope=community.scope) == []
        with pytest.raises(NotFound):
            get_duplicate(scope=community.scope, case_id=row.id)


def test_a_merge_hides_one_entry_and_loses_nothing_of_it(city: City, pair: tuple[UUID, UUID]) -> None:
    keep, gone = pair
    street = city.actor("street_officer")
    add_note(actor=street, at=AT, retiree_id=gone, note=NoteInput(NoteKind.VISIT, TODAY, "走访记录"))
    assert merge_people(actor=street, at=AT, case_id=_case(city), keep_id=keep) == gone
    with acting(street):
        assert [hit.id for hit in find_people(scope=street.scope, text="王桂英")] == [keep]
        # A number on an old paper leads to who is kept, also the one with the slip.
        for number in ("13800001234", NUMBERS[0], NUMBERS[2]):
            assert [hit.id for hit in find_people(scope=street.scope, text=number)] == [keep]
        assert list_notes(scope=street.scope, retiree_id=keep, with_words=True)[0].text == "走访记录"
        row = Retiree.objects.get(pk=gone)
        assert (row.status, row.merged_into_id) == ("merged", keep)
        assert not SearchTerm.objects.filter(retiree_id=gone).exists()
        assert Event.objects.filter(type="retirees.people_merged").count() == 2


def test_a_merge_is_split_again_and_both_are_found_as_before(city: City, pair: tuple[UUID, UUID]) -> None:
    keep, gone = pair
    street, case = city.actor("street_officer"), _case(city)
    with acting(SYSTEM):
        before = list(SearchTerm.objects.order_by("pk").values_list("term", "retiree_id"))
    merge_people(actor=street, at=AT, case_id=case, keep_id=keep)
    split_people(actor=street, at=AT, case_id=case)
    with acting(SYSTEM):
        assert list(SearchTerm.objects.order_by("pk").values_list("term", "retiree_id")) == before
        row = Retiree.objects.get(pk=gone)
        assert (row.status, row.merged_into_id) == (RetireeStatus.MANAGED, None)
    with acting(street):
        assert [hit.id for hit in find_people(scope=street.scope, text=NUMBERS[2])] == [gone]
    with pytest.raises(Conflict) as again:
        split_people(actor=street, at=AT, case_id=case)
    assert again.value.code == "retirees.case_decided"


def test_every_name_of_the_entry_that_gave_way_leads_to_who_is_kept_until_they_are_split(
    city: City, register: Register
) -> None:
    keep = register(name="王桂英", id_no=NUMBERS[0], phone="13800001234", profile='{"former_name": "刘四妹"}')
    gone = register(
        name="王桂瑛", id_no=NUMBERS[2], phone="13800001234", place_no=city.beside,
        profile='{"former_name": "王翠花、刘四妹"}',
    )  # fmt: skip
    street, community = city.actor("street_officer"), city.actor("community_officer")

    def found(officer: Actor, text: str) -> list[tuple[UUID, str]]:
        with acting(officer):
            return [(hit.id, hit.found_by) for hit in find_people(scope=officer.scope, text=text)]

    def terms() -> list[object]:
        with acting(SYSTEM):
            return list(SearchTerm.objects.order_by("pk").values_list("term", "kind", "place_no", "retiree_id"))

    before, case = terms(), _case(city)
    merge_people(actor=street, at=AT, case_id=case, keep_id=keep)
    for officer in (street, community):
        assert found(officer, "王桂瑛") == [(keep, "原登记姓名 王桂瑛")]
        assert found(officer, "wangcuihua") == [(keep, "曾用名 王翠花")]
        assert found(officer, "刘四") == [(keep, "曾用名 刘四妹")]
    assert found(city.actor("community_officer", "beside"), "王桂瑛") == []
    split_people(actor=street, at=AT, case_id=case)
    assert terms() == before
    assert found(street, "王桂瑛") == [(gone, "")] and found(street, "王翠花") == [(gone, "曾用名 王翠花")]
    # Told of both, it stays with both.
    assert sorted(found(street, "刘四妹")) == sorted([(keep, "曾用名 刘四妹"), (gone, "曾用名 刘四妹")])


def test_a_pair_found_distinct_is_never_proposed_again(city: City, pair: tuple[UUID, UUID]) -> None:
    street = city.actor("street_officer")
    mark_distinct(actor=street, at=AT, case_id=_case(city))
    assert find_duplicates(actor=SYSTEM, at=AT) == 0
    with acting(street):
        assert list_duplicates(scope=street.scope) == []
        assert [one.state for one in list_duplicates(scope=street.scope, state=DuplicateState.DISTINCT)] == ["distinct"]


@pytest.mark.parametrize(
    ("role", "scope", "code"),
    [
        ("community_officer", "near", "not_found"),
        ("street_officer", "far", "not_found"),
        ("auditor", "city", "retirees.role_may_not"),
        ("enterprise_officer", "builder", "not_found"),
    ],
)
def test_who_does_not_see_both_or_has_no_such_role_merges_nothing(
    city: City, pair: tuple[UUID, UUID], role: str, scope: str, code: str
) -> None:
    case = _case(city)
    with pytest.raises(DomainError) as refused:
        merge_people(actor=city.actor(role, scope), at=AT, case_id=case, keep_id=pair[0])
    assert refused.value.code == code
    with acting(SYSTEM):
        assert not Retiree.objects.filter(status="merged").exists()


def test_a_former_name_is_a_reason_whether_a_roster_told_it_or_the_history_knows_it(
    city: City, register: Register
) -> None:
    told = register(name="汪桂花", profile='{"former_name": "刘四妹"}')
    renamed = register(name="刘四妹", place_no=city.beside)
    _correct(city.actor("community_officer", "beside"), renamed, name="刘思梅")
    with acting(Actor.system("test")):
        subjects = subjects_of(list(Retiree.objects.filter(pk__in=[told, renamed])))
    assert (subjects[told].former_names, subjects[renamed].former_names) == ({"刘四妹"}, {"刘四妹"})
    assert MatchReason.FORMER_NAME in match_score(subjects[told], subjects[renamed]).reasons
