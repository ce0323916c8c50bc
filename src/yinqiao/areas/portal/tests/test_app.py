"""In by the city's app: who is believed, who is not found, who acts for another, and what a return is worth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from yinqiao.areas.authorisations.services import authorise_own, revoke_own
from yinqiao.areas.authorisations.types import NewAuthorisation, matters_of
from yinqiao.areas.portal.models import Session
from yinqiao.areas.portal.tests.door import ENTRANCE, Door
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.openid import Provider, asking

pytestmark = [pytest.mark.db, pytest.mark.django_db]
WANG = {"name": "王桂英", "id_number": "430104194806150028", "phone_number": "13800001111", "acr": "face"}
DAUGHTER = {"name": "陈晓", "id_number": "430104197501010027", "phone_number": "13911112222", "acr": "face"}


@pytest.fixture(autouse=True)
def app(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The stand-in, with a key of its own."""
    settings.OPENID_STANDIN = tmp_path / "openid.json"
    asking.forget()
    yield
    asking.forget()


def _returns(browser: Client, told: dict[str, str]) -> str:
    """Away, and as this person back: the address that the app sends the browser to."""
    away = browser.get("/my/enter/app/")
    assert away.status_code == 302 and away.headers["Location"].startswith("/stand-in/openid/?")
    back = Client().post(away.headers["Location"], told)
    assert back.headers["Location"].startswith("http://testserver/my/enter/app/back/?code=")
    return str(back.headers["Location"])


def _comes_in(browser: Client, told: dict[str, str], **changed: str) -> Any:
    return browser.get(_returns(browser, {**told, **changed}))


def _text(answer: Any) -> str:
    return unescape(answer.content.decode())


def _authorises(door: Door, who: str = "王桂英", **changed: Any) -> UUID:
    person = door.people[who]
    actor = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
    given = {"name": "陈晓", "relation": "女儿", "phone": "13911112222", "sees": ("certification",), **changed}
    until = timezone.localdate() + timedelta(days=90)
    matters = tuple(code for code, _ in matters_of(timezone.localdate()))[:1]
    new = NewAuthorisation(matters=matters, until_on=until, **given)
    return authorise_own(actor=actor, at=timezone.now(), new=new)


