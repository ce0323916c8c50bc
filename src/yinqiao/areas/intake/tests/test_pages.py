"""Pages of 外来信息: what they show and hide, what a manager registers, what an officer decides."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yinqiao.areas.intake.tests.offices import (
    DEATH,
    NUMBER,
    PHONE,
    Offices,
    cases,
    died,
    make_key,
    person_of,
    source_of,
)
from yinqiao.areas.intake.urls import urlpatterns
from yinqiao.areas.intake.views.person import panel
from yinqiao.areas.intake.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import City, Register
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=NUMBER, phone="13900004321")


def test_every_route_of_the_room_refuses_an_enterprise_and_sends_the_unknown_to_sign_in(city: City) -> None:
    for pattern in urlpatterns:
        address = reverse(f"intake:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, uuid4()))
        with pytest.raises(Refused) as refused:
            Browser(city.actor("enterprise_officer")).ask(address)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address).status_code == 302


def test_an_officer_sees_both_sides_masked_and_records_a_death_after_asking_once_more(
    city: City, offices: Offices, person: UUID
) -> None:
    offices["enterprise"].tell(DEATH, died())
    officer = city.actor("community_officer")
    browser, address = Browser(officer), reverse("intake:dispute", args=[cases()[0].pk])
    with acting(officer):
        (entry,) = today_entries(officer, date(2026, 3, 5))
        assert (entry.count, len(panel(officer, person, date(2026, 3, 5))["items"])) == (1, 1)  # type: ignore[index]
    assert "王桂英" in text_of(browser.ask(entry.url))
    page = text_of(browser.ask(address))
    assert "仅有一个需核实的来源报告死亡" in page and "2026-03-03" in page and NUMBER not in page
    step = {"step": "take", "reason": "", "note": "家属证实"}
    assert "确认登记死亡" in text_of(browser.ask(address, step))
    assert person_of(person).status == "managed"
    assert browser.ask(address, {**step, "confirmed": "1"}).status_code == 302
    assert person_of(person).status == "deceased"
    assert "已采用" in text_of(browser.ask(address)) and "家属证实" in text_of(browser.ask(address))


def test_a_refusal_without_reason_keeps_what_was_typed(city: City, offices: Offices, person: UUID) -> None:
    offices["enterprise"].tell(DEATH, died())
    browser, address = Browser(city.actor("community_officer")), reverse("intake:dispute", args=[cases()[0].pk])
    answer = browser.ask(address, {"step": "refuse", "reason": "", "note": "本人接听"})
    assert answer.status_code == 422 and "请选择不采用的原因" in text_of(answer) and "本人接听" in text_of(answer)
    assert browser.ask(address, {"step": "refuse", "reason": "person_lives", "note": ""}).status_code == 302


def test_a_manager_registers_a_source_sees_how_it_does_and_changes_its_key(city: City) -> None:
    manager = city.actor("city_manager")
    key = make_key(city, "gongan", city.scopes["city"])
    browser = Browser(manager)
    form = {
        "name": "长沙市公安局", "kind": "police", "code": "changsha-police", "types": [DEATH], "basis_document": "共享协议",
        "basis_article": "第一条", "basis_from": "2024-01-01", "key": str(key.id), "rate": "600", "silent_days": "7",
    }  # fmt: skip
    address = reverse("intake:new_source")
    wrong = browser.ask(address, {**form, "types": [PHONE]})
    assert wrong.status_code == 422 and "公安部门不能报告所选的信息类型" in text_of(wrong)
    made = browser.ask(address, form)
    assert made.status_code == 302
    page = text_of(browser.ask(made["Location"]))  # type: ignore[index]
    assert "/sources/changsha-police" in page and "尚未收到" in page and "共享协议" in page
    assert "changsha-police" in text_of(browser.ask(reverse("intake:sources")))
    again = browser.ask(address, form)
    assert again.status_code == 409
    source = UUID(made["Location"].split("/")[-2])  # type: ignore[index]
    assert browser.ask(reverse("intake:key", args=[source]), {"key": ""}).status_code == 302
    assert browser.ask(reverse("intake:state", args=[source]), {"reason": "核对"}).status_code == 302
    assert "恢复" in text_of(browser.ask(made["Location"]))  # type: ignore[index]


def test_messages_are_listed_with_their_receipts_and_without_what_they_say_in_full(
    city: City, offices: Offices, person: UUID
) -> None:
    receipt = offices["police"].tell(DEATH, died())
    offices["police"].tell(DEATH, {**died(), "died_on": "x"})
    browser = Browser(city.actor("city_manager"))
    listed = text_of(browser.ask(reverse("intake:messages")))
    assert "未接收" in listed and "died_on" in listed and NUMBER not in listed
    page = text_of(browser.ask(reverse("intake:message", args=[receipt.no])))
    assert receipt.token in page and receipt.digest in page and NUMBER not in page
    assert "王桂英" not in page


def test_a_letter_is_entered_on_the_page_and_what_is_wrong_is_said(
    city: City, offices: Offices, person: UUID, settings: object, tmp_path: object
) -> None:
    settings.FILES_FOLDER = tmp_path  # type: ignore[attr-defined]
    browser = Browser(city.actor("city_manager"))
    address = reverse("intake:letter", args=[offices["police"].source_id]) + f"?type={DEATH}"
    assert "死亡日期" in text_of(browser.ask(address))
    told = {
        "number": "长公函1号", "written_on": "2026-03-04", "id_number": NUMBER, "name": "王桂英",
        "died_on": "2026-03-03", "proof": "户口注销证明",
    }  # fmt: skip
    wrong = browser.ask(address, {**told, "id_number": "1"})
    assert wrong.status_code == 422 and "没有登记" in text_of(wrong)
    scan = SimpleUploadedFile("来函.pdf", BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n").read())
    done = browser.ask(address, {**told, "scan": scan})
    assert done.status_code == 302
    assert (person_of(person).status, source_of(offices["police"]).last_at is not None) == ("deceased", True)
    page = text_of(browser.ask(done["Location"]))  # type: ignore[index]
    assert "长公函1号" in page and "函件扫描件" in page
