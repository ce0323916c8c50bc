"""A roster submitted and taken back: to whom each member goes, what the sides see, who is responsible."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party import queries, services
from yinqiao.areas.party.models import Custody, Letter, Member, MemberPassing, Organisation, Roster
from yinqiao.areas.party.tests.transfers import (
    COMMUNITY,
    DESK,
    DISTRICT,
    STREET,
    SYSTEM,
    THREE,
    TODAY,
    Transfer,
    lettered,
    member,
)
from yinqiao.areas.party.types import MemberState
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Scope, acting
from yinqiao.platform.access.types import PLACE_MAX
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Event
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _no(code: str) -> int:
    return places().by_code[code].place_no


def test_each_goes_where_the_person_was_offered_or_accepted_and_the_rest_to_whom_the_officer_named(
    transfer: Transfer,
) -> None:
    transfer.scene.submit(roster(CAST[0], CAST[4]))
    transfer.accept_people()
    batch_id = transfer.offer(member(102), member(103, "欧阳建国"), member(107, "张䶮"), to=DISTRICT)
    at_home, unknown, at_street = (transfer.member(one) for one in (102, 103, 107))
    assert (at_home.place_no, at_home.is_at_home) == (_no(COMMUNITY), True)
    assert (unknown.place_no, unknown.is_at_home, unknown.retiree_id) == (_no(DISTRICT), False, None)
    # Who still waits at a street's desk has no home yet.
    assert (at_street.place_no, at_street.is_at_home) == (_no(DISTRICT), False)
    assert at_home.retiree_id is not None and at_street.retiree_id is not None
    assert {transfer.state(one) for one in (102, 103, 107)} == {MemberState.OFFERED}
    assert transfer.roster(batch_id).members == 3 and transfer.batch(batch_id).counts["offered"] == 3
    with acting(SYSTEM):
        told = Event.objects.filter(type="party.offered")
        assert {(one.retiree_id, one.subject_id) for one in told} == {
            (one.retiree_id, one.pk) for one in (at_home, at_street, unknown)
        }


def test_organisations_are_found_or_made_once_and_keep_what_is_told_later(transfer: Transfer) -> None:
    transfer.offer(member(102, kind="", upper=""), member(103), member(104, branch="退休第二党支部", kind="联合党支部"))
    transfer.offer(member(106, upper=""))
    with acting(SYSTEM):
        found = list(Organisation.objects.order_by("name").values_list("name", "kind", "upper"))
    assert sorted(found) == [
        ("退休第一党支部", "branch", "机床集团党委"), ("退休第二党支部", "joint_branch", "机床集团党委"),
    ]  # fmt: skip


def test_letters_that_the_list_tells_are_recorded_with_their_last_day(transfer: Transfer) -> None:
    transfer.offer(lettered(102), member(103))
    assert (transfer.state(102), transfer.state(103)) == (MemberState.LETTER_ISSUED, MemberState.OFFERED)
    assert transfer.letters(102) == [("组介102", "2026-05-30", True)] and transfer.letters(103) == []


@pytest.mark.parametrize("code", [STREET, DISTRICT, DESK])
def test_city_district_street_and_the_agencys_desk_can_be_named(transfer: Transfer, code: str) -> None:
    transfer.offer(member(102), to=code)
    assert transfer.member(102).place_no == _no(code)


def test_a_community_and_a_place_that_is_not_there_cannot_be_named(transfer: Transfer) -> None:
    batch_id = transfer.check(*THREE)
    for place_no in (_no(COMMUNITY), 99_999_999):
        with pytest.raises(Invalid) as refused:
            services.begin_offer(actor=transfer.firm, at=NOW, batch_id=batch_id, place_no=place_no)
        assert refused.value.code == "party.not_a_receiver"
    assert transfer.batch(batch_id).state == "checked"
    for who in (transfer.rival, transfer.street):
        with pytest.raises(NotFound):
            services.begin_offer(actor=who, at=NOW, batch_id=batch_id, place_no=_no(STREET))
    services.begin_offer(actor=transfer.firm, at=NOW, batch_id=batch_id, place_no=_no(STREET))


def test_each_sees_what_is_its_own_through_both_walls(transfer: Transfer) -> None:
    transfer.offer(lettered(102), member(103), member(104, branch="退休第二党支部"))
    sees = {
        "firm": (transfer.firm, 3), "street": (transfer.street, 3), "district": (transfer.district, 3),
        "city": (transfer.city, 3), "rival": (transfer.rival, 0), "elsewhere": (transfer.elsewhere, 0),
        "community": (transfer.community, 0),
    }  # fmt: skip
    for actor, expected in sees.values():
        with acting(actor):
            assert queries.list_members(scope=actor.scope, today=TODAY).count() == expected
            # The second wall alone, and the first alone with a scope that claims everything.
            assert Member.objects.count() == Custody.objects.count() == expected
            assert queries.list_members(scope=Scope.everything(), today=TODAY).count() == expected
            assert (Letter.objects.count(), Organisation.objects.count()) == ((1, 2) if expected else (0, 0))
            assert Roster.objects.count() == (actor is transfer.firm)


@pytest.mark.parametrize("whose", ["street", "city"])
def test_who_oversees_a_place_reads_none_of_it_through_both_walls(transfer: Transfer, whose: str) -> None:
    transfer.offer(lettered(102))
    officer = getattr(transfer, whose)
    overseer = officer.within(officer.scope.for_oversight())
    with acting(overseer):
        for table in (Member, Letter, Custody, Organisation):
            assert not table.objects.exists()
    with acting(officer):
        assert not queries.list_members(scope=overseer.scope, today=TODAY).exists()


def test_taken_back_they_are_gone_for_the_place_and_may_be_offered_anew(transfer: Transfer) -> None:
    batch_id = transfer.offer(lettered(102), member(103))
    first = transfer.member(102)
    transfer.undo(batch_id)
    assert transfer.roster(batch_id).state == "taken_back" and transfer.batch(batch_id).state == "undone"
    assert {transfer.state(102), transfer.state(103)} == {MemberState.WITHDRAWN}
    assert transfer.letters(102) == [("组介102", "2026-05-30", False)]
    with acting(transfer.street):
        assert not queries.list_members(scope=transfer.street.scope, today=TODAY).exists()
        assert not Member.objects.exists()
    with acting(transfer.firm):
        gone = queries.list_members(scope=transfer.firm.scope, today=TODAY, wanted="withdrawn")
        assert gone.count() == 2
    again = transfer.offer(lettered(102, no="组介900", branch="退休第三党支部"), to=DISTRICT)
    second = transfer.member(102)
    assert (second.pk, second.roster_id, second.organisation.name) == (first.pk, again, "退休第三党支部")
    assert transfer.letters(102)[-1] == ("组介900", "2026-05-30", True)
    assert transfer.holders(102) == [(transfer.scene.enterprise_id, None, True)]


def test_once_a_first_member_has_reported_in_the_list_cannot_be_taken_back(transfer: Transfer) -> None:
    batch_id = transfer.offer(lettered(102), lettered(103))
    transfer.check_in(102)
    for returned in (False, True):
        if returned:
            transfer.send_back(102)
        with pytest.raises(Conflict) as refused:
            transfer.undo(batch_id)
        assert refused.value.code == "party.reporting_begun"
        assert transfer.batch(batch_id).state == "submitted" and transfer.state(103) is MemberState.LETTER_ISSUED


def test_who_was_overtaken_stays_behind_with_a_finding_and_the_copy_holds_them_alone(transfer: Transfer) -> None:
    slow, quick = transfer.check(member(102), member(103, "欧阳建国")), transfer.check(member(102))
    transfer.submit(quick)
    transfer.submit(slow)
    assert transfer.batch(slow).counts["overtaken"] == 1 and transfer.member(102).roster_id == quick
    assert (2, "party.on_the_way", "blocks") in transfer.found(slow)
    lists.annotate_batch(actor=transfer.firm, at=NOW, batch_id=slow)
    with acting(transfer.firm):
        content = read_bytes(get_file(transfer.batch(slow).annotated_file_id or slow))
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert "王桂英" in told and "欧阳建国" not in told


def test_a_list_of_nobody_who_may_go_is_put_back(transfer: Transfer) -> None:
    slow, quick = transfer.check(member(102)), transfer.check(member(102), member(103))
    transfer.submit(quick)
    with pytest.raises(Conflict) as refused:
        transfer.submit(slow)
    assert refused.value.code == "party.nothing_to_submit" and transfer.batch(slow).state == "checked"


def test_a_letter_whose_number_was_taken_meanwhile_is_not_used_twice(transfer: Transfer) -> None:
    slow, quick = transfer.check(lettered(102, no="组介9")), transfer.check(lettered(103, no="组介9"))
    transfer.submit(quick)
    transfer.submit(slow)
    assert (transfer.state(103), transfer.state(102)) == (MemberState.LETTER_ISSUED, MemberState.OFFERED)


def test_both_sides_read_the_same_figures_and_agreements_can_compare(transfer: Transfer) -> None:
    batch_id = transfer.offer(
        lettered(102), lettered(103), lettered(104), member(106, attached="是", channel=""), lettered(107)
    )
    transfer.check_in(103)
    transfer.check_in(104)
    transfer.accept(104)
    transfer.send_back(107)
    expected = {
        "": 5, "waiting": 1, "lettered": 1, "checked_in": 1, "received": 1, "returned": 1, "expired": 0, "unreached": 1,
    }  # fmt: skip
    for actor in (transfer.firm, transfer.street, transfer.city):
        assert transfer.figures(actor) == transfer.figures(actor, batch_id=batch_id) == expected
        with acting(actor):
            found = queries.delivered(scope=actor.scope, batch_ids=[batch_id], within=(0, PLACE_MAX))
        told = found[batch_id]
        assert (told.sent, told.received, told.waits, told.lacks, told.elsewhere) == (5, 1, 3, 1, 0)
    with acting(transfer.rival):
        assert queries.delivered(scope=transfer.rival.scope, batch_ids=[batch_id], within=(0, PLACE_MAX)) == {}


def test_the_database_refuses_two_responsible_two_letters_and_states_that_cannot_be(transfer: Transfer) -> None:
    transfer.offer(lettered(102), member(103))
    one, other = transfer.member(102), transfer.member(103)
    letter = {
        "enterprise_id": one.enterprise_id,
        "medium": "paper",
        "issued_on": TODAY,
        "valid_to": TODAY,
    }
    wrong = (
        lambda: MemberPassing.objects.create(member=one, no=2, since=NOW, act_id=act.id, holder_place_no=1),
        lambda: Letter.objects.create(member=one, number="第二封", act_id=act.id, **letter),
        lambda: Letter.objects.create(member=other, number="组介102", act_id=act.id, **letter),
        lambda: Member.objects.filter(pk=one.pk).update(state="checked_in"),
        lambda: Member.objects.filter(pk=one.pk).update(state="received", received_on=TODAY, receipt_no="1"),
        lambda: Member.objects.filter(pk=one.pk).update(state="returned"),
        lambda: Member.objects.filter(pk=one.pk).update(return_reason="other"),
        lambda: Member.objects.filter(pk=one.pk).update(receipt_no="1"),
    )
    with perform(actor=SYSTEM, action="test.write", at=NOW) as act:
        for write in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                write()


def test_a_letter_is_made_void_once_never_changed_and_never_deleted(transfer: Transfer) -> None:
    transfer.offer(lettered(102))
    for change in ("number = '1'", "valid_to = valid_to + 30", "voided_at = NULL"):
        with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE party_letter SET {change}")  # noqa: S608
    with acting(SYSTEM), connection.cursor() as cursor:
        for table in ("party_letter", "party_passing", "party_member", "party_roster", "party_organisation"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            assert cursor.rowcount == 0
