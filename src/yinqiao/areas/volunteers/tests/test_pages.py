"""Pages of volunteers: for who organises, and for the person in the portal; what they show, ask and refuse."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.portal.tests.conftest import door
from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import Register
from yinqiao.areas.volunteers import services
from yinqiao.areas.volunteers.tests.club import AFTER, BEGINS, Club, part_of
from yinqiao.areas.volunteers.types import Free, SignUp, Skill
from yinqiao.areas.volunteers.urls import urlpatterns
from yinqiao.areas.volunteers.views.copied import COPIED
from yinqiao.areas.volunteers.views.person import panel
from yinqiao.areas.volunteers.views.today import today_entries
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting

__all__ = ["door"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _text(answer: Any) -> str:
    return unescape(answer.content.decode())


def _form(club: Club, **other: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=2)
    return {
        "place_no": str(club.city.street), "title": "敬老理发", "where": "社区服务中心", "day": f"{day:%Y-%m-%d}",
        "begins": "09:00", "ends": "11:00", "wanted": "1", "skill": "haircut", **other,
    }  # fmt: skip


def _opened(club: Club, **other: str) -> UUID:
    made = Browser(club.street).ask(reverse("volunteers:new_task"), _form(club, **other))
    assert made.status_code == 302
    return UUID(made["Location"].rstrip("/").rsplit("/", 1)[-1])


def test_every_route_refuses_an_enterprise_and_an_overseer_and_sends_the_unknown_to_sign_in(club: Club) -> None:
    for pattern in urlpatterns:
        address = reverse(f"volunteers:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, uuid4()))
        data = {} if pattern.name == "take" else None
        for role in ("enterprise_officer", "auditor"):
            with pytest.raises(Refused) as refused:
                Browser(club.city.actor(role)).ask(address, data)
            assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_an_officer_signs_a_person_up_with_the_persons_word_trains_changes_and_ends(club: Club) -> None:
    person, officer = club.register(), Browser(club.officer)
    page, join = (reverse(f"volunteers:{name}", args=[person]) for name in ("of_person", "sign_up"))
    assert "登记为志愿者" in text_of(officer.ask(page))
    form = {"skills": ["haircut"], "times": ["evening"], "insured_until": ""}
    unasked = officer.ask(join, form)
    assert unasked.status_code == 422 and "本人同意记录后才能登记" in text_of(unasked)
    assert officer.ask(join, {**form, "agrees": "on"}).status_code == 302
    assert "没有登记" in text_of(officer.ask(page)) and "理发" in text_of(officer.ask(page))
    assert officer.ask(join, {**form, "insured_until": "2020-01-01"}).status_code == 302
    assert "已过期" in text_of(officer.ask(page))
    train = reverse("volunteers:train", args=[person])
    day = f"{timezone.localdate():%Y-%m-%d}"
    assert officer.ask(train, {"title": "上门礼仪", "held_on": day, "minutes": "60"}).status_code == 302
    assert "上门礼仪" in text_of(officer.ask(page))
    listed = text_of(officer.ask(reverse("volunteers:volunteers") + "?skill=haircut&free=evening"))
    assert "王桂英" in listed
    with acting(club.officer):
        shown = panel(club.officer, person, timezone.localdate())
        assert shown is not None and shown["skills"] == "理发"
        assert [row[0] for row in COPIED.rows(club.officer, person, timezone.localdate())] == ["志愿者登记", "培训"]
    leave = reverse("volunteers:leave", args=[person])
    assert "退出志愿者吗" in text_of(officer.ask(leave))
    assert officer.ask(leave, {"confirmed": "1"}).status_code == 302
    assert "不是在册的志愿者" in text_of(officer.ask(page))


def test_a_task_is_opened_shows_who_is_proposed_and_why_arranged_and_cancelled(club: Club) -> None:
    street, person = Browser(club.street), club.volunteer("王桂英", Skill.HAIRCUT)
    wrong = street.ask(reverse("volunteers:new_task"), _form(club, ends="08:00"))
    assert wrong.status_code == 422 and "结束时间应晚于开始时间" in text_of(wrong) and "敬老理发" in text_of(wrong)
    task = _opened(club)
    page = reverse("volunteers:task", args=[task])
    assert "会理发；住在同一个街道" in text_of(street.ask(page))
    take = reverse("volunteers:take", args=[task, club.entry(person).pk])
    assert street.ask(take, {}).status_code == 302
    arranged = text_of(street.ask(page))
    assert "已接" in arranged and "人数已经够了" in arranged
    assert "敬老理发" in text_of(street.ask(reverse("volunteers:tasks") + "?skill=haircut&title=敬老"))
    assert street.ask(reverse("volunteers:cancel", args=[task]), {"why": ""}).status_code == 422
    assert street.ask(reverse("volunteers:cancel", args=[task]), {"why": "下雨"}).status_code == 302
    assert "取消原因：下雨" in text_of(street.ask(page))
    assert street.ask(take, {}).status_code == 302


def test_hours_wait_on_todays_list_are_confirmed_put_right_and_listed_in_the_national_terms(club: Club) -> None:
    officer, person = Browser(club.officer), club.volunteer()
    part = club.take(club.task(), person)
    with acting(club.officer):
        (entry,) = today_entries(club.officer, timezone.localdate())
    assert entry.count == 1 and "独居老人理发" in text_of(officer.ask(entry.url))
    page = reverse("volunteers:confirm", args=[part])
    empty = officer.ask(page, {"begins": "", "ends": "10:30", "break_minutes": "0", "grade": "good"})
    assert empty.status_code == 422 and "没有到的，勾选上面一项" in text_of(empty)
    form = {"begins": "09:00", "ends": "10:30", "break_minutes": "20", "grade": "excellent"}
    assert officer.ask(page, form).status_code == 302
    unsaid = officer.ask(page, form)
    assert unsaid.status_code == 422 and "更正要写明原因" in text_of(unsaid)
    assert officer.ask(page, {**form, "break_minutes": "0", "why": "没有休息"}).status_code == 302
    assert "1.17 小时，评价优秀" in text_of(officer.ask(page))
    record = text_of(officer.ask(reverse("volunteers:records") + "?title=理发&since=2026-03-01&until=2026-03-31"))
    for word in ("王桂英", "独居老人理发", "2026-03-10 09:00–10:30", "社区服务中心", "1.5", "优秀", "测试员"):
        assert word in record
    absent = {"is_absent": "on", "break_minutes": "0", "grade": "good", "why": "记错了人"}
    assert officer.ask(page, absent).status_code == 302 and part_of(part).state == "absent"


def test_an_officer_takes_somebody_off_a_task_before_it_begins_and_not_after(club: Club) -> None:
    officer, person = Browser(club.street), club.volunteer()
    coming = club.take(_opened(club), person, at=timezone.now())
    off = reverse("volunteers:withdraw", args=[coming])
    assert "替本人退出任务吗" in text_of(officer.ask(off))
    assert officer.ask(off, {"confirmed": "1"}).status_code == 302 and part_of(coming).state == "left"
    over = club.take(club.task(), person)
    assert officer.ask(reverse("volunteers:withdraw", args=[over]), {"confirmed": "1"}).status_code == 302
    assert part_of(over).state == "taken"


def test_in_the_portal_one_signs_up_takes_a_task_leaves_it_and_reads_the_hours(door: Door, register: Register) -> None:
    club, browser = Club(door.city, register), Client()
    browser.cookies["yq_my"] = door.token("王桂英")
    person, task = door.people["王桂英"], _opened(club)
    assert "志愿服务" in _text(browser.get("/my/")) and "我要当志愿者" in _text(browser.get("/my/volunteering/"))
    form = {"skills": ["haircut"], "times": ["evening"]}
    assert "同意以后才能登记" in _text(browser.post("/my/volunteering/join/", form))
    assert "请至少选一项能做的事" in _text(
        browser.post("/my/volunteering/join/", {"times": ["evening"], "agrees": "on"})
    )
    assert browser.post("/my/volunteering/join/", {**form, "agrees": "on"}).status_code == 302
    assert "敬老理发" in _text(browser.get("/my/volunteering/"))
    page = f"/my/volunteering/{task}/"
    assert "我去" in _text(browser.get(page)) and browser.post(page, {"takes": "1"}).status_code == 302
    again = browser.post(page, {"takes": "1"})
    assert again.status_code == 409 and "没有接上" in _text(again)
    assert "请按时来" in _text(browser.get(page)) and browser.post(page, {"takes": "0"}).status_code == 302
    assert browser.get(f"/my/volunteering/{uuid4()}/").status_code == 404
    entry = club.entry(person)
    past = club.task(at=BEGINS - timedelta(days=1))
    part = services.take(actor=club.street, at=BEGINS - timedelta(days=1), task_id=past, volunteer_id=entry.pk)
    assert "还有 1 次等社区确认时长" in _text(browser.get("/my/volunteering/"))
    club.confirm(part, at=AFTER)
    assert "一共 1.5 小时" in _text(browser.get("/my/volunteering/"))
    assert browser.post("/my/volunteering/leave/").status_code == 302
    assert "我要当志愿者" in _text(browser.get("/my/volunteering/")) and club.entry(person).state == "left"
    assert browser.get("/my/volunteering/leave/").status_code == 302


def test_a_cancelled_task_is_told_in_the_portal_to_who_took_it(door: Door, register: Register) -> None:
    club, browser = Club(door.city, register), Client()
    browser.cookies["yq_my"] = door.token("王桂英")
    new = SignUp((Skill.HAIRCUT,), (Free.EVENING,))
    services.sign_up(actor=club.street, at=timezone.now(), retiree_id=door.people["王桂英"], new=new)
    task = _opened(club)
    browser.post(f"/my/volunteering/{task}/", {"takes": "1"})
    services.cancel_task(actor=club.street, at=timezone.now(), task_id=task, why="下大雨")
    assert "取消了，请不要来" in _text(browser.get("/my/volunteering/"))
    assert "下大雨" in _text(browser.get(f"/my/volunteering/{task}/"))