def test_whom_the_app_has_seen_comes_in_and_sees_the_own_home(door: Door) -> None:
    answer = _comes_in(door.browser, WANG)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my/")
    assert "王桂英" in _text(door.browser.get("/my/"))
    cookie = answer.cookies["yq_my"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/my/", True, "Lax")
    assert answer.cookies["yq_app"].value == ""
    with acting(ENTRANCE):
        assert Session.objects.get().means == "city_app"
        entry = Entry.objects.filter(action="portal.sign_in").latest("id")
    assert (entry.subject_id, entry.detail["means"]) == (door.people["王桂英"], "city_app")
    assert "市民应用" in _text(door.browser.get("/my/devices/"))


def test_nothing_of_a_person_stands_in_an_address(door: Door) -> None:
    address = _returns(door.browser, WANG)
    assert not any(value in address for value in WANG.values() if value != "face")
    place = door.browser.get(address).headers["Location"]
    assert place == "/my/"


def test_the_name_and_the_number_must_both_be_the_registers(door: Door) -> None:
    for changed in ({"name": "王桂芳"}, {"id_number": "430104194502030013"}, {"id_number": "430104199001010018"}):
        answer = _comes_in(door.browser, WANG, **changed)
        assert answer.status_code == 409 and "没有找到您的退休人员资料" in _text(answer), changed
        assert "yq_my" not in answer.cookies
    assert _comes_in(door.browser, WANG, name=" 王 桂英 ", id_number="４30104194806150028").status_code == 302


def test_who_is_not_known_for_sure_is_sent_to_make_sure(door: Door) -> None:
    answer = _comes_in(door.browser, WANG, acr="phone")
    assert answer.status_code == 409 and "刷脸实名" in _text(answer)
    answer = _comes_in(door.browser, WANG, id_number="12345")
    assert answer.status_code == 409 and "portal.told_too_little" in _text(answer)


def test_who_died_is_not_let_in(door: Door) -> None:
    officer = door.city.actor("community_officer")
    death = Death(timezone.localdate(), Source.RELATIVE, "死亡证明", 1)
    record_death(actor=officer, at=timezone.now(), retiree_id=door.people["王桂英"], death=death)
    assert _comes_in(door.browser, WANG).status_code == 409


def test_a_return_works_once_and_in_the_browser_that_went(door: Door) -> None:
    address, thief = _returns(door.browser, WANG), Client()
    thief.get("/my/enter/app/")
    assert thief.get(address).status_code == 409
    ticket = door.browser.cookies["yq_app"].value
    assert door.browser.get(address).status_code == 302
    again = Client()
    again.cookies["yq_app"] = ticket
    assert again.get(address).status_code == 409 and "yq_my" not in again.cookies


def test_a_ticket_is_good_for_ten_minutes_and_not_if_it_was_altered(door: Door) -> None:
    address = _returns(door.browser, WANG)
    kept = door.browser.cookies["yq_app"].value
    door.browser.cookies["yq_app"] = kept[:-1] + ("A" if kept[-1] != "A" else "B")
    assert door.browser.get(address).status_code == 409
    door.browser.cookies["yq_app"] = kept
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert door.browser.get(address).status_code == 409


def test_who_presses_cancel_there_is_told_how_to_go_on(door: Door) -> None:
    away = door.browser.get("/my/enter/app/").headers["Location"]
    back = Client().post(away, {"cancel": "1"}).headers["Location"]
    answer = door.browser.get(back)
    assert answer.status_code == 409 and "取消了登录" in _text(answer) and "没有任何变化" in _text(answer)


def test_a_daughter_comes_in_as_herself_only_by_an_authorisation_and_no_longer_than_it_holds(door: Door) -> None:
    assert _comes_in(door.browser, DAUGHTER).status_code == 409
    authorised = _authorises(door)
    assert _comes_in(door.browser, DAUGHTER, name="陈晨").status_code == 409
    assert _comes_in(door.browser, DAUGHTER, phone_number="13911113333").status_code == 409
    assert _comes_in(door.browser, DAUGHTER).headers["Location"] == "/my/"
    home = _text(door.browser.get("/my/"))
    assert "王桂英" in home
    person = door.people["王桂英"]
    actor = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
    revoke_own(actor=actor, at=timezone.now(), authorisation_id=authorised)
    assert door.browser.get("/my/").headers["Location"].startswith("/my/enter/")


def test_who_may_come_in_as_several_says_as_whom_once(door: Door) -> None:
    _authorises(door, "刘秀英", name="王桂英", phone=WANG["phone_number"], relation="妹妹")
    answer = _comes_in(door.browser, WANG)
    assert answer.headers["Location"] == "/my/enter/app/who/" and "yq_my" not in answer.cookies
    page = _text(door.browser.get("/my/enter/app/who/"))
    assert "王女士" in page and "替刘女士办事" in page and "王桂英" not in page
    assert door.browser.post("/my/enter/app/who/", {}).status_code == 422
    stranger = str(door.people["李建国"])
    assert door.browser.post("/my/enter/app/who/", {"who": stranger}).status_code == 422
    kept = door.browser.cookies["yq_app_who"].value
    own = {"who": str(door.people["王桂英"])}
    assert door.browser.post("/my/enter/app/who/", own).headers["Location"] == "/my/"
    assert "王桂英" in _text(door.browser.get("/my/"))
    again = Client()
    again.cookies["yq_app_who"] = kept
    assert again.post("/my/enter/app/who/", own).status_code == 409
    assert Client().get("/my/enter/app/who/").headers["Location"] == "/my/enter/"


def test_where_no_app_is_named_there_is_no_button_and_no_way(door: Door, settings: Any) -> None:
    assert "用市民应用（演示替身）登录" in _text(door.browser.get("/my/enter/"))
    settings.IS_DEMO = False
    assert "市民应用" not in _text(door.browser.get("/my/enter/"))
    for page in ("", "back/?code=1&state=2"):
        assert door.browser.get(f"/my/enter/app/{page}").headers["Location"] == "/my/enter/"


def test_an_app_that_is_not_reached_says_so_and_the_phone_is_still_there(door: Door, settings: Any) -> None:
    settings.OPENID_PEOPLE = Provider("http://127.0.0.1:1", "people", "secret", "湘城通")
    answer = door.browser.get("/my/enter/app/")
    assert answer.status_code == 503 and "联系不上对方平台" in _text(answer)
    assert "用湘城通登录" in _text(door.browser.get("/my/enter/"))


def test_the_page_of_the_stand_in_sends_nobody_to_another_site() -> None:
    asked = "client_id=people&state=s&nonce=n&code_challenge=c&redirect_uri="
    assert Client().get(f"/stand-in/openid/?{asked}https://evil.example/").status_code == 404
    assert Client().get("/stand-in/openid/").status_code == 404
