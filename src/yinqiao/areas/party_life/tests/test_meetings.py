"""Meetings from the plan to the signed minutes: each step, each refusal, what stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.models import Addition, Attendance, Meeting
from yinqiao.areas.party_life.rules import quarter_of
from yinqiao.areas.party_life.tests.life import Life, minutes, month_of, when
from yinqiao.areas.party_life.types import Mark, MeetingInput, MeetingKind, MeetingState, Post, Said
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.crypto.fields import conceal_one

pytestmark = [pytest.mark.db, pytest.mark.django_db]
P, E, A = Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT


def _owed(life: Life, day: date) -> dict[str, tuple[int, int]]:
    with acting(life.street):
        found = queries.owed_of(scope=life.street.scope, branch_id=life.branch_id, today=day)
        return {one.kind.value: (one.held, one.needed) for one in found if one.needed or one.held}


def test_a_year_is_planned_at_once_and_planned_again_only_where_something_is_missing(life: Life) -> None:
    # From the second of March: ten theme days, four members' meetings, three lessons.
    assert life.plan() == 10 + 4 + 3
    with pytest.raises(Conflict, match="nothing_to_plan"):
        life.plan()
    with acting(SYSTEM):
        one = Meeting.objects.filter(kind=MeetingKind.LESSON).order_by("starts_at").first()
    assert one and month_of(one.starts_at) == "2026-05" and timezone.localtime(one.starts_at).day == 5
    life.do(services.cancel_meeting, one.pk, reason="停电")
    assert life.plan() == 1
    assert life.plan(2027) == 12 + 4 + 4 + 1 + 1
    with pytest.raises(Invalid, match="not_possible"):
        life.plan(2028)


def test_with_a_committee_and_groups_theirs_are_planned_too(life: Life) -> None:
    life.post(102, Post.SECRETARY, 1)
    life.post(103, Post.COMMITTEE, 2)
    assert life.plan(2027) == 22 + 12 + 24
    made = life.add(MeetingKind.COMMITTEE)
    assert life.tell(made) == 2
    of_group = life.add(MeetingKind.GROUP, group_no=2)
    assert life.tell(of_group) == 1


def test_due_and_present_are_counted_from_the_roll_and_later_members_are_not_on_it(life: Life) -> None:
    made = life.add()
    assert life.tell(made) == 3
    life.mark(made, _102=P, _103=E, _104=A)
    with acting(life.street):
        row = queries.get_meeting(scope=life.street.scope, meeting_id=made)
    assert (row.due, row.present) == (3, 1)
    assert life.roll(made)[life.member(103)] == ("excused", "frail", "list")
    life.mark(made, _103=P)
    assert life.roll(made)[life.member(103)] == ("present", "", "list")


def test_marks_of_strangers_and_reasons_that_no_rule_knows_are_refused(life: Life) -> None:
    made = life.add()
    with pytest.raises(Conflict, match="not_now"):
        life.mark(made, _102=P)
    life.tell(made)
    with pytest.raises(Invalid, match="not_possible"):
        life.do(services.mark_roll, made, said={life.member(102): Said(E, "lazy")})
    with pytest.raises(NotFound):
        life.do(services.mark_roll, made, said={life.branch_id: Said(P)})
    assert set(life.roll(made).values()) == {("", "", "")}


def test_minutes_need_a_whole_roll_and_are_signed_by_another(life: Life) -> None:
    made = life.add()
    life.tell(made)
    life.mark(made, _102=P, _103=P)
    with pytest.raises(Conflict, match="marks_missing"):
        life.do(services.write_minutes, made, minutes=minutes())
    life.mark(made, _104=A)
    with pytest.raises(Invalid, match="not_possible"):
        life.do(services.write_minutes, made, minutes=minutes(date(2026, 3, 3)))
    with pytest.raises(Invalid, match="not_possible"):
        life.do(services.write_minutes, made, minutes=minutes(host=" "))
    life.do(services.write_minutes, made, minutes=minutes())
    life.do(services.write_minutes, made, minutes=minutes(decisions="改过的决议"))
    with pytest.raises(Refused, match="not_by_the_same"):
        life.do(services.check_minutes, made)
    life.do(services.check_minutes, made, by=life.district)
    row = life.meeting(made)
    assert row.state == MeetingState.CHECKED and row.checked_by == life.district.id
    assert row.minutes is not None and "改过的决议".encode() not in bytes(row.minutes)
    with acting(life.street):
        told = queries.minutes_of(queries.get_meeting(scope=life.street.scope, meeting_id=made))
    assert told == minutes(decisions="改过的决议")


def test_what_was_signed_is_added_to_and_never_changed_by_any_way(life: Life) -> None:
    made = life.held()
    with pytest.raises(Conflict, match="not_now"):
        services.add_words(actor=life.street, at=when(TODAY), meeting_id=made, words="补充")
    life.do(services.check_minutes, made, by=life.second())
    for act, told in ((services.write_minutes, {"minutes": minutes()}), (services.mark_roll, {"said": {}})):
        with pytest.raises(Conflict, match="not_now"):
            life.do(act, made, **told)
    services.add_words(actor=life.street, at=when(TODAY), meeting_id=made, words="漏记一项决议")
    with acting(life.street):
        assert [words for _, words in queries.list_additions(scope=life.street.scope, meeting_id=made)] == [
            "漏记一项决议"
        ]
    other = conceal_one(Meeting, "minutes", "别的话", made)
    with acting(SYSTEM):
        for change in (
            lambda: Meeting.objects.filter(pk=made).update(minutes=other),
            lambda: Meeting.objects.filter(pk=made).update(state="held", checked_by=None, checked_on=None),
            lambda: Meeting.objects.filter(pk=made).update(venue="别处"),
            lambda: Attendance.objects.filter(meeting_id=made).update(mark="absent"),
            lambda: Attendance.objects.filter(meeting_id=made).delete(),
            lambda: Addition.objects.filter(meeting_id=made).update(author_name="别人"),
            lambda: Addition.objects.filter(meeting_id=made).delete(),
        ):
            with pytest.raises(IntegrityError, match="party_life_written_stays"), transaction.atomic():
                change()


def test_a_change_of_keys_may_seal_signed_minutes_anew_and_nothing_else_with_it(life: Life) -> None:
    made = life.held()
    life.do(services.check_minutes, made, by=life.second())
    sealed = bytes(life.meeting(made).minutes or b"")
    under_another = sealed[:5] + bytes([sealed[5] ^ 1]) + sealed[6:]
    with acting(SYSTEM):
        with pytest.raises(IntegrityError, match="party_life_written_stays"), transaction.atomic():
            Meeting.objects.filter(pk=made).update(minutes=under_another, venue="别处")
        assert Meeting.objects.filter(pk=made).update(minutes=under_another) == 1


def test_what_two_officers_do_at_once_is_done_once(life: Life) -> None:
    made = life.add()
    seen = life.meeting(made).lock_version
    life.tell(made)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        services.notify_meeting(actor=life.second(), at=when(TODAY), meeting_id=made, lock_version=seen)
    assert len(life.roll(made)) == 3


def test_a_meeting_without_a_venue_or_anybody_to_come_is_not_told(life: Life) -> None:
    given = MeetingInput(MeetingKind.THEME, when(TODAY), "", "")
    made = services.add_meeting(actor=life.street, at=when(TODAY), branch_id=life.branch_id, given=given)
    with pytest.raises(Invalid, match="not_possible"):
        life.tell(made)
    committee = life.add(MeetingKind.COMMITTEE)
    with pytest.raises(Conflict, match="nobody_to_come"):
        life.tell(committee)
    assert life.meeting(committee).state == MeetingState.PLANNED and life.meeting(committee).code == ""
    with pytest.raises(Invalid, match="not_possible"):
        life.add(MeetingKind.GROUP)


def test_a_meeting_moves_until_it_was_held_and_one_called_off_is_over(life: Life) -> None:
    made = life.add()
    later = MeetingInput(MeetingKind.THEME, when(date(2026, 3, 9)), "会议室", "改期")
    life.do(services.change_meeting, made, given=later)
    assert (life.meeting(made).venue, life.meeting(made).starts_at) == ("会议室", when(date(2026, 3, 9)))
    with pytest.raises(Invalid, match="not_possible"):
        life.do(services.cancel_meeting, made, reason=" ")
    life.do(services.cancel_meeting, made, reason="大雪")
    for act, told in ((services.notify_meeting, {}), (services.change_meeting, {"given": later})):
        with pytest.raises(Conflict, match="not_now"):
            life.do(act, made, **told)


def test_what_is_owed_is_counted_by_months_that_are_over_and_by_what_was_held(life: Life) -> None:
    assert _owed(life, TODAY) == {"lesson": (0, 1), "theme": (0, 2), "life": (0, 1), "appraisal": (0, 1)}
    life.held(MeetingKind.THEME, date(2026, 2, 5))
    life.held(MeetingKind.THEME)
    assert _owed(life, TODAY)["theme"] == (2, 2)
    assert _owed(life, date(2026, 4, 1)) == {}
    with acting(life.district):
        row = queries.list_owed(scope=life.district.scope, quarter=quarter_of(TODAY), today=date(2026, 4, 1)).get()
    # A members' meeting, a lesson, one theme day, and both of the year.
    assert (row.need_theme, row.held_theme, row.lacking) == (3, 2, 1 + 1 + 1 + 2)


def test_nobody_outside_reads_or_does_anything(life: Life) -> None:
    made = life.held()
    stranger = life.transfer.elsewhere
    with acting(stranger):
        assert not Meeting.objects.exists() and not Attendance.objects.exists()
        with pytest.raises(NotFound):
            queries.get_meeting(scope=stranger.scope, meeting_id=made)
        assert list(queries.list_roll(scope=stranger.scope, meeting_id=made)) == []
    with pytest.raises(NotFound):
        life.do(services.check_minutes, made, by=stranger)
    with pytest.raises(NotFound):
        services.plan_year(actor=stranger, at=when(TODAY), branch_id=life.branch_id, year=2026)
