"""Pages of party life: the whole way by the forms, what comes back beside a field, papers, today's counts, the copy."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY, Transfer
from yinqiao.areas.party_life import services
from yinqiao.areas.party_life.models import Branch, Membership
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_life.types import Mark, Post
from yinqiao.areas.party_life.views.copied import COPIED
from yinqiao.areas.party_life.views.papers import MINUTES, NOTICE
from yinqiao.areas.party_life.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = TODAY.isoformat()


def _page(
    actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "", room: str = "party_life"
) -> str:  # fmt: skip
    answer = Browser(actor).ask(reverse(f"{room}:{name}", args=[one] if one else []) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_a_branch_is_founded_filled_and_changed_by_the_forms(life: Life) -> None:
    street = life.street
    told = {
        "place": street.scope.place_from, "organisation": "", "name": "第二党支部", "kind": "joint", "setting": "other",
        "theme_day": "15", "term_from": "", "secretary": "李社区",
    }  # fmt: skip
    assert "1 至 28" in _page(street, "found") and "请改正" not in _page(street, "found")
    assert "28" in _page(street, "found", data={**told, "theme_day": "31"})
    assert "同名" in _page(street, "found", data={**told, "name": "望月湖退休第一党支部"})
    assert _page(street, "found", data=told) == "302"
    with acting(SYSTEM):
        made = Branch.objects.get(name="第二党支部")
    page = _page(street, "branch", made.pk)
    assert "李社区" in page and "没有登记换届日期" in page and "正式党员不足" in page and "没有书记" not in page
    ids = [str(life.member(102))]
    assert "已选 1 人" in _page(street, "place", data={"ids": ids})
    assert _page(street, "place", data={"ids": ids, "sent": "1", "branch": str(made.pk)}) == "302"
    assert "王桂英" in _page(street, "branch", made.pk)
    seen = {"lock_version": "1"}
    assert "还有党员" not in _page(street, "change", made.pk)
    assert _page(street, "change", made.pk, {**told, **seen, "theme_day": "20"}) == "302"
    with pytest.raises(Conflict):
        _page(street, "close", made.pk, {"lock_version": "2", "confirmed": "1"})
    seen_member = {"lock_version": "2", "post": "committee", "group_no": "1"}
    assert _page(street, "post", life.member(102), seen_member) == "302"
    assert "支部委员" in _page(street, "member", life.member(102))


@time_machine.travel(NOW, tick=False)
def test_a_meeting_goes_its_whole_way_by_the_forms(life: Life) -> None:
    street, second = life.street, life.second()
    assert _page(street, "plan", life.branch_id, {"year": "2026", "venue": ""}) == "302"
    assert "没有重复列入" in _page(street, "plan", life.branch_id, {"year": "2026", "venue": ""})
    made = life.add()
    assert "修改时间" in _page(street, "meeting", made)
    moved = {"lock_version": "1", "day": DAY, "hour": "15:00", "venue": "会议室", "topic": "学习"}
    assert _page(street, "change_meeting", made, moved) == "302"
    assert "应到党员按现在的名单" in _page(street, "notify", made, {"lock_version": "2"})
    assert _page(street, "notify", made, {"lock_version": "2", "confirmed": "1"}) == "302"
    page = _page(street, "meeting", made)
    assert "15:00" in page and life.meeting(made).code in page
    marks = {f"mark_{life.member(one)}": "present" for one in (102, 103)}
    excused = {f"mark_{life.member(104)}": "excused", "lock_version": "3"}
    assert "请选择请假原因" in _page(street, "roll", made, {**marks, **excused})
    assert _page(street, "roll", made, {**marks, **excused, f"reason_{life.member(104)}": "ill"}) == "302"
    said = {
        "lock_version": "4", "held_on": DAY, "venue": "会议室", "host": "欧阳建国", "recorder": "王桂英", "topics": "学习党章", "decisions": "",
    }  # fmt: skip
    assert 'aria-invalid="true"' in _page(street, "minutes", made, {**said, "host": ""})
    assert _page(street, "minutes", made, said) == "302"
    page = _page(street, "meeting", made)
    assert "不能自己审签" in page and "学习党章" in page and "生病、住院" in page
    assert "记录和到会情况都不能再改" in _page(second, "check", made, {"lock_version": "5"})
    assert _page(second, "check", made, {"lock_version": "5", "confirmed": "1"}) == "302"
    assert _page(street, "add_words", made, {"words": "漏记一项"}) == "302"
    assert "漏记一项" in _page(street, "meeting", made)
    assert "已审签" in _page(street, "meetings", query="?state=checked") and "学习" in _page(
        street, "branch", life.branch_id
    )


# In the first month of a quarter nobody owes anything yet.
@time_machine.travel(datetime(2026, 12, 1, 2, tzinfo=UTC), tick=False)
def test_the_lists_filter_and_the_ledger_of_the_quarter_tells_who_is_behind(life: Life) -> None:
    district = life.district
    assert "望月湖退休第一党支部" in _page(district, "branches", query="?state=no_secretary")
    assert "望月湖退休第一党支部" not in _page(district, "branches", query="?state=too_large")
    life.post(102, Post.SECRETARY)
    assert "望月湖退休第一党支部" not in _page(district, "branches", query="?state=no_secretary")
    assert "欠" in _page(district, "owed", query="?behind=yes")
    assert "望月湖退休第一党支部" not in _page(district, "owed", query="?behind=no&quarter=2026-9")
    assert "王桂英" in _page(district, "members", query="?post=secretary")
    assert "欧阳建国" not in _page(district, "members", query="?post=secretary")
    assert "都编入了党支部" in _page(district, "unplaced")


def test_an_address_of_another_place_or_role_opens_nothing(life: Life) -> None:
    made, stranger = life.add(), life.transfer.elsewhere
    for name, one in (("branch", life.branch_id), ("meeting", made), ("member", life.member(102)), ("roll", made)):
        with pytest.raises(NotFound):
            _page(stranger, name, one)
        with pytest.raises(Refused):
            _page(life.transfer.firm, name, one)


def test_todays_entries_count_what_their_lists_hold(life: Life) -> None:
    life.add()
    held = life.held()
    with acting(life.street):
        told = {one.label: one.count for one in today_entries(life.street, timezone.localdate())}
        assert list(today_entries(life.transfer.firm, TODAY)) == []
    assert told == {"已过时间、没有记录的支部会议": 1, "待审签的支部会议记录": 1}
    life.do(services.check_minutes, held, by=life.second())
    with acting(life.street):
        assert len(today_entries(life.street, timezone.localdate())) == 1


def test_the_notice_names_who_is_to_come_and_the_minutes_what_was_signed(life: Life) -> None:
    made = life.add()
    with acting(life.street), pytest.raises(Conflict):
        NOTICE.load(life.street, [str(made)])
    life.tell(made)
    with acting(life.street):
        (frame,) = NOTICE.load(life.street, [str(made)])
        assert frame.texts["应到"] == "3" and len(frame.lists["名单"]) == 3
        with pytest.raises(Conflict):
            MINUTES.load(life.street, [str(made)])
    held = life.held()
    life.do(services.check_minutes, held, by=life.second())
    services.add_words(actor=life.street, at=NOW, meeting_id=held, words="漏记一项")
    with acting(life.street):
        (frame,) = MINUTES.load(life.street, [str(held)])
    assert (frame.texts["应到"], frame.texts["到会"], frame.texts["未到"]) == ("3", "3", "无")
    assert "漏记一项" in frame.texts["补充"] and frame.texts["议题"] == "学习支部工作条例"
    with acting(life.transfer.elsewhere), pytest.raises(NotFound):
        MINUTES.load(life.transfer.elsewhere, [str(held)])


@time_machine.travel(NOW, tick=False)
def test_a_member_finds_the_own_meetings_and_signs_in_on_the_phone(scene: Scene) -> None:
    life = Life.of(Transfer.of(scene), *CAST[:2])
    with acting(SYSTEM):
        person = Membership.objects.get(pk=life.member(102)).retiree_id
    assert person
    me = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
    assert "现在没有通知开会" in _page(me, "life", room="myparty")
    made = life.add(starts=timezone.now().replace(microsecond=0))
    life.tell(made)
    assert "到了会场，签到" in _page(me, "life", room="myparty")
    assert "签到码不对" in _page(me, "sign_in", made, {"code": "000"}, room="myparty")
    assert _page(me, "sign_in", made, {"code": life.meeting(made).code}, room="myparty") == "302"
    assert "您已经签到" in _page(me, "life", room="myparty")
    other = life.held()
    assert "开过的会" in _page(me, "life", room="myparty")
    with pytest.raises(NotFound):
        _page(me, "sign_in", other, room="myparty")
    with acting(life.street):
        rows = COPIED.rows(life.street, person, TODAY)
    assert ("主题党日", "到会", DAY) in rows and rows[0][0] == "所在党支部"
    assert Mark.PRESENT.label == "到会"
