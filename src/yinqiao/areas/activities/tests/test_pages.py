"""Pages of activities: for who organises, and for the person in the portal; what they show, ask and refuse."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.activities.models import Enrolment
from yinqiao.areas.activities.rules import seed_of
from yinqiao.areas.activities.tests.school import (
    SYSTEM,
    VALUE,
    School,
    enrolments,
    open_school,
    row_of,
    sessions,
    states,
)
from yinqiao.areas.activities.urls import urlpatterns
from yinqiao.areas.activities.views.copied import COPIED
from yinqiao.areas.activities.views.person import panel
from yinqiao.areas.activities.views.today import today_entries
from yinqiao.areas.portal.tests.conftest import door
from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import Register
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting

__all__ = ["door"]
POSTED = ("told", "answer")
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _text(answer: Any) -> str:
    return unescape(answer.content.decode())


def _form(school: School, **other: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "kind": "course", "title": "书法入门", "seats": "1", "spot": f"{school.branch}/{school.room}", "times": "2",
        "closes_on": f"{today:%Y-%m-%d}", "first_on": f"{today + timedelta(days=3):%Y-%m-%d}", "begins": "09:00",
        "ends": "10:30", **other,
    }  # fmt: skip


def _published(school: School, **other: str) -> UUID:
    """Drawn up and published on the pages of the street."""
    browser = Browser(school.officer)
    made = browser.ask(reverse("activities:new"), _form(school, **other))
    assert made.status_code == 302
    offering = UUID(made["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert browser.ask(reverse("activities:publish", args=[offering]), {"confirmed": "1"}).status_code == 302
    return offering


def _in(door: Door, name: str) -> Client:
    browser = Client()
    browser.cookies["yq_my"] = door.token(name)
    return browser


def test_every_route_refuses_an_enterprise_and_an_overseer_and_sends_the_unknown_to_sign_in(school: School) -> None:
    for pattern in urlpatterns:
        address = reverse(f"activities:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, uuid4()))
        for role in ("enterprise_officer", "auditor"):
            with pytest.raises(Refused) as refused:
                Browser(school.city.actor(role)).ask(address, {} if pattern.name in POSTED else None)
            assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, {} if pattern.name in POSTED else None).status_code == 302


def test_a_branch_and_a_room_are_registered_and_the_week_shows_what_the_room_is_taken_for(school: School) -> None:
    browser = Browser(school.officer)
    form = {"place_no": str(school.city.street), "name": "望月湖夜校", "address": "望月湖路2号"}
    assert browser.ask(reverse("activities:new_branch"), {**form, "name": ""}).status_code == 422
    assert browser.ask(reverse("activities:new_branch"), form).status_code == 302
    taken = browser.ask(reverse("activities:new_branch"), form)
    assert taken.status_code == 409 and "已有同名的" in text_of(taken)
    assert (
        browser.ask(reverse("activities:new_room", args=[school.branch]), {"name": "舞厅", "seats": "9"}).status_code
        == 302
    )
    offering = _published(school)
    (first, _) = sessions(offering)
    week = f"{reverse('activities:branch', args=[school.branch])}?week={timezone.localdate(first.starts_at)}"
    assert "书法入门" in text_of(browser.ask(week)) and "舞厅" in text_of(browser.ask(week))
    for odd in ("9999-12-31", "x", "0001-01-01"):
        assert browser.ask(f"{reverse('activities:branch', args=[school.branch])}?week={odd}").status_code == 200
    listed = text_of(browser.ask(reverse("activities:branches")))
    assert "望月湖夜校" in listed and "书画室（30 座，轮椅可达）" in listed


def test_a_course_is_drawn_up_asked_about_and_published_and_a_taken_room_is_said(school: School) -> None:
    browser = Browser(school.officer)
    wrong = browser.ask(reverse("activities:new"), _form(school, ends="08:00"))
    assert wrong.status_code == 422 and "结束时间应晚于开始时间" in text_of(wrong) and "书法入门" in text_of(wrong)
    offering = _published(school)
    page = reverse("activities:offering", args=[offering])
    assert "承诺数" in text_of(browser.ask(page)) and row_of(offering).commitment in text_of(browser.ask(page))
    assert "书法入门" in text_of(browser.ask(reverse("activities:offerings")))
    second = browser.ask(reverse("activities:new"), _form(school, title="国画"))["Location"]
    asked = browser.ask(f"{second}publish/", {})
    assert "发布“国画”吗" in text_of(asked)
    assert browser.ask(f"{second}publish/", {"confirmed": "1"}).status_code == 302
    assert "草稿" in text_of(browser.ask(second))
    changed = browser.ask(f"{second}change/", _form(school, title="国画", begins="14:00", ends="15:00"))
    assert changed.status_code == 302 and "14:00" in text_of(browser.ask(second))
    assert browser.ask(f"{second}cancel/", {"why": "不办了"}).status_code == 302


def test_an_officer_enrols_somebody_settles_tells_and_notes_who_came(school: School) -> None:
    offering, person = _published(school), school.person()
    community, street = Browser(school.community), Browser(school.officer)
    page = reverse("activities:of_person", args=[person])
    assert "替本人报名" in text_of(community.ask(page))
    form = {"offering": str(offering), "together_with": "999999"}
    wrong = community.ask(reverse("activities:enrol", args=[person]), form)
    assert wrong.status_code == 422 and "没有找到这个报名号" in text_of(wrong)
    assert community.ask(reverse("activities:enrol", args=[person]), {**form, "together_with": ""}).status_code == 302
    today = timezone.localdate()
    with acting(school.community):
        shown = panel(school.community, person, today)
        assert shown is not None and len(shown["rows"]) == 1
        (told,) = COPIED.rows(school.community, person, today)
        assert told[:3] == ("书法入门", f"{today + timedelta(days=3):%Y-%m-%d}", "已报名")
    early = street.ask(reverse("activities:settle", args=[offering]), {"public_value": ""})
    assert early.status_code == 409 and "报名还没有截止" in text_of(early)
    school.settle(offering, at=timezone.now() + timedelta(days=1), value="")
    with acting(school.community):
        (entry,) = today_entries(school.community, today)
    assert entry.count == 1 and "王桂英" in text_of(community.ask(entry.url))
    (enrolled,) = enrolments(offering)
    assert community.ask(reverse("activities:told"), {"ids": [str(enrolled.pk)]}).status_code == 302
    assert "没有待告知的人员" in text_of(community.ask(entry.url))
    roll = reverse("activities:attendance", args=[sessions(offering)[0].pk])
    assert "还没有到这一次的日期" in text_of(street.ask(roll))
    assert street.ask(roll, {"present": [str(enrolled.pk), "x"]}).status_code == 302
    assert "退出后" in text_of(community.ask(reverse("activities:withdraw", args=[enrolled.pk])))
    assert community.ask(reverse("activities:withdraw", args=[enrolled.pk]), {"confirmed": "1"}).status_code == 302
    assert states(offering) == ["left"]


def test_in_the_portal_one_enrols_without_script_and_reads_how_lots_are_drawn(door: Door, register: Register) -> None:
    school = open_school(door.city, register)
    offering = _published(school)
    browser = _in(door, "王桂英")
    assert "活动和课程" in _text(browser.get("/my/"))
    assert "书法入门" in _text(browser.get("/my/activities/"))
    page = f"/my/activities/{offering}/"
    assert "我要报名" in _text(browser.get(page))
    wrong = browser.post(f"{page}enrol/", {"together_with": "1"})
    assert wrong.status_code == 422 and "没有找到这个报名号" in _text(wrong)
    assert browser.post(f"{page}enrol/", {}).status_code == 302
    again = browser.post(f"{page}enrol/", {})
    assert again.status_code == 409 and "已经报过名了" in _text(again)
    assert "等截止以后定名单" in _text(browser.get(page))
    assert row_of(offering).commitment in _text(browser.get(f"{page}lots/"))
    assert "不参加" in _text(browser.get(f"{page}leave/"))
    assert browser.post(f"{page}leave/").status_code == 302 and states(offering) == ["left"]
    assert browser.get(f"/my/activities/{uuid4()}/").status_code == 404


def test_a_seat_that_became_free_is_on_the_first_page_and_answered_there(door: Door, register: Register) -> None:
    school = open_school(door.city, register)
    offering = _published(school)
    for name in ("李建国", "王桂英"):
        school.enrol(offering, door.people[name], at=timezone.now())
    school.settle(offering, at=timezone.now() + timedelta(days=1), value=VALUE)
    seated, waiting = enrolments(offering)
    names = {key: name for name, key in door.people.items()}
    browser = _in(door, names[waiting.retiree_id])
    assert "在候补" in _text(browser.get("/my/activities/"))
    assert _in(door, names[seated.retiree_id]).post(f"/my/activities/{offering}/leave/").status_code == 302
    assert "有一个名额给您" in _text(browser.get("/my/"))
    assert "要，我参加" in _text(browser.get(f"/my/activities/{offering}/answer/"))
    row = row_of(offering)
    lots = _text(browser.get(f"/my/activities/{offering}/lots/"))
    assert row.shown_secret in lots and seed_of(row.shown_secret, VALUE) in lots and seated.code in lots
    assert browser.post(f"/my/activities/{offering}/answer/", {"takes": "1"}).status_code == 302
    assert states(offering) == ["left", "seated"]
    late = browser.post(f"/my/activities/{offering}/answer/", {"takes": "1"}, follow=True)
    assert "现在没有等您答复的名额" in _text(late)


def test_what_is_cancelled_is_told_on_the_first_page(door: Door, register: Register) -> None:
    school = open_school(door.city, register)
    offering = _published(school)
    school.enrol(offering, door.people["王桂英"], at=timezone.now())
    cancelled = Browser(school.officer).ask(reverse("activities:cancel", args=[offering]), {"why": "教室漏水"})
    assert cancelled.status_code == 302
    browser = _in(door, "王桂英")
    assert "取消了，请不要来" in _text(browser.get("/my/")) and "教室漏水" in _text(browser.get("/my/activities/"))
    with acting(SYSTEM):
        assert Enrolment.objects.get().to_tell == "cancelled"
