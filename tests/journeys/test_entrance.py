"""The entrance: wrong passwords, the second factor, new colleagues, and doors that stay shut."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Route

from tests.journeys.conftest import Arrive
from tests.journeys.walk import Visit, sign_in

pytestmark = pytest.mark.journey


def _code_now(secret: str) -> str:
    """The six digits that an authenticator shows now for a secret (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(time.time() // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def test_a_wrong_password_is_said_plainly_and_the_right_one_still_opens(arrive: Arrive) -> None:
    guest = arrive()
    guest.go("/handover/waiting/")
    guest.look("sign-in")
    sign_in(guest.page, guest.site, "shequ.he", "not-the-password")
    guest.look("sign-in-error")
    assert "/login/" in guest.page.url
    guest.says("登录名或密码不正确")
    sign_in(guest.page, guest.site, "shequ.he", guest.site.passwords["shequ.he"])
    guest.look()
    guest.says("何平")
    assert "/login/" not in guest.page.url
    guest.go("/accounts/logout/")
    guest.look("sign-out")
    guest.send("退出登录")
    guest.look()
    guest.go("/handover/waiting/")
    assert "/login/" in guest.page.url


def test_the_second_factor_is_set_up_and_asked_for_at_the_next_sign_in(arrive: Arrive) -> None:
    manager = arrive("qu.xiao")
    manager.go("/accounts/profile/")
    manager.look("profile")
    manager.click("启用手机验证器")
    manager.look("password-again")
    manager.page.fill("[name=password]", manager.site.passwords["qu.xiao"])
    manager.send("继续")
    manager.look("second-factor-set-up")
    secret = manager.page.locator("code").first.inner_text()
    manager.page.fill("[name=code]", "000000" if _code_now(secret) != "000000" else "000001")
    manager.send("启用")
    manager.look("second-factor-error")
    manager.page.fill("[name=code]", _code_now(manager.page.locator("code").first.inner_text()))
    manager.send("启用")
    manager.look("recovery-codes")
    recovery = manager.page.locator("li code").first.inner_text()

    again = arrive()
    again.go("/accounts/login/")
    again.look()
    sign_in(again.page, again.site, "qu.xiao", again.site.passwords["qu.xiao"])
    again.look("second-factor")
    again.says("动态口令")
    again.page.locator("main input[name=code]").fill(recovery)
    again.send("继续登录")
    again.look("district-today")
    again.says("肖丽")
    _gives_the_second_factor_up(again)


def _gives_the_second_factor_up(manager: Visit) -> None:
    manager.go("/accounts/profile/")
    manager.look()
    manager.click("查看恢复码")
    _proves_to_be_there(manager)
    manager.look()
    assert manager.page.locator("li code").count() == 9, "a recovery code opens once"
    with manager.download() as files:
        manager.page.get_by_role("link", name="下载").click()
    assert files[0].getvalue().split(), "the codes can be kept on paper"
    manager.go("/accounts/second-factor/again/")
    manager.look("second-factor-again")
    manager.go("/accounts/recovery-codes/")
    manager.click("生成新的恢复码")
    manager.look("recovery-codes-again")
    manager.send("生成")
    manager.look()
    manager.click("我已抄好")
    manager.click("停用手机验证器")
    manager.look("second-factor-given-up-asks")
    manager.send("确认停用")
    manager.look()
    # Giving it up ends every session of the person, also the one kept for other journeys.
    manager.gallery.sessions.pop("qu.xiao", None)


def _proves_to_be_there(manager: Visit) -> None:
    """Type the password once more where the page asks for it."""
    if manager.page.locator("main [name=password]").count():
        manager.look()
        manager.page.fill("main [name=password]", manager.site.passwords["qu.xiao"])
        manager.send("继续")


def test_a_unit_opens_an_account_and_the_new_colleague_comes_in(arrive: Arrive) -> None:
    unit = arrive("jiedao.admin")
    unit.go("/accounts/invitations/")
    unit.look("invitations-empty")
    unit.go("/accounts/users/")
    unit.look("users")
    _invites(unit)
    unit.look("invitation-link")
    unit.click("已交付，查看待接受的邀请")
    unit.look("invitations")
    unit.click("撤回")
    unit.look("invitation-withdraw-asks")
    unit.send("确认撤回")
    unit.look()
    unit.go("/accounts/users/")
    link = _invites(unit)
    unit.look()

    guest = arrive()
    guest.go(re.sub("^https?://[^/]+", "", link))
    guest.look("accept-invitation")
    guest.says("欧阳清雅", "社区退管专干")
    password = secrets.token_urlsafe(16)
    for name in ("password", "password1", "password2"):
        if guest.page.locator(f"[name={name}]").count():
            guest.page.fill(f"[name={name}]", password)
    guest.page.fill("[name=username]", f"new.{secrets.token_hex(4)}")
    guest.send("开通账户")
    guest.look()


def _invites(unit: Visit) -> str:
    """Invite a colleague; the link that is shown once."""
    unit.click("邀请人员")
    unit.look("invite")
    unit.page.get_by_label(re.compile("^被邀请人姓名")).fill("欧阳清雅")
    unit.page.get_by_label(re.compile("^角色")).select_option(label="社区退管专干")
    unit.page.get_by_label(re.compile("^所属单位")).fill("岳麓区 · 岳麓街道 · 枇杷塘社区")
    unit.send("生成邀请链接")
    return unit.page.locator("#link").input_value()


def test_a_unit_gives_a_programme_a_key_and_takes_it_back(arrive: Arrive) -> None:
    unit = arrive("jiedao.admin")
    unit.go("/accounts/keys/")
    unit.look("keys-empty")
    unit.click("发放接口凭据")
    unit.look("new-key")
    unit.page.get_by_label(re.compile("^名称")).fill("街道统计平台每日取数")
    unit.page.get_by_label(re.compile("^所依授权")).select_option(index=1)
    unit.page.get_by_label(re.compile("^终止日期")).fill((datetime.now(UTC) + timedelta(days=90)).date().isoformat())
    unit.send("下一步")
    unit.look("key-asks")
    unit.send("确认发放")
    unit.look("key-once")
    bearer = {"Authorization": "Bearer " + unit.page.locator("#key").input_value()}
    asked = urllib.request.Request(f"{unit.site.url}/api/v1/divisions", headers=bearer)
    with urllib.request.urlopen(asked) as answer:
        assert json.load(answer)["items"]
    unit.click("已存好，返回接口凭据")
    unit.look("keys")
    unit.click("收回 街道统计平台每日取数")
    unit.look("revoke-key")
    unit.page.get_by_label(re.compile("^理由")).fill("程序已停用")
    unit.send("确认收回")
    unit.says("凭据已收回")
    unit.look()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code == 401


@pytest.mark.parametrize(
    ("username", "path"),
    [("shequ.li", "/handover/rosters/"), ("qiye.chen", "/people/"), ("xitong.admin", "/people/"),
     ("shenji.zeng", "/oversight/retention/"), ("shequ.li", "/oversight/audit/")],
)  # fmt: skip
def test_a_page_of_another_role_says_so_and_what_to_do(arrive: Arrive, username: str, path: str) -> None:
    visit = arrive(username)
    answer = visit.go(path)
    assert answer is not None and answer.status == 403
    visit.says("您当前的角色不能打开这个页面", "没有改动任何数据")
    visit.look("no-permission")


def test_another_places_person_and_nobody_are_the_same_answer(arrive: Arrive) -> None:
    neighbour = arrive("shequ.he")
    stranger = _person_of(arrive("shequ.tan"))
    words = []
    for path in (stranger, "/people/01900000-0000-7000-8000-000000000000/"):
        answer = neighbour.go(path)
        assert answer is not None and answer.status == 404
        words.append(re.sub("编号：[0-9a-f]+", "", neighbour.words()))
        neighbour.look("not-there")
    assert words[0] == words[1]


def _person_of(officer: Visit) -> str:
    """The address of somebody whom this officer looks after."""
    officer.go("/people/")
    officer.look()
    return str(officer.page.locator("tbody a").first.get_attribute("href"))


def test_nothing_to_do_is_a_page_too(arrive: Arrive) -> None:
    administrator = arrive("xitong.admin")
    administrator.go("/")
    administrator.look("today-empty")
    administrator.says("今天没有等您办理的事项")
    officer = arrive("shequ.he")
    officer.go("/people/requests/")
    officer.look("requests-empty")
    officer.says("没有待答复的个人信息请求")
    officer.go("/people/?name=查无此人")
    officer.look("people-filtered-empty")
    officer.says("没有符合筛选条件的内容", "查无此人")


def test_a_security_key_is_registered_and_asked_for_after_the_password(arrive: Arrive) -> None:
    manager = _with_a_key(arrive())
    manager.go("/accounts/login/")
    manager.look()
    sign_in(manager.page, manager.site, "qu.xiao", manager.site.passwords["qu.xiao"])
    manager.look()
    manager.go("/accounts/security-keys/")
    manager.look("security-keys-empty")
    manager.click("登记安全密钥")
    manager.look()
    manager.page.fill("[name=password]", manager.site.passwords["qu.xiao"])
    manager.send("继续")
    manager.look("security-key-add")
    manager.page.get_by_label("名称").fill("办公室电脑")
    manager.send("登记")
    manager.says("安全密钥已登记")
    manager.look()
    manager.go("/accounts/security-keys/")
    manager.says("办公室电脑", "还没有用过")
    manager.look("security-keys")
    manager.go("/accounts/logout/")
    manager.look()
    manager.send("退出登录")
    manager.look()
    sign_in(manager.page, manager.site, "qu.xiao", manager.site.passwords["qu.xiao"])
    manager.look("second-factor-key")
    manager.send("用安全密钥确认")
    manager.look()
    manager.go("/accounts/security-keys/")
    manager.look()
    manager.click("移除")
    manager.look()
    manager.click("改用安全密钥")
    manager.look("security-key-again")
    manager.send("用安全密钥确认")
    manager.look("security-key-remove-asks")
    manager.send("移除")
    manager.says("安全密钥已移除")
    manager.look()
    manager.gallery.sessions.pop("qu.xiao", None)


def test_a_browser_or_an_address_that_knows_no_security_key_says_so(arrive: Arrive) -> None:
    guest = arrive()
    guest.go("/accounts/login/")
    guest.look()
    sign_in(guest.page, guest.site, "qu.xiao", guest.site.passwords["qu.xiao"])
    guest.look()
    # In a session of its own, and for as long as this walk lasts: the next one in this tab has what it needs.
    guest.page.route("**/keys*.js", _without_keys)
    guest.go("/accounts/security-keys/add/")
    if "/again/" in guest.page.url:
        _proves_to_be_there(guest)
    guest.says("不能使用安全密钥")
    guest.look("security-key-unknown")
    guest.page.unroute_all()


def _without_keys(asked: Route) -> None:
    """The page's script as a browser runs it that has never heard of security keys."""
    answer = asked.fetch()
    asked.fulfill(response=answer, body=f"delete window.PublicKeyCredential;\n{answer.text()}")


def _with_a_key(visit: Visit) -> Visit:
    """A key of Chromium's own making, at the name of this machine: browsers give none to a bare number."""
    visit.site = replace(visit.site, host="localhost")
    devices = visit.page.context.new_cdp_session(visit.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False,
        "isUserVerified": False, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    return visit
