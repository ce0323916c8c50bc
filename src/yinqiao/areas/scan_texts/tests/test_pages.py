"""The pages of the full text: who may open them, what they show and keep to themselves, the bar, stop and resume."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.scan_texts import services
from yinqiao.areas.scan_texts.tests.desk import file_text, open_lookup, read_all
from yinqiao.areas.scan_texts.urls import urlpatterns
from yinqiao.kernel.errors import DomainError, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.scans.tests.samples import picture

pytestmark = [pytest.mark.db, pytest.mark.django_db]
POSTED = {"halt", "resume"}


def _page(actor: Actor, name: str, *args: Any, data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"scan_texts:{name}", args=args), data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _reads(action: str) -> list[Entry]:
    with acting(SYSTEM):
        return list(Entry.objects.filter(action=action).order_by("id"))


def test_every_route_is_shut_to_communities_enterprises_and_overseers_and_sends_strangers_to_sign_in(
    room: Room,
) -> None:
    for pattern in urlpatterns:
        address = reverse(f"scan_texts:{pattern.name}", args=[uuid4() for _ in pattern.pattern.converters])
        data = {} if pattern.name in POSTED else None
        scene = room.store.scene
        for actor in (scene.officer, scene.community, place_actor("auditor", "430104000000")):
            with pytest.raises(Refused):
                Browser(actor).ask(address, data)
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_a_search_lists_where_words_stand_and_the_log_tells_the_purpose_and_no_word(room: Room) -> None:
    assert "还没有扫描件" in _page(room.clerk, "search")
    file_text(room, f"{FIRST}_1_1_履历表.pdf", "矿务局一九七六年", "调入子弟学校")
    file_text(room, f"{FIRST}_8_1.pdf", "子弟学校处分")
    assert "等待读取的份数" in _page(room.clerk, "search")
    read_all()
    asked = {"words": "子弟学校", "purpose": "pension_check"}
    page = _page(room.clerk, "search", data=asked)
    assert "找到 1 页" in page and "DA102" in page and "履历表" in page and "第 2 页" in page
    assert "处分</" not in page and reverse("digitised:ask", args=[room.archive().pk]) in page
    entry = _reads("scan_texts.searched")[0]
    assert (entry.purpose, entry.people, entry.kind) == ("核对工龄、待遇", 1, "read") and "子弟" not in str(
        entry.detail
    )
    assert "没有找到" in _page(room.clerk, "search", data={**asked, "words": "体育学校"})
    assert "至少写两个汉字" in _page(room.clerk, "search", data={**asked, "words": "学"})
    assert "请选择检索的事由" in _page(room.clerk, "search", data={"words": "学校"})
    assert len(_reads("scan_texts.searched")) == 2


def test_within_a_look_up_a_hit_opens_the_viewer_at_its_page_and_what_cannot_be_searched_is_counted(room: Room) -> None:
    scan = file_text(room, f"{FIRST}_1_1.pdf", "矿务局一九七六年", "调入子弟学校")
    room.filed(f"{FIRST}_1_2.jpg", picture())
    read_all()
    lookup = open_lookup(room, at=timezone.now())
    with pytest.raises(DomainError):
        _page(room.third, "lookup", lookup)
    assert "有 1 份查找不到" in _page(room.clerk, "lookup", lookup)
    page = _page(room.mate, "lookup", lookup, data={"words": "子弟学校"})
    assert f"{reverse('digitised:page', args=[lookup, scan])}?page=2" in page
    with acting(SYSTEM):
        person = room.archive().retiree_id
    assert [(one.subject_id, one.people) for one in _reads("scan_texts.lookup_searched")] == [(person, 1)]


def test_of_a_look_up_that_law_keeps_secret_the_log_of_a_search_names_no_person(room: Room) -> None:
    file_text(room, f"{FIRST}_8_1.pdf", "子弟学校处分")
    read_all()
    lookup = open_lookup(room, ("8",), "investigation", timezone.now())
    assert "找到 1 页" in _page(room.clerk, "lookup", lookup, data={"words": "子弟学校"})
    assert [one.subject_id for one in _reads("scan_texts.lookup_searched")] == [None]


def test_the_city_stops_and_resumes_the_reading_and_the_page_says_who_did(room: Room) -> None:
    chief = place_actor("city_manager", "430100000000")
    file_text(room, f"{FIRST}_1_1.pdf", "有字")
    with pytest.raises(Refused):
        _page(room.chief, "halt", data={})
    assert "停止读取" in _page(chief, "search") and "停止读取" not in _page(room.clerk, "search")
    assert _page(chief, "halt", data={}) == "302" and _page(chief, "halt", data={}) == "302"
    assert f"已由 {chief.name} 停止" in _page(room.clerk, "progress") and "继续读取" in _page(chief, "search")
    assert not services.read_next(actor=SYSTEM, at=NOW)
    assert _page(chief, "resume", data={}) == "302"
    assert read_all() == 1 and "已完成" in _page(room.clerk, "progress")
