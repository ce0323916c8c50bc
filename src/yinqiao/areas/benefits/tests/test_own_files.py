"""Files by an enterprise's own officer: checked, taken in and taken back as its source, which reads nobody beside them."""

from __future__ import annotations

from html import unescape
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.agreements.tests.talks import Talks
from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.benefits.tests.tellers import SYSTEM, WHO, Tellers
from yinqiao.areas.benefits.types import GRANTED
from yinqiao.areas.dropbox import queries, services
from yinqiao.areas.dropbox.models import File
from yinqiao.areas.dropbox.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
HEADER = "姓名,身份证号,协议项目编号,起始日期,标准\n"
LINES = f"{WHO.name},{id_number(WHO.serial)},4,2026-01-01,300\n查无此人,{id_number(999)},4,2026-01-01,300\n"


def _page(actor: Actor, address: str) -> str:
    return unescape(text_of(Browser(actor).ask(address)))


def _sent(firm: Actor) -> UUID:
    """A file uploaded on the page, and checked by the job that this has queued."""
    with acting(firm):
        source = queries.speaking_for(firm).scope.office
    told = {"kind": GRANTED, "file": SimpleUploadedFile("待遇.csv", (HEADER + LINES).encode("utf-8-sig"))}
    answer = Browser(firm).ask(reverse("dropbox:upload", args=[source]), told)
    assert answer.status_code == 302
    with acting(SYSTEM):
        found = File.objects.get()
    assert found.by_office and answer["Location"] == reverse("dropbox:file", args=[found.pk])
    with acting(firm):
        speaking = queries.speaking_for(firm)
    services.check_file(actor=speaking, at=NOW, file_id=found.pk)
    services.annotate_file(actor=speaking, at=NOW, file_id=found.pk)
    return found.pk


def test_an_enterprise_sends_its_own_file_and_every_line_has_a_receipt(tellers: Tellers) -> None:
    firm = tellers.talks.enterprise
    file_id = _sent(firm)
    with acting(firm):
        speaking = queries.speaking_for(firm)
        (entry,) = today_entries(firm, timezone.localdate(NOW))
    assert (entry.count, entry.url) == (1, f"{reverse('dropbox:files')}?state=checked")
    page = _page(firm, reverse("dropbox:file", args=[file_id]))
    # A check says the same of who is registered and of who is not, as to any office.
    assert "办理后逐行给回执" in page and "登记中已是这样" not in page
    services.begin_taking(actor=speaking, at=NOW, file_id=file_id)
    services.take_in(actor=speaking, at=NOW, file_id=file_id)
    assert tellers.told() == [("4", 300, "standing")]
    lines = _page(firm, reverse("dropbox:lines", args=[file_id]))
    assert "已采用" in lines
    assert Browser(firm).ask(reverse("dropbox:receipts", args=[file_id])).status_code == 200
    services.begin_withdrawal(actor=speaking, at=NOW, file_id=file_id, reason="导出有误")
    services.withdraw_file(actor=speaking, at=NOW, file_id=file_id)
    with acting(SYSTEM):
        assert not BenefitTold.objects.filter(state="standing").exists()


def test_nobody_elses_files_are_there_for_an_enterprise_and_its_own_are_there_for_nobody_else(tellers: Tellers) -> None:
    file_id = _sent(tellers.talks.enterprise)
    for stranger in (tellers.talks.rival, tellers.talks.scene.community, tellers.talks.street):
        with pytest.raises((NotFound, Refused)):
            Browser(stranger).ask(reverse("dropbox:file", args=[file_id]))
        with acting(stranger):
            assert not File.objects.exists()
    # The city that registered the source goes on with it, should the enterprise be stuck.
    assert "待遇.csv" not in _page(tellers.talks.scene.city, reverse("dropbox:file", args=[file_id]))


def test_what_stands_around_the_page_is_the_enterprises_own(tellers: Tellers) -> None:
    firm = tellers.talks.enterprise
    browser = Browser(firm)
    listed = unescape(text_of(browser.ask(reverse("dropbox:files"))))
    assert browser.actor.scope == firm.scope and firm.scope.label in listed and 'role="search"' in listed
    with acting(firm):
        assert CAST[0].name in unescape(text_of(browser.ask(reverse("shell:person", args=[tellers.person]))))


def test_an_enterprise_that_is_no_source_is_told_whom_to_ask(talks: Talks) -> None:
    with pytest.raises(Refused) as refused:
        Browser(talks.enterprise).ask(reverse("dropbox:files"))
    assert refused.value.code == "dropbox.no_source" and "登记本企业的信息来源" in refused.value.next_step
    with acting(talks.enterprise):
        assert today_entries(talks.enterprise, timezone.localdate(NOW)) == []
