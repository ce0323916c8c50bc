"""A matter for others that is found at the door: a case with the visit, once only, or a reason beside the visit that stands."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from yinqiao.areas.cases.models import Case, CasePerson
from yinqiao.areas.cases.queries import words_of
from yinqiao.areas.duties.models import Delivery
from yinqiao.areas.duties.queries import list_deliveries
from yinqiao.areas.duties.tests.serving import SYSTEM
from yinqiao.areas.duties.types import case_door
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, TODAY
from yinqiao.areas.rounds.tests.walking import Walking
from yinqiao.areas.rounds.types import Choice
from yinqiao.platform.access import acting

LEAK = "屋顶漏雨，已经三天"
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _cases() -> list[Case]:
    with acting(SYSTEM):
        return list(Case.objects.all())


def _last(walking: Walking) -> Delivery:
    with acting(SYSTEM):
        found = list_deliveries(scope=SYSTEM.scope, retiree_id=walking.person).first()
    assert found is not None
    return found


def test_what_is_found_under_way_becomes_a_case_once_however_often_it_is_sent(walking: Walking) -> None:
    first, again = (walking.tell(case_kind="housing_repair", case_words=LEAK) for _ in range(2))
    assert first == again and "已提出联动事项" in first.case
    (case,) = _cases()
    with acting(SYSTEM):
        assert CasePerson.objects.get(case=case).retiree_id == walking.person
        assert words_of(case)["words"] == LEAK
    assert _last(walking).case_id == case.pk and walking.deliveries() == 1
    assert walking.tell(case_kind="housing_repair", case_words="别的").differs


@pytest.mark.parametrize(
    ("kind", "words", "reason"),
    [
        ("housing_repair", " ", "没有写全"),
        ("", LEAK, "没有写全"),
        ("petition", LEAK, "没有这一类"),
        ("nothing", LEAK, "没有这一类"),
    ],
)
def test_a_matter_that_is_refused_has_its_sentence_and_the_visit_stands(
    walking: Walking, kind: str, words: str, reason: str
) -> None:
    receipt = walking.tell(case_kind=kind, case_words=words)
    assert not receipt.code and reason in receipt.case and "留在备注里" in receipt.case
    assert not _cases() and walking.deliveries() == 1 and reason in _last(walking).case_refusal


def test_a_visit_that_does_not_come_in_opens_no_case(walking: Walking) -> None:
    receipt = walking.tell(condition="", case_kind="housing_repair", case_words=LEAK)
    assert receipt.code == "duties.condition_missing" and not _cases()


def test_what_is_kept_as_a_note_alone_opens_the_case_all_the_same(walking: Walking) -> None:
    walking.serving.deliver()
    assert walking.tell(case_kind="housing_repair", case_words=LEAK).code == "duties.done_already"
    assert not _cases()
    walking.tell(choice=Choice.NOTE, case_kind="housing_repair", case_words=LEAK)
    assert len(_cases()) == 1


def test_petitions_and_orders_of_the_hotline_are_not_offered_at_the_door() -> None:
    door = case_door()
    assert door is not None
    codes = [code for code, _ in door.kinds(TODAY)]
    assert "housing_repair" in codes and not {"petition", "hotline_order"} & set(codes)


@time_machine.travel(AT, tick=False)
def test_the_screen_online_asks_for_both_and_leads_to_the_case(walking: Walking) -> None:
    browser = Browser(walking.officer)
    address = reverse("duties:deliver", args=[walking.person])
    sent = {
        "duties": [str(one) for one in walking.serving.open_ids()], "way": "visit", "outcome": "met",
        "condition": "steady", "day": TODAY.isoformat(), "case_kind": "housing_repair",
    }  # fmt: skip
    answer = browser.ask(address, sent)
    assert answer.status_code == 422 and "请用一句话写明什么事" in text_of(answer)
    answer = browser.ask(address, {**sent, "case_kind": "", "case_words": LEAK})
    assert answer.status_code == 422 and "请选择是哪一类" in text_of(answer)
    assert browser.ask(address, {**sent, "case_words": LEAK}).status_code == 302
    (case,) = _cases()
    page = text_of(browser.ask(reverse("duties:person", args=[walking.person])))
    assert "已提出联动事项" in page and f"/{case.pk}/" in page
