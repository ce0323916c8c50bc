"""Coming by code: what it opens, for whom, when, how often; beside the roll. The page in the room and on the phone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.activities import services
from yinqiao.areas.activities.models import Attendance, Session
from yinqiao.areas.activities.queries import coming_rule, find_code, has_come, list_by_code
from yinqiao.areas.activities.rules import changes_at, digits_of, is_open, must_rest, window_of
from yinqiao.areas.activities.services.coming import come
from yinqiao.areas.activities.tests.school import SYSTEM, School, enrolments, open_school, own, sessions
from yinqiao.areas.activities.types import Came
from yinqiao.areas.portal.tests.conftest import door
from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import TODAY, Register
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

__all__ = ["door"]
# The first session: 2026-03-25 from 09:00 to 10:30 in China.
BEGINS, ENDS = datetime(2026, 3, 25, 1, 0, tzinfo=UTC), datetime(2026, 3, 25, 2, 30, tzinfo=UTC)
RULE = {"opens_minutes": 30, "minutes": 5, "tries": 5, "rest_minutes": 10}
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _shown(school: School, session: Session, at: datetime = BEGINS) -> str:
    with acting(school.officer):
        shown = find_code(scope=school.officer.scope, session_id=session.pk, at=at)
    assert shown is not None
    return shown.code


def _other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def _come(person: UUID, offering: UUID, code: str, at: datetime = BEGINS) -> Came:
    return come(actor=own(person), at=at, offering_id=offering, code=code)


def _present(offering: UUID) -> list[bool]:
    with acting(SYSTEM):
        return list(
            Attendance.objects.filter(session__offering_id=offering)
            .order_by("enrolment__rank")
            .values_list("was_present", flat=True)
        )


def test_a_code_is_shown_from_half_an_hour_before_until_the_end_and_changes_every_five_minutes() -> None:
    assert not is_open(RULE, BEGINS, ENDS, BEGINS - timedelta(minutes=30, seconds=1))
    assert is_open(RULE, BEGINS, ENDS, BEGINS - timedelta(minutes=30))
    assert is_open(RULE, BEGINS, ENDS, ENDS - timedelta(seconds=1)) and not is_open(RULE, BEGINS, ENDS, ENDS)
    assert window_of(RULE, BEGINS + timedelta(minutes=5)) == window_of(RULE, BEGINS) + 1
    assert changes_at(RULE, BEGINS + timedelta(minutes=4, seconds=59)) == BEGINS + timedelta(minutes=5)
    assert digits_of(bytes(16)) == "000000" and digits_of(b"\0" * 7 + b"\7") == "000007"


def test_after_five_wrong_ones_no_more_are_taken_until_ten_minutes_have_passed() -> None:
    assert not must_rest(RULE, 4, BEGINS, BEGINS)
    assert must_rest(RULE, 5, BEGINS, BEGINS + timedelta(minutes=9, seconds=59))
    assert not must_rest(RULE, 5, BEGINS, BEGINS + timedelta(minutes=10))
    assert not must_rest(RULE, 0, None, BEGINS)


def test_whoever_has_a_seat_is_noted_once_by_the_code_of_the_session(school: School) -> None:
    made, (seated, _) = school.full(seats=1, people=2)
    code = _shown(school, sessions(made)[0])
    assert _come(seated.retiree_id, made, f"{code[:3]} {code[3:]}") == Came.NOTED
    assert _come(seated.retiree_id, made, code) == Came.ALREADY
    assert _come(seated.retiree_id, made, _other(code)) == Came.ALREADY
    assert _present(made) == [True]
    first, second, _ = sessions(made)
    with acting(own(seated.retiree_id)):
        scope = own(seated.retiree_id).scope
        assert has_come(scope=scope, session_id=first.pk) and not has_come(scope=scope, session_id=second.pk)
    with acting(school.community):
        assert list_by_code(scope=school.community.scope, session_id=first.pk) == {seated.pk}
    # Nobody else reads it by the own wall.
    with acting(own(school.person("外人"))):
        assert not Attendance.objects.exists()


def test_a_code_is_taken_while_the_next_is_shown_and_not_after(school: School) -> None:
    made, (seated,) = school.full(seats=1, people=1)
    code = _shown(school, sessions(made)[0])
    late = BEGINS + timedelta(minutes=10)
    assert _come(seated.retiree_id, made, code, late) == Came.WRONG
    assert _come(seated.retiree_id, made, code, late - timedelta(seconds=1)) == Came.NOTED


def test_a_code_of_another_course_or_another_day_opens_nothing(school: School) -> None:
    made, (seated,) = school.full(seats=1, people=1)
    other = school.course(title="合唱", room_id=None, where="广场")
    school.settle(other, value="")
    assert _come(seated.retiree_id, made, _shown(school, sessions(other)[0])) == Came.WRONG
    next_week = sessions(made)[1]
    code = _shown(school, next_week, next_week.starts_at)
    assert _come(seated.retiree_id, made, code) == Came.WRONG and _present(made) == []


def test_codes_are_not_guessed_and_the_rest_ends(school: School) -> None:
    made, (seated,) = school.full(seats=1, people=1)
    code = _shown(school, sessions(made)[0])
    for typed in (_other(code), "", "abc", "一二三四五六", _other(_other(code))):
        assert _come(seated.retiree_id, made, typed) == Came.WRONG
    with pytest.raises(Conflict) as refused:
        _come(seated.retiree_id, made, code)
    assert refused.value.code == "activities.too_many_codes"
    later = BEGINS + timedelta(minutes=10)
    assert _come(seated.retiree_id, made, _shown(school, sessions(made)[0], later), later) == Came.NOTED


def test_who_waits_who_is_not_enrolled_and_who_comes_too_late_is_refused_and_told_what_to_do(school: School) -> None:
    made, (seated, waiting) = school.full(seats=1, people=2)
    code = _shown(school, sessions(made)[0])
    for person in (waiting.retiree_id, school.person("没有报名")):
        with pytest.raises(Conflict) as refused:
            _come(person, made, code)
        assert refused.value.code == "activities.not_on_list" and "老师" in str(refused.value.next_step)
    for at in (ENDS, BEGINS - timedelta(minutes=31)):
        with pytest.raises(Conflict) as refused:
            _come(seated.retiree_id, made, code, at)
        assert refused.value.code == "activities.no_session_now"
    with pytest.raises(NotFound):
        come(actor=school.officer, at=BEGINS, offering_id=made, code=code)
    warrant = Actor(seated.retiree_id, "proxy", "代办", Scope.of_warrant(seated.retiree_id, made), "长辈版")
    with pytest.raises(Refused) as alone:
        come(actor=warrant, at=BEGINS, offering_id=made, code=code)
    assert alone.value.code == "activities.in_person"
    assert _present(made) == []


def test_the_roll_of_a_page_that_was_opened_earlier_does_not_undo_who_came_by_code(school: School) -> None:
    made, (first, second) = school.full(seats=2, people=2)
    session = sessions(made)[0]
    assert _come(first.retiree_id, made, _shown(school, session)) == Came.NOTED
    given = {"actor": school.officer, "at": BEGINS, "session_id": session.pk}
    assert services.note_attendance(**given, present={second.pk}) == 2
    assert services.note_attendance(**given, present={second.pk}, seen={first.pk}) == 1
    assert _present(made) == [False, True]
    assert _come(second.retiree_id, made, _shown(school, session)) == Came.ALREADY


def test_the_code_of_another_district_and_of_a_session_that_is_cancelled_is_not_shown(school: School) -> None:
    made = school.course()
    school.settle(made, value="")
    session = sessions(made)[0]
    with acting(SYSTEM):
        Session.objects.filter(pk=session.pk).update(is_cancelled=True)
    with acting(school.officer):
        assert find_code(scope=school.officer.scope, session_id=session.pk, at=BEGINS) is None
    far = school.city.actor("community_officer", "far")
    with acting(far), pytest.raises(NotFound):
        find_code(scope=far.scope, session_id=session.pk, at=BEGINS)


def _now_on(offering: UUID) -> Session:
    """Its first session is on at this moment."""
    now = timezone.now()
    with acting(SYSTEM):
        first = sessions(offering)[0]
        span = {"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(hours=1)}
        Session.objects.filter(pk=first.pk).update(**span)
    return first


def test_the_room_sees_the_code_the_phone_enters_it_and_the_roll_shows_who_came(door: Door, register: Register) -> None:
    school = open_school(door.city, register)
    made = school.course()
    for name in ("王桂英", "李建国"):
        school.enrol(made, door.people[name])
    school.settle(made, value="")
    street, phone = Browser(school.officer), Client()
    phone.cookies["yq_my"] = door.token("王桂英")
    first = sessions(made)[0]
    page, here = reverse("activities:code", args=[first.pk]), reverse("my_activities:here", args=[made])
    before = street.ask(page)
    assert before.status_code == 200 and ("还没有到时间" in text_of(before) or "已经结束" in text_of(before))
    assert "不是签到的时间" in unescape(phone.get(here).content.decode())
    _now_on(made)
    shown = street.ask(page)
    code = _shown(school, first, timezone.now())
    assert f"{code[:3]} {code[3:]}" in text_of(shown) and 0 < int(shown["Refresh"]) <= 301
    assert "no-cache" in shown["Cache-Control"]
    assert "我到了，签到" in unescape(phone.get(f"/my/activities/{made}/").content.decode())
    assert f'value="{code}"' in phone.get(f"{here}?code={code}").content.decode() and _present(made) == []
    assert "到了请签到" in unescape(phone.get("/my/").content.decode())
    wrong = phone.post(here, {"code": _other(code)})
    assert wrong.status_code == 422 and "这个签到码不对" in unescape(wrong.content.decode())
    assert "签到了" in unescape(phone.post(here, {"code": code}, follow=True).content.decode())
    assert "到了请签到" not in unescape(phone.get("/my/").content.decode())
    roll = reverse("activities:attendance", args=[first.pk])
    assert "1 人已报码签到" in text_of(street.ask(roll)) and "已签到 1 人" in text_of(street.ask(page))
    (mine,) = (one for one in enrolments(made) if one.retiree_id == door.people["王桂英"])
    assert street.ask(roll, {"present": []}).status_code == 302 and True in _present(made)
    assert street.ask(roll, {"present": [], "seen": [str(mine.pk), "x"]}).status_code == 302
    assert _present(made) == [False, False]


def test_who_is_not_enrolled_reads_kindly_what_to_do(door: Door, register: Register) -> None:
    school = open_school(door.city, register)
    made = school.course(seats=1)
    for name in ("李建国", "王桂英"):
        school.enrol(made, door.people[name])
    school.settle(made)
    _, waiting = enrolments(made)
    names = {key: name for name, key in door.people.items()}
    phone = Client()
    phone.cookies["yq_my"] = door.token(names[waiting.retiree_id])
    here = reverse("my_activities:here", args=[made])
    assert "名单上还没有您" in unescape(phone.get(here).content.decode())
    refused = phone.post(here, {"code": "123456"})
    assert refused.status_code == 409
    phone.post(f"/my/activities/{made}/leave/")
    assert "您没有报名" in unescape(phone.get(here).content.decode())
    assert phone.get(reverse("my_activities:here", args=[door.people["李建国"]])).status_code == 404
    assert coming_rule(TODAY)["minutes"] == 5
