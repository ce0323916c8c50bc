"""Pages of hardship and visits: what they show, whom they refuse, what they ask."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from yinqiao.areas.aid.tests.tellers import LATER, TODAY, Tellers
from yinqiao.areas.aid.types import HARDSHIP
from yinqiao.areas.aid.urls import urlpatterns
from yinqiao.areas.aid.views.person import panel
from yinqiao.areas.intake.tests.offices import NUMBER
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting

POSTED = ("end_basis", "withdraw_consent")
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_every_route_refuses_an_enterprise_and_an_overseer_and_sends_the_unknown_to_sign_in(tellers: Tellers) -> None:
    for pattern in urlpatterns:
        address = reverse(f"aid:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, uuid4()))
        for role in ("enterprise_officer", "auditor"):
            with pytest.raises(Refused) as refused:
                Browser(tellers.city.actor(role)).ask(address, {} if pattern.name in POSTED else None)
            assert refused.value.code == "access.role_not_allowed"
        answer = Browser(Actor.anonymous()).ask(address, {} if pattern.name in POSTED else None)
        assert answer.status_code == 302


def test_a_community_officer_sees_who_is_to_be_visited_and_why_and_no_more(tellers: Tellers) -> None:
    tellers.recognise("destitute")
    officer = tellers.city.actor("community_officer")
    browser = Browser(officer)
    with acting(officer):
        shown = panel(officer, tellers.person, TODAY)
    assert shown is not None and len(shown["visits"]) == 1
    listed = text_of(browser.ask(reverse("duties:duties") + "?standard=duties.hardship_visit"))
    assert "王桂英" in listed and "困难对象走访" in listed and NUMBER not in listed
    page = text_of(browser.ask(reverse("aid:person", args=[tellers.person])))
    assert "特困人员" in page and "长民救〔2026〕18号" in page and "登记走访" in page


def test_a_consent_is_noted_and_taken_back_on_the_page(tellers: Tellers) -> None:
    browser = Browser(tellers.city.actor("community_officer"))
    address = reverse("aid:consent", args=[tellers.person])
    form = {"way": "signed", "given_on": "2026-03-01", "paper_no": " "}
    assert "不含病名" in text_of(browser.ask(address))
    assert browser.ask(address, form).status_code == 422
    assert browser.ask(address, {**form, "paper_no": "同意书1"}).status_code == 302
    page = reverse("aid:person", args=[tellers.person])
    assert "登记撤回同意" in text_of(browser.ask(page))
    assert browser.ask(reverse("aid:withdraw_consent", args=[tellers.person]), {"x": "1"}).status_code == 302
    assert "撤回" in text_of(browser.ask(page))


def test_a_manager_notes_the_basis_of_a_source_and_ends_it(tellers: Tellers) -> None:
    browser = Browser(tellers.city.actor("city_manager"))
    listed = text_of(browser.ask(reverse("aid:sources")))
    assert "医保部门" in listed and "仅限本人同意" in listed
    address = reverse("aid:basis", args=[tellers.insurance.source_id])
    form = {"document": "共享清单", "article": "第三项", "valid_from": "2026-01-01", "valid_to": ""}
    assert browser.ask(address, {**form, "valid_to": "2025-01-01"}).status_code == 422
    assert browser.ask(address, form).status_code == 302
    assert "共享清单" in text_of(browser.ask(reverse("aid:sources")))
    end = reverse("aid:end_basis", args=[tellers.insurance.source_id])
    assert browser.ask(end, {"x": "1"}).status_code == 302
    assert "终止" in text_of(browser.ask(reverse("aid:sources")))


def test_civil_affairs_tell_by_letter_with_the_grade_as_a_list(tellers: Tellers) -> None:
    browser = Browser(tellers.city.actor("city_manager"))
    address = reverse("intake:letter", args=[tellers.civil.source_id]) + f"?type={HARDSHIP}"
    assert "最低生活保障对象" in text_of(browser.ask(address))
    told = {
        "number": "长民函1号", "written_on": "2026-03-04", "id_number": NUMBER, "name": "王桂英", "since": "2026-02-01",
        "grade": "minimum_living", "basis": "长民救1号",
    }  # fmt: skip
    done = browser.ask(address, told)
    assert done.status_code == 302
    assert tellers.hardships() == [("minimum_living", "standing")]
    page = text_of(browser.ask(done["Location"]))
    assert "最低生活保障对象" in page and LATER
