"""An officer binds the office platform to the own account, comes in by it, and undoes it."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey


def _says_who_there(visit: Visit, number: str, *, picture: str = "") -> None:
    visit.says("演示替身：办公平台")
    visit.look(picture)
    visit.page.get_by_label("办公平台工号").fill(number)
    visit.send("同意登录银桥")


def test_an_officer_binds_the_office_platform_and_comes_in_by_it(arrive: Arrive) -> None:
    officer = arrive("shequ.he")
    officer.go("/accounts/profile/")
    officer.look()
    officer.click("用办公平台登录")
    officer.says("还没有绑定")
    officer.look("office-unbound")
    officer.click("绑定办公平台")
    officer.look()
    officer.page.fill("[name=password]", officer.site.passwords["shequ.he"])
    officer.send("继续")
    _says_who_there(officer, "gh-1001", picture="office-stand-in")
    officer.says("已绑定")
    officer.look("office-bound")
    officer.go("/accounts/logout/")
    officer.look()
    officer.send("退出登录")
    # This was the session kept for other journeys, too.
    officer.gallery.sessions.pop("shequ.he", None)
    officer.look("office-sign-in")
    officer.click("用办公平台（演示替身）登录")
    _says_who_there(officer, "gh-1001")
    officer.says("何平")
    officer.look()
    officer.go("/accounts/office/")
    officer.look()
    officer.send("解除绑定")
    officer.says("不能再用办公平台登录这个账户")
    officer.look("office-unbind")
    officer.send("解除绑定")
    officer.says("还没有绑定")
    officer.look()


def test_who_is_not_bound_or_cancels_is_told_what_to_do(arrive: Arrive) -> None:
    guest = arrive(size=PHONE)
    guest.go("/accounts/login/")
    guest.look("phone-office-sign-in")
    guest.click("用办公平台（演示替身）登录")
    _says_who_there(guest, "gh-9999", picture="phone-office-stand-in")
    guest.says("还没有绑定银桥账户")
    guest.look("phone-office-not-bound")
    guest.go("/accounts/login/")
    guest.look()
    guest.click("用办公平台（演示替身）登录")
    guest.look()
    guest.send("取消")
    guest.says("取消了登录")
    guest.look("phone-office-cancelled")
