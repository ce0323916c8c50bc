"""What becomes of what an enterprise used to give: asked with the agreement or by an office, answered, read by who worked there."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.benefits import queries, services
from yinqiao.areas.benefits.models import BenefitFate
from yinqiao.areas.benefits.rules import old_benefits
from yinqiao.areas.benefits.tests.tellers import SYSTEM, Tellers
from yinqiao.areas.benefits.types import Fate, FateAnswer
from yinqiao.areas.benefits.views.fates import today_entries
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = timezone.localdate(NOW)
HEATED = FateAnswer(Fate.STAYS, "原企业", date(2027, 12, 31), "离退休办公室 0731-88880000", "企函〔2026〕3号")


def _fates(**narrowed: Any) -> list[BenefitFate]:
    with acting(SYSTEM):
        return list(BenefitFate.objects.filter(**narrowed).order_by("code"))


def _lines(tellers: Tellers, today: date = TODAY, actor: Actor | None = None) -> dict[str, str]:
    who = actor or tellers.talks.scene.community
    with acting(who):
        found = queries.list_fate_lines(scope=who.scope, retiree_id=tellers.person, today=today)
    return {one.old.code: "".join(one.sentences) for one in found}


def _answer(actor: Actor, code: str = "heating", answer: FateAnswer = HEATED) -> None:
    (row,) = _fates(code=code)
    services.answer_fate(actor=actor, at=NOW, fate_id=row.pk, answer=answer)


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"benefits:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_whoever_signs_is_asked_of_everything_with_a_day_and_says_it_once(tellers: Tellers) -> None:
    assert {one.code for one in _fates()} == set(old_benefits())
    assert {one.due_on for one in _fates()} == {TODAY + timedelta(days=30)}
    with pytest.raises(Conflict) as refused:
        services.ask_fates(actor=tellers.talks.scene.street, at=NOW, enterprise_id=tellers.talks.scene.enterprise_id)
    assert refused.value.code == "benefits.nothing_to_ask"


def test_an_office_asks_another_enterprise_and_a_community_does_not(tellers: Tellers) -> None:
    scene = tellers.talks.scene
    with pytest.raises(Refused):
        services.ask_fates(actor=scene.community, at=NOW, enterprise_id=scene.other_id)
    with pytest.raises(NotFound):
        services.ask_fates(actor=scene.street, at=NOW, enterprise_id=10**8)
    assert services.ask_fates(actor=scene.street, at=NOW, enterprise_id=scene.other_id) == len(old_benefits())


def test_what_nobody_knows_says_whose_turn_it_is_and_until_when(tellers: Tellers) -> None:
    assert "已请原企业答复，最晚" in _lines(tellers)["rent"]
    assert "由街道催办" in _lines(tellers, TODAY + timedelta(days=31))["rent"]
    with acting(SYSTEM):
        BenefitFate.objects.all().delete()
    assert _lines(tellers)["rent"] == "还不清楚。由社区请原企业答复，问清以后写在这里。"


def test_an_answer_is_read_by_the_community_and_by_the_person_in_the_same_words(tellers: Tellers) -> None:
    _answer(tellers.talks.enterprise)
    said = "仍由原企业负责。钱由原企业出。到2027年12月31日为止。有事问离退休办公室 0731-88880000。"
    own = Actor(None, "retiree", "本人", Scope.of_person(tellers.person))
    assert _lines(tellers)["heating"] == said == _lines(tellers, actor=own)["heating"]
    assert "（已经到期）" in _lines(tellers, date(2028, 1, 1))["heating"]
    with acting(own):
        assert {one.enterprise_id for one in BenefitFate.objects.all()} == {tellers.talks.scene.enterprise_id}
    _answer(tellers.talks.enterprise, answer=FateAnswer(Fate.OVER, "", None, "", ""))
    assert _lines(tellers)["heating"] == "已经停止。"


def test_an_answer_that_leaves_people_asking_is_refused(tellers: Tellers) -> None:
    enterprise, street = tellers.talks.enterprise, tellers.talks.scene.street
    for actor, wrong, field in (
        (enterprise, FateAnswer(Fate.STAYS, " ", None, "办公室", ""), "payer"),
        (enterprise, FateAnswer(Fate.IN_MONEY, "本人", None, " ", ""), "where"),
        (street, FateAnswer(Fate.OVER, "", None, "", " "), "basis"),
    ):
        with pytest.raises(Invalid) as refused:
            _answer(actor, answer=wrong)
        assert field in refused.value.fields
    _answer(street)


def test_nobody_answers_for_another_enterprise_and_overseers_read_none(tellers: Tellers) -> None:
    scene = tellers.talks.scene
    with pytest.raises(NotFound):
        _answer(scene.rival)
    with pytest.raises(Refused):
        _answer(scene.community)
    overseer = Actor(None, "auditor", "审计", scene.city.scope.for_oversight())
    for actor in (overseer, scene.rival):
        with acting(actor):
            assert not BenefitFate.objects.exists()


def test_the_pages_list_ask_and_take_answers(tellers: Tellers) -> None:
    scene, enterprise = tellers.talks.scene, tellers.talks.enterprise
    (row,) = _fates(code="heating")
    page = _page(enterprise, "fates")
    assert "供暖" in page and "等答复" in page
    for query, listed in (
        ("?state=answered", False),
        ("?state=overdue", True),
        ("?code=heating", True),
        ("?sort=due_on", True),
    ):
        late = query == "?state=overdue"
        assert (f"/benefits/old/{row.pk}/" in _page(enterprise, "fates", query=query)) is (
            listed and (not late or row.due_on < timezone.localdate())
        ), query
    good = {"fate": "stays", "payer": "原企业", "where": "办公室 0731-88880000"}
    for wrong in ({"fate": ""}, {"fate": "x"}, {"until": "x"}, {"payer": ""}):
        assert "现在怎么办" in _page(enterprise, "fate", row.pk, data={**good, **wrong})
    assert _page(enterprise, "fate", row.pk, data=good) == "302"
    assert "仍由原企业负责" in _page(enterprise, "fates", query="?state=answered")
    assert _page(scene.street, "ask", data={"enterprise": str(scene.other_id)}) == "302"
    said = _page(scene.community, "answers", tellers.person)
    assert "钱由原企业出" in said and "等答复" in said
    with pytest.raises(Refused):
        _page(enterprise, "answers", tellers.person)


def test_today_counts_what_the_list_shows(tellers: Tellers) -> None:
    enterprise, street = tellers.talks.enterprise, tellers.talks.scene.street
    with acting(enterprise):
        (waiting,) = today_entries(enterprise, TODAY)
    with acting(street):
        assert today_entries(street, TODAY) == []
        (late,) = today_entries(street, TODAY + timedelta(days=31))
    assert waiting.count == late.count == len(old_benefits())
