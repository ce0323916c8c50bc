"""What the receiver does: reporting in, reception with the receipt, returns; and what the enterprise does then."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party import queries, services
from yinqiao.areas.party.tests.transfers import COMMUNITY, STREET, SYSTEM, TODAY, Transfer, lettered, member, moment
from yinqiao.areas.party.types import MemberState
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_reported_and_received_the_place_is_responsible_and_the_timeline_says_so(transfer: Transfer) -> None:
    transfer.scene.submit(roster(CAST[0]))
    transfer.accept_people()
    transfer.offer(lettered(102))
    assert transfer.check_in(102, on=date(2026, 3, 1), by=transfer.community) == 1
    assert transfer.holders(102) == [(transfer.scene.enterprise_id, None, True)], "reported in is not received"
    assert transfer.accept(102, by=transfer.community) == 1
    row = transfer.member(102)
    assert (row.state, row.reported_on, row.received_on, row.receipt_no) == (
        "received", date(2026, 3, 1), TODAY, "组介102",
    )  # fmt: skip
    home = places().by_code[COMMUNITY].place_no
    assert transfer.holders(102) == [(transfer.scene.enterprise_id, None, False), (None, home, True)]
    with acting(SYSTEM):
        told = Event.objects.filter(retiree_id=row.retiree_id, type__startswith="party.").order_by("id")
        assert [one.type.partition(".")[2] for one in told] == [
            "offered", "letter_recorded", "checked_in", "received",
        ]  # fmt: skip
        assert not any(one.is_shared for one in told)


def test_one_receipt_may_have_a_number_of_its_own(transfer: Transfer) -> None:
    transfer.offer(lettered(102), lettered(103))
    transfer.check_in(102, 103)
    assert transfer.accept(102, 103, no=" 回执〔2026〕7号 ") == 2
    assert {transfer.member(one).receipt_no for one in (102, 103)} == {"回执〔2026〕7号"}
    with pytest.raises(Invalid):
        transfer.accept(102, no="1" * 41)


@pytest.mark.parametrize(
    ("on", "at", "code"),
    [
        (date(2026, 2, 28), TODAY, "party.report_before_letter"),
        (date(2026, 3, 3), TODAY, "party.date_not_possible"),
        (date(2026, 5, 31), date(2026, 5, 31), "party.report_after_letter"),
    ],
)
def test_who_did_not_report_within_the_letters_days_is_not_checked_in_nor_is_anybody_with_them(
    transfer: Transfer, on: date, at: date, code: str
) -> None:
    transfer.offer(lettered(102), lettered(103, on="2026-03-02"))
    with pytest.raises(Invalid) as refused:
        transfer.check_in(102, 103, on=on, at=moment(at))
    assert refused.value.code == code and refused.value.next_step and "reported_on" in refused.value.fields
    assert transfer.state(102) is transfer.state(103) is MemberState.LETTER_ISSUED
    assert transfer.check_in(102, 103, on=date(2026, 3, 2), at=moment(at)) == 2


def test_who_reported_in_time_may_be_received_when_the_letter_has_run_out(transfer: Transfer) -> None:
    transfer.offer(lettered(102))
    late = date(2026, 6, 10)
    transfer.check_in(102, on=date(2026, 5, 30), at=moment(late))
    assert transfer.accept(102, on=late, at=moment(late)) == 1


def test_an_expired_member_reports_with_a_letter_that_was_issued_anew(transfer: Transfer) -> None:
    transfer.offer(lettered(102, on="2025-12-01"))
    with pytest.raises(Invalid) as refused:
        transfer.check_in(102)
    assert refused.value.code == "party.report_after_letter"
    transfer.issue(102)
    assert transfer.check_in(102) == 1


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2026, 3, 1), "party.receipt_before_report"), (date(2026, 3, 3), "party.date_not_possible")],
)
def test_a_receipt_is_no_older_than_the_report_and_not_of_tomorrow(transfer: Transfer, on: date, code: str) -> None:
    transfer.offer(lettered(102))
    transfer.check_in(102)
    with pytest.raises(Invalid) as refused:
        transfer.accept(102, on=on)
    assert refused.value.code == code and transfer.state(102) is MemberState.CHECKED_IN
    assert transfer.accept(102) == 1


def test_nobody_is_received_who_has_not_reported_nor_checked_in_without_a_letter(transfer: Transfer) -> None:
    transfer.offer(member(102), lettered(103))
    for act, one in ((transfer.check_in, 102), (transfer.accept, 102), (transfer.accept, 103)):
        with pytest.raises(Conflict) as refused:
            act(one)
        assert refused.value.code == "party.members_not_open"
    transfer.check_in(103)
    transfer.accept(103)
    for act in (transfer.check_in, transfer.accept, transfer.send_back):
        with pytest.raises(Conflict):
            act(103)


def test_an_enterprise_receives_nobody_and_neither_does_a_place_to_which_nobody_was_sent(transfer: Transfer) -> None:
    transfer.offer(lettered(102))
    for act in (transfer.check_in, transfer.accept, transfer.send_back):
        with pytest.raises(NotFound):
            act(102, by=transfer.firm)
        with pytest.raises(Conflict):
            act(102, by=transfer.elsewhere)
    assert transfer.check_in(102) == 1


def test_returned_with_a_reason_then_issued_anew_to_another_place_and_received_there(transfer: Transfer) -> None:
    transfer.offer(lettered(102))
    transfer.check_in(102)
    assert transfer.send_back(102, reason="not_living_here") == 1
    row = transfer.member(102)
    assert (row.state, row.return_reason, row.reported_on) == ("returned", "not_living_here", None)
    assert transfer.letters(102) == [("组介102", "2026-05-30", False)]
    assert transfer.holders(102) == [(transfer.scene.enterprise_id, None, True)]
    transfer.issue(102, to=COMMUNITY)
    row = transfer.member(102)
    assert (row.state, row.return_reason) == ("letter_issued", "")
    transfer.check_in(102, by=transfer.community)
    transfer.accept(102, by=transfer.community)
    assert transfer.member(102).receipt_no == "组介〔2026〕0031号"


@pytest.mark.parametrize(
    ("reason", "note", "code"),
    [
        ("", "", "party.reason_unknown"),
        ("nonsense", "", "party.reason_unknown"),
        ("other", " ", "party.reason_needs_words"),
    ],
)
def test_nobody_is_returned_without_a_reason_of_the_rulebook(
    transfer: Transfer, reason: str, note: str, code: str
) -> None:
    transfer.offer(member(102))
    with pytest.raises(Invalid) as refused:
        transfer.send_back(102, reason=reason, note=note)
    assert refused.value.code == code and transfer.state(102) is MemberState.OFFERED
    assert transfer.send_back(102, reason="other", note="本人另有安排") == 1
    assert transfer.member(102).return_note == "本人另有安排"


def test_the_enterprise_takes_single_members_back_until_they_have_reported(transfer: Transfer) -> None:
    transfer.offer(member(102), lettered(103), lettered(104), lettered(106))
    transfer.send_back(104, reason="deceased")
    transfer.check_in(106)
    assert transfer.withdraw(102, 103, 104, 106) == 3
    assert {transfer.state(one) for one in (102, 103, 104)} == {MemberState.WITHDRAWN}
    assert transfer.member(104).return_reason == "" and transfer.letters(103)[0][2] is False
    with pytest.raises(NotFound):
        transfer.withdraw(106, by=transfer.street)
    with acting(SYSTEM):
        held = transfer.holders(104)
    assert held == [(transfer.scene.enterprise_id, None, True)], "nobody is ever without a responsible side"


def test_a_channel_is_shown_for_a_purpose_on_record_and_to_the_two_sides_alone(transfer: Transfer) -> None:
    transfer.offer(member(102), member(103, channel=""))
    with_channel, without = transfer.ids(102, 103)
    for actor in (transfer.firm, transfer.street):
        told = services.reveal_channel(actor=actor, at=NOW, member_id=with_channel, purpose="电话联系本人或家属")
        assert told == "13900000102"
    assert services.reveal_channel(actor=transfer.firm, at=NOW, member_id=without, purpose="电话联系") == ""
    with acting(SYSTEM):
        entries = Entry.objects.filter(action="party.reveal_channel")
        assert {(one.kind, one.purpose) for one in entries} >= {("read", "电话联系本人或家属")}
        assert "139000" not in str([one.detail for one in entries])
    transfer.issue(102)
    transfer.check_in(102)
    transfer.accept(102)
    with pytest.raises(Conflict) as theirs:
        services.reveal_channel(actor=transfer.firm, at=NOW, member_id=with_channel, purpose="电话联系")
    assert theirs.value.code == "party.channel_is_theirs"
    with pytest.raises(Invalid) as refused:
        services.reveal_channel(actor=transfer.firm, at=NOW, member_id=with_channel, purpose=" ")
    assert refused.value.code == "party.purpose_missing"
    for stranger in (transfer.rival, transfer.elsewhere):
        with pytest.raises(NotFound):
            services.reveal_channel(actor=stranger, at=NOW, member_id=with_channel, purpose="电话联系")


def test_of_whom_nobody_reached_the_lists_tell_and_nothing_else_happens(transfer: Transfer) -> None:
    transfer.offer(lettered(102, attached="是", channel="", holder=""), to=STREET)
    years_later = date(2029, 3, 2)
    for actor in (transfer.firm, transfer.street):
        counted = transfer.figures(actor, on=years_later)
        assert (counted["expired"], counted["unreached"], counted[""]) == (1, 1, 1)
    with acting(transfer.firm):
        [listed] = queries.list_members(scope=transfer.firm.scope, today=years_later, wanted="unreached")
        assert listed.pk == transfer.member(102).pk
    assert transfer.state(102) is MemberState.LETTER_ISSUED
