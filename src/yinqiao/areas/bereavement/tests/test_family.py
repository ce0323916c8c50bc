"""The family's code: given once, opens items and nothing of the person, ends with the next one, a day, the death taken back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.bereavement import queries, services
from yinqiao.areas.bereavement.models import FamilyPass, Item
from yinqiao.areas.bereavement.rules import code_of, grouped, new_code
from yinqiao.areas.bereavement.types import Kin, Owner
from yinqiao.areas.effects.tests.lives import SYSTEM, TODAY, Lives
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def dead(lives: Lives) -> Lives:
    """王桂英 has died; everybody has something to do."""
    lives.agree()
    lives.die(date(2025, 12, 20))
    return lives


def _give(lives: Lives, **more: Any) -> str:
    told: dict[str, Any] = {
        "actor": lives.scene.community,
        "at": NOW,
        "retiree_id": lives.id(),
        "kin": Kin.CHILD,
        **more,
    }
    return services.give_pass(**told)


def _read(code: str) -> str:
    return unescape(Client().post(reverse("bereavement_public:family"), {"code": code}).content.decode())


def test_a_code_opens_what_is_to_be_done_and_nothing_of_the_person_or_the_party(dead: Lives) -> None:
    # The page asks the clock of today.
    code = _give(dead, at=timezone.now())
    page = _read(grouped(code))
    assert "注销户口" in page and "要带" in page and "原企业" in page
    for hidden in ("王桂英", "2025-12-20", "2025年12月20日", "党"):
        assert hidden not in page.split("</nav>")[-1], hidden
    lines = queries.family_lines(code=code, today=TODAY) or []
    assert lines and all(one.kind.owner is not Owner.PARTY for one in lines)
    with acting(SYSTEM):
        assert Item.objects.filter(owner="party").exists()
        assert code.encode() not in bytes(FamilyPass.objects.get().digest)
        assert code not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_what_was_done_is_told_as_done(dead: Lives) -> None:
    code = _give(dead)
    with acting(SYSTEM):
        item = Item.objects.get(code="household").pk
    services.settle_item(actor=dead.scene.community, at=NOW, item_id=item, outcome="done")
    (line,) = [one for one in queries.family_lines(code=code, today=TODAY) or () if one.kind.code == "household"]
    assert line.state == "done"


def test_a_new_code_ends_the_one_before_and_each_ends_by_its_day(dead: Lives) -> None:
    first, second = _give(dead), _give(dead, kin=Kin.SPOUSE)
    assert queries.family_lines(code=first, today=TODAY) is None
    assert queries.family_lines(code=second, today=TODAY + timedelta(days=180))
    assert queries.family_lines(code=second, today=TODAY + timedelta(days=181)) is None


def test_a_death_taken_back_ends_the_code_and_who_lives_has_none(lives: Lives) -> None:
    with pytest.raises(Conflict) as refused:
        _give(lives)
    assert refused.value.code == "bereavement.not_dead"
    lives.die(date(2025, 12, 20))
    code = _give(lives)
    lives.live()
    assert queries.family_lines(code=code, today=TODAY) is None
    with pytest.raises(Conflict):
        _give(lives)


def test_only_who_looks_after_the_person_gives_a_code(dead: Lives) -> None:
    for actor, refusal in ((dead.scene.elsewhere, NotFound), (dead.scene.officer, Conflict)):
        with pytest.raises(refusal):
            _give(dead, actor=actor)
        with acting(actor):
            assert not FamilyPass.objects.exists()


def test_the_page_shows_the_code_once_and_a_wrong_one_is_told_so(dead: Lives) -> None:
    browser, address = Browser(dead.scene.community), reverse("bereavement:family", args=[dead.id()])
    assert browser.ask(address, {}).status_code == 422
    page = unescape(text_of(browser.ask(address, {"kin": "child"})))
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert found and "注销户口" in _read(found[0].lower())
    assert found[0] not in unescape(text_of(browser.ask(address)))
    assert "给子女查看码" in unescape(text_of(browser.ask(reverse("bereavement:file", args=[dead.id()]))))
    for wrong in ("", "ABCD-EFGH-JKMN", "x" * 200, "' OR 1=1"):
        answer = Client().post(reverse("bereavement_public:family"), {"code": wrong})
        assert answer.status_code == 404 and "没有找到这个查看码" in answer.content.decode()
    assert Client().get(reverse("bereavement_public:family")).status_code == 200


@given(st.integers(0, 9))
def test_a_code_is_read_as_it_is_said(_: int) -> None:
    code = new_code()
    assert code_of(f" {grouped(code).lower()} ") == code and code_of(code[:-1]) == ""
