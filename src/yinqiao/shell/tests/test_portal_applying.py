"""Applying in the portal: one field a page, kept at each step, read back, sent once, brought to its end or taken back."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from yinqiao.areas.applications.models import Case, Draft
from yinqiao.areas.applications.queries import find_draft, get_own_case, list_cases, list_offers
from yinqiao.areas.applications.services import (
    Filled,
    ask_for_more,
    drop_draft,
    forget_drafts,
    go_on,
    keep_draft,
    send_draft,
    supply_own,
    withdraw_own,
)
from yinqiao.areas.applications.types import Answer, Applicant
from yinqiao.areas.portal.queries import actor_of
from yinqiao.areas.portal.tests.conftest import _keyring, city, door, register
from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

__all__ = ["_keyring", "city", "door", "register"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
ME, NEIGHBOUR, CODE = "王桂英", "李建国", "contact_change"
ITEM = f"/my/apply/{CODE}/"


def _text(answer: Any) -> str:
    return unescape(answer.content.decode())


def _in(door: Door, name: str = ME) -> Client:
    browser = Client()
    browser.cookies["yq_my"] = door.token(name)
    return browser


def _me(door: Door, name: str = ME) -> Actor:
    return actor_of(token=door.token(name), at=timezone.now(), request_id="")


def _sent(door: Door, name: str = ME) -> Any:
    me = _me(door, name)
    keep_draft(actor=me, at=timezone.now(), code=CODE, filled=Filled(3, {"phone": "139 0000 7777"}))
    return send_draft(actor=me, at=timezone.now(), code=CODE)


def _drafts() -> list[Draft]:
    with acting(SYSTEM):
        return list(Draft.objects.all())


def _cases() -> list[Case]:
    with acting(SYSTEM):
        return list(Case.objects.all())


def _phone_of(door: Door, name: str = ME) -> str | None:
    with acting(SYSTEM):
        return facts_of([people_within(scope=SYSTEM.scope).get(pk=door.people[name])])[0].get("phone")


def _refused(kind: type[DomainError], act: Any, **given: Any) -> str:
    with pytest.raises(kind) as refusal:
        act(at=timezone.now(), **given)
    return refusal.value.code


def test_from_the_list_to_the_receipt_one_field_at_a_time(door: Door) -> None:
    browser = _in(door)
    assert "联系方式变更" in _text(browser.get("/my/apply/"))
    assert "开始填" in _text(browser.get(ITEM))
    assert browser.post(ITEM).headers["Location"] == f"{ITEM}page/phone/"
    first = _text(browser.get(f"{ITEM}page/phone/"))
    assert "138****1111" in first and "13800001111" not in first and "第 1 步，共 3 步" in first
    wrong = browser.post(f"{ITEM}page/phone/", {"phone": "1390000"})
    assert wrong.status_code == 422 and "电话格式不对" in _text(wrong) and 'value="1390000"' in _text(wrong)
    assert browser.post(f"{ITEM}page/phone/", {"phone": "１39 0000 7777"}).headers["Location"] == f"{ITEM}page/address/"
    assert browser.post(f"{ITEM}page/address/", {"address": ""}).headers["Location"] == f"{ITEM}page/materials/"
    assert "本人身份证" in _text(browser.get(f"{ITEM}page/materials/"))
    assert browser.post(f"{ITEM}page/materials/").headers["Location"] == f"{ITEM}send/"
    read_back = _text(browser.get(f"{ITEM}send/"))
    assert "13900007777" in read_back and "和登记的一样" in read_back
    receipt = browser.post(f"{ITEM}send/", follow=True)
    (case,) = _cases()
    assert (
        case.number in _text(receipt)
        and "1 个工作日内告知是否受理" in _text(receipt)
        and "社区还没有登记电话" in _text(receipt)
    )
    assert (case.applicant, case.channel, case.author_name, case.state) == ("self", "portal", "本人", "applied")
    assert _drafts() == [] and "看看办到哪一步" in _text(browser.get("/my/apply/"))
    officer = door.city.actor("community_officer")
    with acting(officer):
        (seen,) = list_cases(scope=officer.scope, today=timezone.localdate())
    assert seen.pk == case.pk and _phone_of(door) == "13800001111"


def test_what_was_begun_is_found_again_after_leaving_and_on_the_way_back_nothing_is_judged(door: Door) -> None:
    browser = _in(door)
    browser.post(ITEM)
    browser.post(f"{ITEM}page/phone/", {"phone": "13900007777"})
    assert (
        browser.post(f"{ITEM}page/address/", {"address": "桃子湖路9号", "back": "1"}).headers["Location"]
        == f"{ITEM}page/phone/"
    )
    browser.post("/my/leave/")
    again = _in(door)
    assert "填了一部分，接着填" in _text(again.get("/my/apply/"))
    assert 'value="13900007777"' in _text(again.get(f"{ITEM}page/phone/")) and "桃子湖路9号" in _text(
        again.get(f"{ITEM}page/address/")
    )
    assert again.post(f"{ITEM}page/phone/", {"phone": "坏", "back": "1"}).headers["Location"] == ITEM
    refused = again.post(f"{ITEM}send/")
    assert refused.status_code == 422 and f'href="{ITEM}page/phone/"' in _text(refused) and _cases() == []
    assert "坏" in _text(again.get(f"{ITEM}page/phone/")) and len(_drafts()) == 1


def test_sent_twice_is_one_case_and_both_clicks_lead_to_its_receipt(door: Door) -> None:
    browser = _in(door)
    browser.post(ITEM)
    browser.post(f"{ITEM}page/phone/", {"phone": "13900007777"})
    first, second = browser.post(f"{ITEM}send/"), browser.post(f"{ITEM}send/")
    assert first.headers["Location"] == second.headers["Location"] and len(_cases()) == 1
    assert _refused(Conflict, send_draft, actor=_me(door), code=CODE) == "applications.no_draft"


def test_nothing_is_sent_that_changes_nothing_or_was_never_begun(door: Door) -> None:
    browser = _in(door)
    assert browser.get(f"{ITEM}page/phone/").headers["Location"] == ITEM
    assert browser.get(f"{ITEM}send/").headers["Location"] == ITEM
    browser.post(ITEM)
    refused = browser.post(f"{ITEM}send/")
    assert refused.status_code == 422 and "没有需要办理的" in _text(refused) and _cases() == []
    assert [browser.get(f"{ITEM}page/{one}/").status_code for one in ("money", "1")] == [404, 404]
    assert browser.get("/my/apply/no_such/").status_code == 404
    assert _refused(Invalid, keep_draft, actor=_me(door), code=CODE, filled=Filled(1, {"money": "1"})) == (
        "applications.unknown_field"
    )


def test_what_does_not_fit_stands_last_with_its_reason_and_cannot_be_begun_in_the_page(
    door: Door, settings: Any, tmp_path: Path
) -> None:
    settings.ITEMS_FOLDER = tmp_path
    page = _text(_in(door).get("/my/apply/"))
    today = timezone.localdate()
    with acting(_me(door)):
        offers = list_offers(scope=_me(door).scope, today=today.replace(year=2027), applicant=Applicant.SELF)
    assert [one.code for one in offers if one.why_not] == ["old_age_allowance"] and offers[-1].why_not
    assert page.index("现在还不能办的") < page.index("申请人还没有满80周岁。请在满80周岁当月再申请")
    told = _in(door).post("/my/apply/old_age_allowance/")
    assert told.status_code == 200 and "您现在不能办这件事" in _text(told) and _drafts() == []


def test_a_draft_is_reached_by_its_person_alone_whatever_address_is_typed(door: Door) -> None:
    browser, other, officer = _in(door), _in(door, NEIGHBOUR), door.city.actor("community_officer")
    browser.post(ITEM)
    browser.post(f"{ITEM}page/phone/", {"phone": "13900007777"})
    assert other.get(f"{ITEM}page/phone/").headers["Location"] == ITEM
    with acting(_me(door, NEIGHBOUR)):
        assert not Draft.objects.exists()
    with acting(officer):
        assert not Draft.objects.exists()
    other.post(f"{ITEM}drop/")
    assert len(_drafts()) == 1
    case = _sent(door)
    assert other.get(f"/my/cases/{case}/").status_code == 404
    assert other.get(f"/my/cases/{uuid4()}/").status_code == 404
    assert other.post(f"/my/cases/{case}/withdraw/", {"words": "x"}).status_code == 404
    for act in (withdraw_own, supply_own):
        assert _refused(NotFound, act, actor=_me(door, NEIGHBOUR), case_id=case, answer=Answer("x")) == "not_found"
        assert _refused(NotFound, act, actor=officer, case_id=case, answer=Answer("x")) == "not_found"
    for act in (send_draft, drop_draft):
        assert _refused(NotFound, act, actor=officer, code=CODE) == "not_found"
    with acting(officer), pytest.raises(NotFound):
        get_own_case(scope=officer.scope, case_id=case)
    assert _cases()[0].state == "applied"


def test_what_was_missing_is_brought_and_the_clock_runs_on(door: Door) -> None:
    case, officer, me = _sent(door), door.city.actor("community_officer"), _me(door)
    ask_for_more(actor=officer, at=timezone.now(), case_id=case, answer=Answer("手机号请再核对"))
    with acting(SYSTEM):
        assert Case.objects.get(pk=case).due_on is None
    supply_own(actor=me, at=timezone.now(), case_id=case, answer=Answer("核对过了", answers={"phone": "13900008888"}))
    with acting(SYSTEM):
        row = Case.objects.get(pk=case)
        assert row.due_on is not None and row.state == "applied"
        last = row.passages.latest("at")
        assert (last.act, last.who) == ("supply", "本人")
    assert _refused(Conflict, supply_own, actor=me, case_id=case, answer=Answer()) == "applications.not_now"


def test_an_application_is_taken_back_after_a_question_and_not_twice(door: Door) -> None:
    case, browser = _sent(door), _in(door)
    assert "不办“联系方式变更”了吗" in _text(browser.get(f"/my/cases/{case}/withdraw/"))
    assert "申请已撤回" in _text(browser.post(f"/my/cases/{case}/withdraw/", {"words": ""}, follow=True))
    assert browser.post(f"/my/cases/{case}/withdraw/", {"words": ""}).status_code == 409
    assert _sent(door) != case


def test_who_dies_leaves_no_draft_and_sends_nothing(door: Door) -> None:
    browser, me = _in(door), _me(door)
    browser.post(ITEM)
    browser.post(f"{ITEM}page/phone/", {"phone": "13900007777"})
    with acting(SYSTEM):
        version = people_within(scope=SYSTEM.scope).get(pk=door.people[ME]).lock_version
    death = Death(timezone.localdate(), Source.RELATIVE, "死亡医学证明", version)
    record_death(actor=door.city.actor("community_officer"), at=timezone.now(), retiree_id=door.people[ME], death=death)
    assert _drafts() == [] and browser.post(f"{ITEM}send/").headers["Location"] == "/my/enter/"
    assert _refused(Conflict, send_draft, actor=me, code=CODE) == "applications.no_draft"


def test_a_draft_is_kept_thirty_days_from_its_last_page(door: Door) -> None:
    now = timezone.now()
    keep_draft(actor=_me(door), at=now, code=CODE, filled=Filled(1, {"phone": "13900007777"}))
    assert forget_drafts(actor=SYSTEM, at=now + timedelta(days=30)) == 0
    assert forget_drafts(actor=SYSTEM, at=now + timedelta(days=30, seconds=1)) == 1 and _drafts() == []


def test_the_log_names_nobody_and_holds_nothing_that_was_filled_in(door: Door) -> None:
    _sent(door)
    with acting(SYSTEM):
        entries = list(Entry.objects.filter(action__startswith="applications."))
        assert {one.actor_id for one in entries} == {door.people[ME]}
        told = " ".join(f"{one.actor_name} {one.detail}" for one in entries)
    assert ME not in told and "13900007777" not in told and "本人" in told


def test_whoever_sits_at_the_step_now_goes_on_with_it(door: Door) -> None:
    case, now = _sent(door), timezone.now()
    with acting(_me(door)):
        assert find_draft(scope=_me(door).scope, code=CODE) is None
    successor = Actor(
        uuid4(), "community_officer", "接任的专干", door.city.actor("community_officer").scope, "望月社区"
    )
    ask_for_more(actor=successor, at=now, case_id=case, answer=Answer("请补身份证", materials=("id_card",)))
    assert (
        _refused(Invalid, supply_own, actor=_me(door), case_id=case, answer=Answer())
        == "applications.materials_missing"
    )
    assert _refused(Conflict, go_on, actor=successor, case_id=case, answer=Answer()) == "applications.not_now"
