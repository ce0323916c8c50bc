"""Pages of 部门报送: what an officer of a department sees and does; nobody else comes in."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.accounts.types import Role, Target
from yinqiao.areas.departments.tests.desks import Desk, account
from yinqiao.areas.departments.urls import urlpatterns
from yinqiao.areas.departments.views.today import today_entries
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.services import ask_source, register_source
from yinqiao.areas.intake.tests.offices import (
    DEATH,
    NUMBER,
    PHONE,
    SYSTEM,
    cases,
    died,
    message_of,
    new_source,
    person_of,
)
from yinqiao.areas.intake.types import MessageState, SourceKind, inward_types
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.rulebook import rulebook

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TELL, LIST, HEALTH = reverse("departments:tell"), reverse("departments:messages"), reverse("departments:health")
SAID = {"id_number": NUMBER, "name": "王桂英", "died_on": "2026-03-03", "proof": "死亡医学证明"}


def _last() -> Message:
    with acting(SYSTEM):
        return Message.objects.latest("id")


def test_every_route_refuses_who_is_no_officer_of_a_department_and_sends_the_unknown_to_sign_in(city: City) -> None:
    nothing = "01a22a2a-4ffd-722f-86ad-72c295d788c8"
    for pattern in urlpatterns:
        address = reverse(f"departments:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, nothing))
        # Who decides about a claim reads what is said to it, and nothing else here.
        places = () if pattern.name in ("answers", "paper") else ("city_manager", "community_officer")
        for role in (*places, "enterprise_officer", "auditor"):
            with pytest.raises(Refused) as refused:
                Browser(city.actor(role)).ask(address)
            assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address).status_code == 302


def test_an_officer_tells_a_death_reads_the_receipt_and_takes_it_back_after_asking(
    police: Desk, register: Register
) -> None:
    pk, browser = register(id_no=NUMBER), Browser(police.actor)
    page = text_of(browser.ask(f"{TELL}?type={DEATH}"))
    assert "死亡日期" in page and "社会保险经办条例" in page and "撤回死亡" not in page
    told = browser.ask(f"{TELL}?type={DEATH}", {**SAID, "confirmed": "1"})
    assert (told.status_code, person_of(pk).died_on is not None) == (302, True)
    row = _last()
    message = reverse("departments:message", args=[row.pk])
    shown = text_of(browser.ask(message))
    assert row.receipt in shown and "已采用" in shown and "撤回" in shown
    assert NUMBER not in shown and "王桂英" not in shown
    back = reverse("departments:take_back", args=[row.pk])
    assert "至少 4 个字" in text_of(browser.ask(back))
    assert browser.ask(back, {"reason": "错"}).status_code == 422
    asked = browser.ask(back, {"reason": "核对后本人在世"})
    assert (asked.status_code, person_of(pk).died_on is not None) == (200, True)
    assert browser.ask(back, {"reason": "核对后本人在世", "confirmed": "1"}).status_code == 302
    assert person_of(pk).died_on is None and message_of_pk(row).state == MessageState.WITHDRAWN
    with pytest.raises(Conflict):
        browser.ask(back)


def test_a_death_by_hand_is_repeated_with_what_follows_and_is_sent_after_a_yes_alone(
    police: Desk, register: Register
) -> None:
    pk, browser, address = register(id_no=NUMBER), Browser(police.actor), f"{TELL}?type={DEATH}"
    asked = browser.ask(address, SAID)
    page = text_of(asked)
    assert (asked.status_code, police.told(), person_of(pk).died_on) == (200, [], None)
    assert all(
        one in page for one in (NUMBER, "王桂英", "2026-03-03", "死亡医学证明", "资格认证提醒", "撤回", "确认报送")
    )
    back = browser.ask(address, {**SAID, "mend": "1"})
    assert (back.status_code, police.told()) == (200, [])
    assert all(f'value="{one}"' in back.content.decode() for one in SAID.values())
    # Coming back and sending asks anew, whatever else is posted beside it.
    assert browser.ask(address, {**SAID, "died_on": "2026-03-02"}).status_code == 200
    assert browser.ask(address, {**SAID, "confirmed": "1", "mend": "1"}).status_code == 200
    assert browser.ask(address, {**SAID, "died_on": "", "confirmed": "1"}).status_code == 422
    assert police.told() == []


def test_what_reaches_less_far_is_sent_without_being_asked(insurer: Desk, register: Register) -> None:
    register(id_no=NUMBER)
    said = {"id_number": NUMBER, "name": "王桂英", "since": "2026-03-01", "phone": "13900001234"}
    assert Browser(insurer.actor).ask(f"{TELL}?type={PHONE}", said).status_code == 302
    assert len(insurer.told()) == 1


def test_every_type_that_is_asked_about_can_be_told() -> None:
    (rule,) = rulebook().history("departments.asks_first")
    assert set(rule.parameters["follows"]) <= set(inward_types())


def message_of_pk(row: Message) -> Message:
    with acting(SYSTEM):
        return Message.objects.get(pk=row.pk)


def test_what_is_wrong_stands_on_the_form_and_nothing_was_kept(police: Desk) -> None:
    browser = Browser(police.actor)
    wrong = browser.ask(f"{TELL}?type={DEATH}", {**SAID, "id_number": "430999194806150025"})
    assert (wrong.status_code, "不符合要求，没有登记" in text_of(wrong)) == (422, True)
    assert 'value="王桂英"' in wrong.content.decode()
    assert browser.ask(f"{TELL}?type={DEATH}", {**SAID, "died_on": ""}).status_code == 422
    assert police.told() == []
    with pytest.raises(Http404):
        browser.ask(f"{TELL}?type=cn.yinqiao.person.phone.v1")


def test_the_list_is_filtered_sorted_and_exported_without_anybodys_name(police: Desk) -> None:
    sound, spoilt = police.office.event(DEATH, died()), police.office.event(DEATH, died(died_on="2026-02-30"))
    police.office.send(sound, spoilt, at=timezone.now())
    browser = Browser(police.actor)
    page = text_of(browser.ask(LIST))
    assert "cs-police-1" in page and "cs-police-2" in page and "王桂英" not in page
    refused = text_of(browser.ask(f"{LIST}?state=refused"))
    assert "cs-police-2" in refused and "cs-police-1" not in refused
    assert "cs-police-2" not in text_of(browser.ask(f"{LIST}?event=police-1"))
    assert browser.ask(f"{LIST}?sort=-state").status_code == 200
    assert browser.ask(f"{LIST}?export=1", {}).status_code == 200
    assert "cs-police-2" in text_of(browser.ask(f"{LIST}?waits=mend"))


def test_an_empty_list_says_what_will_stand_there(police: Desk) -> None:
    assert "本单位还没有报送信息" in text_of(Browser(police.actor).ask(LIST))


def test_today_counts_what_the_lists_show(insurer: Desk, city: City, register: Register) -> None:
    register(id_no=NUMBER)
    today = timezone.localdate(AT)
    insurer.tell()
    insurer.office.send(insurer.office.event(DEATH, died(died_on="2026-02-30")))
    (case,) = cases()
    ask_source(actor=city.actor("community_officer"), at=AT, case_id=case.pk, note="家属称本人在世")
    with acting(insurer.actor):
        entries = today_entries(insurer.actor, today)
        assert [one.count for one in entries] == [1, 1]
        assert today_entries(city.actor("auditor"), today) == ()
    browser = Browser(insurer.actor)
    assert "共 1 条" in text_of(browser.ask(f"{LIST}?waits=asked")) or "1 条" in text_of(
        browser.ask(f"{LIST}?waits=asked")
    )
    with acting(SYSTEM):
        pk = Message.objects.get(contradiction__state="asked").pk
    page = text_of(browser.ask(reverse("departments:message", args=[pk])))
    assert "社区请本单位核对" in page and "家属" not in page


def test_the_page_of_the_source_says_basis_types_figures_and_refusals(police: Desk) -> None:
    police.office.send(police.office.event(DEATH, died(died_on="2026-02-30")), at=timezone.now())
    page = text_of(Browser(police.actor).ask(HEALTH))
    assert all(one in page for one in ("/sources/cs-police", "社会保险经办条例", "死亡", "近 30 日未接收"))


def test_a_message_of_another_source_is_not_there(police: Desk, insurer: Desk) -> None:
    receipt = insurer.tell()
    assert message_of(receipt).pk == receipt.no
    for name in ("message", "take_back"):
        with pytest.raises(NotFound):
            Browser(police.actor).ask(reverse(f"departments:{name}", args=[receipt.no]))


def test_a_source_that_may_only_take_back_says_whom_to_ask(city: City) -> None:
    new = new_source(SourceKind.POLICE, "cs-bare", None, types=("cn.yinqiao.message.withdrawn.v1",))
    made = register_source(actor=city.actor("city_manager"), at=AT, source=new)
    officer = account("bumen.bare", Role.DEPARTMENT_OFFICER, Target(office_id=made))
    assert "还没有登记可以手工报送" in text_of(Browser(officer).ask(TELL))
    assert Browser(officer).ask(TELL, {}).status_code == 200
