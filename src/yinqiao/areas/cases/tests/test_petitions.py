"""The limits within a petition: 15 days to say whether it is taken, then when a review can be asked for."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from yinqiao.areas.cases import services
from yinqiao.areas.cases.tests.offices import TODAY, Offices
from yinqiao.areas.cases.types import Outcome, Result
from yinqiao.areas.cases.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_petition_that_nobody_took_in_fifteen_days_is_listed_from_the_sixteenth(offices: Offices) -> None:
    city = offices.scene.city
    petition, other = offices.open("petition"), offices.open("other")
    assert offices.listed(city, TODAY + timedelta(days=15), standing="untaken") == []
    late = TODAY + timedelta(days=16)
    assert offices.listed(city, late, standing="untaken") == [petition]
    with acting(city):
        (entry,) = [one for one in today_entries(city, late) if "standing=untaken" in one.url]
        assert entry.count == 1
    services.accept(actor=city, at=NOW, case_id=petition)
    assert offices.listed(city, late, standing="untaken") == []
    assert offices.case(other).state == "new"


def test_the_page_says_until_when_to_take_it_and_after_the_answer_until_when_a_review_can_be_asked_for(
    offices: Offices,
) -> None:
    city = offices.scene.city
    petition, other = offices.open("petition"), offices.open("other")

    def page(case: object) -> str:
        return unescape(text_of(Browser(city).ask(reverse("cases:case", args=[case]))))

    assert "告知是否受理" in page(petition) and f"{TODAY + timedelta(days=15)} 已超过" in page(petition)
    assert "告知是否受理" not in page(other)
    services.accept(actor=city, at=NOW, case_id=petition)
    assert "已超过" not in page(petition).split("告知是否受理")[1].split("</div>")[0]
    services.close(actor=city, at=NOW, case_id=petition, outcome=Outcome(Result.SOLVED, "已答复", "政策没有讲清", ""))
    assert f"{TODAY + timedelta(days=30)} 以前" in page(petition) and "请求复核" in page(petition)
