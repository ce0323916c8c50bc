"""In the window of another app (WeChat, the city's own): one window, own cookies, no script; a link reveals nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.portal.tests.test_eyes import SHEET, TEMPLATES

WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; M2012K11AC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0"
    " Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.44(0x28002C51) WeChat/arm64 Weixin NetType/4G Language/zh_CN"
)


@pytest.mark.fast
def test_no_page_opens_a_window_or_asks_another_site() -> None:
    for path in TEMPLATES:
        text = path.read_text()
        assert not re.search(r'target=|window\.open|<iframe|(?:src|href|action)="(?:https?:)?//', text), path.name
    assert (
        "width=device-width, initial-scale=1" in next(one for one in TEMPLATES if one.name == "base.html").read_text()
    )
    assert "url(" not in SHEET.read_text() and "@import" not in SHEET.read_text()


@pytest.mark.db
@pytest.mark.django_db
def test_from_a_link_in_wechat_the_whole_way_in_is_open(door: Door) -> None:
    door.browser = Client(HTTP_USER_AGENT=WECHAT, HTTP_SEC_FETCH_SITE="cross-site", HTTP_SEC_FETCH_MODE="navigate")
    first = door.browser.get("/my/enter/?at=430104001001")
    assert first.status_code == 200 and "望月社区" in first.content.decode()
    assert _cookies(first) == {"csrftoken"}
    answer = door.come_in()
    assert answer.headers["Location"] == "/my/" and door.browser.get("/my/").status_code == 200
    assert "微信" in door.browser.get("/my/devices/").content.decode()
    for cookie in (*first.cookies.values(), *answer.cookies.values()):
        assert cookie["samesite"] == "Lax" and cookie["domain"] == ""


@pytest.mark.db
@pytest.mark.django_db
def test_a_form_that_another_site_posts_is_refused_and_signs_nobody_in(door: Door) -> None:
    door.browser = Client(enforce_csrf_checks=True)
    assert door.ask("13800001111", HTTP_ORIGIN="https://evil.example").status_code == 403
    assert door.codes() == []


@pytest.mark.db
@pytest.mark.django_db
def test_a_code_of_no_place_and_one_with_a_person_in_it_show_the_bare_entrance(door: Door) -> None:
    bare = _text(Client().get("/my/enter/"))
    for at in ("999999999999", "430104194806150028", "13800001111", "<script>", str(door.people["王桂英"])):
        answer = Client().get("/my/enter/", {"at": at})
        assert answer.status_code == 200 and _text(answer) == bare


def _cookies(answer: Any) -> set[str]:
    return set(answer.cookies)


def _text(answer: Any) -> str:
    return re.sub(r'value="\w{20,}"', "", answer.content.decode())
