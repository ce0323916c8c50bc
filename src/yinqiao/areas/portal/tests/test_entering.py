"""The way in: who gets a code, what a code opens, what a stranger learns, how long it is throttled."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from yinqiao.areas.portal import errors, services
from yinqiao.areas.portal.jobs import forget_old
from yinqiao.areas.portal.models import Session
from yinqiao.areas.portal.tests.door import ENTRANCE, Door
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.tests.small_city import Register
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MINE, OURS, NOBODYS = "13800001111", "13800002222", "13900009999"


def _text(answer: Any) -> str:
    return unescape(answer.content.decode())


def _home(door: Door) -> Any:
    return door.browser.get("/my/")


def _later(**span: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**span), tick=False)


def test_a_retiree_comes_in_by_phone_and_code_and_sees_the_own_home(door: Door) -> None:
    assert door.ask(" １38 0000-1111 ").headers["Location"] == "/my/enter/code/"
    assert "138 0000 1111" in _text(door.browser.get("/my/enter/code/"))
    answer = door.type(door.send())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my/")
    assert "王桂英" in _text(_home(door))


def test_the_session_belongs_to_the_portal_alone_and_no_script_reads_it(door: Door) -> None:
    cookie = door.come_in().cookies["yq_my"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == ("/my/", True, "Lax", "")
    with _later(minutes=2):
        own = door.come_in(is_own="on").cookies["yq_my"]
    assert own["max-age"] == 30 * 24 * 3600


def test_a_phone_that_nobody_has_gets_the_same_answers_and_no_text(door: Door) -> None:
    stranger = Client()
    known, unknown = door.ask(MINE), door.ask(NOBODYS, browser=stranger)
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert {one.cookies["yq_try"]["max-age"] for one in (known, unknown)} == {1800}
    told = _text(stranger.get("/my/enter/code/")).replace("139 0000 9999", "")
    assert _faceless(told) == _faceless(_text(door.browser.get("/my/enter/code/")).replace("138 0000 1111", ""))
    assert door.send() == ""
    wrong = stranger.post("/my/enter/code/", {"code": "123456"})
    assert wrong.status_code == door.type("000000").status_code == 422
    assert "数字不对" in _text(wrong)


def _faceless(text: str) -> str:
    return re.sub(r'value="\w{20,}"', "", text)


def test_a_code_is_right_once_for_five_minutes_and_in_the_browser_that_asked(door: Door) -> None:
    door.ask(MINE)
    code = door.send()
    assert Client().post("/my/enter/code/", {"code": code}).status_code == 422
    with _later(minutes=5):
        assert door.type(code).status_code == 422
    ticket = door.browser.cookies["yq_try"].value
    assert door.type(code).status_code == 302
    door.browser.cookies["yq_try"] = ticket
    assert door.type(code).status_code == 422


def test_of_the_code_a_digest_is_kept_and_of_the_phone_a_ciphertext(door: Door) -> None:
    door.ask(MINE)
    code = door.send()
    (row,) = door.codes()
    kept = b"|".join(bytes(value) for value in (row.phone, row.code_mac or b"", row.address_mac))
    assert MINE.encode() not in kept and code.encode() not in kept and len(bytes(row.code_mac or b"")) == 16
    assert door.browser.cookies["yq_try"].value != row.ticket_hash


def test_a_code_whose_text_was_lost_is_made_anew_and_the_first_opens_nothing(door: Door) -> None:
    door.ask(MINE)
    first, second = door.send(), door.send()
    assert first != second
    assert door.type(first).status_code == 422
    assert door.type(second).status_code == 302


def test_five_wrong_codes_spend_it_and_the_right_one_opens_nothing_then(door: Door) -> None:
    door.ask(MINE)
    code = door.send()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert "数字不对" in _text(door.type(wrong))
    spent = door.type(code)
    assert spent.status_code == 422 and "已经不能用了" in _text(spent)
    with _later(minutes=1.01):
        assert door.come_in().status_code == 302


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６７"])
def test_what_is_no_code_is_told_beside_the_field_and_costs_no_try(door: Door, typed: str) -> None:
    door.ask(MINE)
    door.send()
    assert door.type(typed).status_code == 422
    assert door.codes()[0].tries == 0


@pytest.mark.parametrize("typed", ["", "1380000", "0731-88880000", "王桂英", "138000011112"])
def test_what_is_no_mobile_number_is_told_and_kept(door: Door, typed: str) -> None:
    answer = door.ask(typed)
    assert answer.status_code == 422 and (not typed or typed in _text(answer))
    assert door.codes() == []


def test_asking_again_waits_a_minute_and_never_longer_than_a_day(door: Door) -> None:
    first = timezone.now()
    assert door.ask(MINE).status_code == 302
    refused = door.ask(MINE)
    assert refused.status_code == 429 and "请等" in _text(refused)
    allowed, minute = 1, 0
    while minute + 7 < 24 * 60:
        minute += 7
        with time_machine.travel(first + timedelta(minutes=minute), tick=False):
            allowed += door.ask(MINE).status_code == 302
    assert allowed == 10
    with time_machine.travel(first + timedelta(days=1, minutes=8), tick=False):
        assert door.ask(MINE).status_code == 302


def test_one_address_asks_sixty_times_an_hour_and_others_are_not_held_by_it(door: Door) -> None:
    at = timezone.now()
    for number in range(60):
        services.ask_code(actor=ENTRANCE, at=at, phone=f"1370000{number:04d}", address="10.0.0.1")
    with pytest.raises(Conflict, match=r"portal\.too_soon"):
        services.ask_code(actor=ENTRANCE, at=at, phone=MINE, address="10.0.0.1")
    services.ask_code(actor=ENTRANCE, at=at, phone=MINE, address="10.0.0.2")
    services.ask_code(actor=ENTRANCE, at=at + timedelta(hours=1), phone="13700009999", address="10.0.0.1")


def test_two_who_share_a_phone_say_who_they_are_by_the_last_of_their_number(door: Door) -> None:
    answer = door.come_in(OURS)
    assert answer.headers["Location"] == "/my/enter/who/"
    page = _text(door.browser.get("/my/enter/who/"))
    assert "李先生" in page and "刘女士" in page and "刘秀英" not in page and "004X" not in page
    liu = str(door.people["刘秀英"])
    swapped = door.browser.post("/my/enter/who/", {"who": liu, "tail": "0013"})
    assert swapped.status_code == 422 and "对不上" in _text(swapped)
    assert door.browser.post("/my/enter/who/", {"who": liu, "tail": "００4x"}).headers["Location"] == "/my/"
    assert "刘秀英" in _text(_home(door)) and "李建国" not in _text(_home(door))


def test_a_shared_phone_does_not_open_a_third_persons_record(door: Door) -> None:
    door.come_in(OURS)
    wang = str(door.people["王桂英"])
    assert door.browser.post("/my/enter/who/", {"who": wang, "tail": "0028"}).status_code == 422
    assert _home(door).status_code == 302


def test_five_wrong_numbers_end_the_choice(door: Door) -> None:
    door.come_in(OURS)
    liu = str(door.people["刘秀英"])
    for _ in range(5):
        assert door.browser.post("/my/enter/who/", {"who": liu, "tail": "9999"}).status_code == 422
    assert door.browser.post("/my/enter/who/", {"who": liu, "tail": "004X"}).status_code == 409
    assert _home(door).status_code == 302


def test_a_phone_of_an_office_proves_nobody(door: Door, register: Register) -> None:
    for number in range(5):
        register(name=f"赵{number}", id_no=f"43010419480615{number:03d}0", phone="13800003333")
    door.ask("13800003333")
    assert door.send() == ""


def test_who_died_is_out_with_the_next_click_and_gets_no_code(door: Door) -> None:
    door.come_in()
    officer = door.city.actor("community_officer")
    with acting(officer):
        death = Death(timezone.localdate(), Source.RELATIVE, "死亡证明", 1)
    record_death(actor=officer, at=timezone.now(), retiree_id=door.people["王桂英"], death=death)
    assert _home(door).headers["Location"] == "/my/enter/"
    with _later(minutes=2):
        door.ask(MINE)
        assert door.send() == ""


def test_a_session_ends_by_leaving_by_time_and_from_another_device(door: Door) -> None:
    door.come_in()
    other = door.token()
    with acting(ENTRANCE):
        theirs = Session.objects.latest("started_at", "id").pk
    assert "电脑" in _text(door.browser.get("/my/devices/"))
    assert door.browser.post(f"/my/devices/{theirs}/end/").status_code == 302
    phone = Client()
    phone.cookies["yq_my"] = other
    assert phone.get("/my/").status_code == 302
    with _later(hours=12, seconds=1):
        assert _home(door).status_code == 302
    assert _home(door).status_code == 200
    door.browser.post("/my/leave/")
    assert _home(door).status_code == 302


def test_nobody_ends_the_session_of_somebody_else(door: Door) -> None:
    door.come_in()
    door.token("李建国")
    with acting(ENTRANCE):
        theirs = Session.objects.get(retiree_id=door.people["李建国"])
    answer = door.browser.post(f"/my/devices/{theirs.pk}/end/")
    assert answer.status_code == 404
    with acting(ENTRANCE):
        assert Session.objects.get(pk=theirs.pk).ended_at is None


def test_old_codes_and_sessions_are_let_go(door: Door) -> None:
    door.come_in()
    with _later(hours=23):
        forget_old(0)
        assert len(door.codes()) == 1
    with _later(days=1, seconds=1):
        forget_old(0)
        assert door.codes() == []
    with _later(days=191):
        forget_old(0)
        with acting(ENTRANCE):
            assert not Session.objects.exists()


def test_the_log_tells_a_sign_in_by_id_and_holds_neither_name_nor_phone(door: Door) -> None:
    door.come_in()
    with acting(Actor.system("test")):
        entry = Entry.objects.get(action="portal.sign_in")
        every = str(list(Entry.objects.filter(action__startswith="portal.").values()))
    assert entry.subject_id == door.people["王桂英"]
    assert "王桂英" not in every and MINE not in every


def test_the_card_s_code_leads_to_the_entrance_of_its_community(door: Door) -> None:
    page = _text(door.browser.get("/my/enter/?at=430104001001"))
    assert "望月社区" in page
    assert "望月社区" not in _text(door.browser.get("/my/enter/?at=x"))


def test_without_a_proof_of_somebody_here_no_session_is_opened(door: Door) -> None:
    with pytest.raises(Conflict, match=errors.ask_again().code):
        services.open_session(
            actor=ENTRANCE, at=timezone.now(), proof=Proof(uuid4(), Means.PHONE_CODE), device=Device("手机")
        )
