"""Pages on which an enterprise's officer tells of benefits, reads the receipt, takes back; what the community sees."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from yinqiao.areas.agreements.tests.talks import TODAY, Talks
from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.benefits.tests.tellers import ITEMS, SYSTEM, Tellers, open_tellers, received
from yinqiao.areas.benefits.views.copied import COPIED
from yinqiao.areas.handover.tests.conftest import CAST
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.tests.offices import cases
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TOLD = {"item": "4", "benefit": "", "since": "2026-01-01", "amount": "300", "rhythm": "", "in_kind": "", "until": ""}


def _page(browser: Browser, address: str, told: dict[str, str] | None = None) -> str:
    return unescape(text_of(browser.ask(address, told)))


def _last() -> Message:
    with acting(SYSTEM):
        return Message.objects.order_by("-received_at", "-id")[0]


def test_an_officer_tells_on_a_page_and_the_community_reads_it(tellers: Tellers) -> None:
    firm, community = Browser(tellers.talks.enterprise), Browser(tellers.talks.scene.community)
    address = reverse("benefits:tell", args=[tellers.person])
    assert "4 劳动模范荣誉津贴：企业逐人告知的人员" in _page(firm, address)
    assert "请选择协议项目或待遇项目" in _page(firm, address, {**TOLD, "item": ""})
    answer = firm.ask(address, TOLD)
    message = _last()
    assert (answer.status_code, answer["Location"]) == (302, reverse("benefits:receipt", args=[message.pk]))
    receipt = _page(firm, answer["Location"])
    assert "已采用" in receipt and message.receipt in receipt and CAST[0].name not in receipt
    listed = _page(community, f"{reverse('benefits:people', args=[tellers.main])}?item=4")
    assert CAST[0].name in listed and "300.00 元，2026-01-01 起" in listed and "企业已告知" in listed
    person = _page(community, reverse("shell:person", args=[tellers.person]))
    assert "每月 300.00 元" in person and "告知停止" not in person
    assert "告知停止" in _page(firm, reverse("shell:person", args=[tellers.person]))


def test_a_change_begins_from_what_stands_and_an_end_is_taken_back_after_asking(tellers: Tellers) -> None:
    tellers.grant(amount="300")
    firm = Browser(tellers.talks.enterprise)
    with acting(SYSTEM):
        row = BenefitTold.objects.get()
    address = f"{reverse('benefits:tell', args=[tellers.person])}?told={row.pk}"
    assert 'value="300.00"' in _page(firm, address)
    firm.ask(address, {**TOLD, "since": "2026-02-01", "amount": "400"})
    end = f"{reverse('benefits:end', args=[tellers.person])}?told={row.pk}"
    firm.ask(end, {"item": "4", "benefit": "", "since": "2026-03-01", "ending": "not_entitled"})
    assert [state for _, _, state in tellers.told()] == ["replaced", "ended"]
    back = reverse("benefits:take_back", args=[_last().pk])
    assert "至少 4 个字" in _page(firm, back)
    assert "确认撤回" in _page(firm, back, {"reason": "停止有误"})
    assert firm.ask(back, {"reason": "停止有误", "confirmed": "1"}).status_code == 302
    assert [state for _, _, state in tellers.told()] == ["replaced", "standing"]
    with pytest.raises(Conflict):
        firm.ask(reverse("benefits:take_back", args=[_last().pk]))


def test_what_contradicts_the_agreement_is_said_on_the_receipt_and_lies_with_the_community(tellers: Tellers) -> None:
    firm, community = Browser(tellers.talks.enterprise), Browser(tellers.talks.scene.community)
    answer = firm.ask(reverse("benefits:tell", args=[tellers.person]), {**TOLD, "item": "1", "amount": "900"})
    receipt = _page(firm, answer["Location"])
    assert "告知的标准、周期或停止与协议不同" in receipt and "由社区核实" in receipt
    (case,) = cases()
    both = _page(community, reverse("intake:dispute", args=[case.pk]))
    assert "1,200.00 元" in both and "900" in both and "供暖补贴：全体移交人员" in both


def test_nobody_else_tells_and_a_rival_finds_nothing(tellers: Tellers) -> None:
    tellers.grant(amount="300")
    message, rival = _last(), Browser(tellers.talks.rival)
    for name in ("tell", "end"):
        with pytest.raises(NotFound):
            rival.ask(reverse(f"benefits:{name}", args=[tellers.person]))
    for name in ("receipt", "take_back"):
        with pytest.raises((NotFound, Refused)):
            rival.ask(reverse(f"benefits:{name}", args=[message.pk]))
        with pytest.raises(Refused):
            Browser(tellers.talks.scene.community).ask(reverse(f"benefits:{name}", args=[message.pk]))


def test_an_enterprise_that_is_no_source_is_told_what_to_do(talks: Talks) -> None:
    person = received(talks)
    with pytest.raises(Refused) as refused:
        Browser(talks.enterprise).ask(reverse("benefits:tell", args=[person]))
    assert refused.value.code == "benefits.no_source" and "登记本企业的信息来源" in refused.value.next_step
    assert "告知待遇" not in _page(Browser(talks.enterprise), reverse("shell:person", args=[person]))


def test_a_copy_for_the_person_says_what_the_enterprise_told(talks: Talks) -> None:
    tellers = open_tellers(talks, *ITEMS)
    tellers.grant(amount="300")
    community = talks.scene.community
    with acting(community):
        (row,) = COPIED.rows(community, tellers.person, TODAY)
    assert row == ("劳动模范荣誉津贴", "每月 300.00 元", "2026-01-01", "", "享受中", "原企业")


def test_what_is_told_beyond_the_agreement_stands_on_its_list(tellers: Tellers) -> None:
    address = f"{reverse('benefits:people', args=[tellers.main])}?item=outside"
    community = Browser(tellers.talks.scene.community)
    assert CAST[0].name not in _page(community, address)
    tellers.grant(benefit="utilities", amount="80", since="2026-01-01")
    tellers.grant(amount="300")
    listed = _page(community, address)
    assert CAST[0].name in listed and "每月 80.00 元" in listed and "300.00" not in listed
    assert CAST[0].name not in _page(community, f"{address}&state=ended")
    tellers.end("2026-02-01", benefit="utilities")
    assert "2026-02-01" in _page(community, f"{address}&state=ended")
    exported = community.ask(f"{address}&export=1", {"purpose": "通知本人", "confirmed": "1"})
    assert exported.status_code == 200
