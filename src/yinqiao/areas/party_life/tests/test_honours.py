"""Fifty years in the party and condolence: who has a right, given once, taken back with a reason, counted by category."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.party.models import Member
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.models import Honour
from yinqiao.areas.party_life.tests.life import Life, when
from yinqiao.areas.party_life.types import Category, Occasion
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _joined(life: Life, serial: int, joined_on: date | None, full_on: date | None) -> None:
    with acting(SYSTEM):
        Member.objects.filter(pk=life.member(serial)).update(joined_on=joined_on, full_on=full_on)


def _entitled(life: Life, year: int = 2026) -> list[tuple[str, bool]]:
    with acting(life.street):
        found = queries.list_medals(scope=life.street.scope, year=year, today=TODAY)
        return [(one.member.name, one.has_medal) for one in found]


def _give(life: Life, *serials: int, on: date = TODAY, by: Actor | None = None) -> int:
    ids = [life.member(one) for one in serials]
    return services.give_medals(actor=by or life.street, at=when(TODAY), member_ids=ids, given_on=on)


def _console(life: Life, *serials: int, occasion: Occasion = Occasion.SPRING, category: Category = Category.OLD) -> int:
    ids = [life.member(one) for one in serials]
    return services.give_condolence(
        actor=life.street, at=when(TODAY), member_ids=ids, occasion=occasion, category=category, given_on=TODAY
    )


def test_fifty_years_count_from_full_membership_to_the_first_of_july_and_else_from_joining_and_a_year(
    life: Life,
) -> None:
    _joined(life, 102, date(1975, 1, 1), date(1976, 7, 1))
    _joined(life, 103, date(1970, 1, 1), date(1976, 7, 2))
    _joined(life, 104, date(1975, 7, 1), None)
    assert {name for name, _ in _entitled(life)} == {"王桂英", "阿依古丽·买买提"}
    assert len(_entitled(life, 2027)) == 3
    _joined(life, 104, date(1975, 7, 2), None)
    assert [name for name, _ in _entitled(life)] == ["王桂英"]


def test_the_medal_is_given_once_in_a_life_and_to_nobody_before_the_time(life: Life) -> None:
    _joined(life, 102, date(1970, 1, 1), date(1971, 1, 1))
    with pytest.raises(Conflict, match="not_fifty_years"):
        _give(life, 102, 103)
    with acting(SYSTEM):
        assert not Honour.objects.exists()
    assert _give(life, 102) == 1 and _give(life, 102) == 0
    assert _entitled(life) == [("王桂英", True)]
    for on in (TODAY + timedelta(1), TODAY - timedelta(367)):
        with pytest.raises(Invalid, match="not_possible"):
            _give(life, 102, on=on)
    with pytest.raises(NotFound):
        _give(life, 102, by=life.transfer.elsewhere)


def test_what_was_a_mistake_is_taken_back_with_its_reason_and_may_be_given_again(life: Life) -> None:
    _joined(life, 102, date(1970, 1, 1), date(1971, 1, 1))
    _give(life, 102)
    with acting(SYSTEM):
        made = Honour.objects.get().pk
    with pytest.raises(Invalid, match="not_possible"):
        services.take_back_honour(actor=life.street, at=when(TODAY), honour_id=made, reason=" ")
    with pytest.raises(NotFound):
        services.take_back_honour(actor=life.transfer.elsewhere, at=when(TODAY), honour_id=made, reason="错")
    services.take_back_honour(actor=life.street, at=when(TODAY), honour_id=made, reason="登记错人")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        services.take_back_honour(actor=life.street, at=when(TODAY), honour_id=made, reason="登记错人")
    assert _entitled(life) == [("王桂英", False)] and _give(life, 102) == 1


def test_condolence_is_counted_by_category_with_the_sum_of_the_rule_once_for_each_occasion(life: Life) -> None:
    assert _console(life, 102, 103) == 2 and _console(life, 102, 104) == 1
    assert _console(life, 102, occasion=Occasion.JULY, category=Category.ILL) == 1
    with pytest.raises(Invalid, match="not_possible"):
        _console(life, 102, occasion=Occasion.MEDAL)
    with acting(life.street):
        told = queries.count_condolence(scope=life.street.scope, year=TODAY.year)
    assert told == {Category.OLD: (3, 150_000), Category.HARDSHIP: (0, 0), Category.ILL: (1, 100_000)}
    with acting(life.transfer.elsewhere):
        assert queries.count_condolence(scope=life.transfer.elsewhere.scope, year=TODAY.year)[Category.OLD] == (0, 0)
        assert not Honour.objects.exists()


def test_the_pages_record_for_those_ticked_and_for_nobody_out_of_sight(life: Life) -> None:
    def page(actor: Actor, name: str, data: dict[str, Any] | None = None, query: str = "") -> str:
        answer = Browser(actor).ask(reverse(f"party_life:{name}") + query, data)
        return text_of(answer) if answer.status_code != 302 else "302"

    street, today = life.street, timezone.localdate().isoformat()
    _joined(life, 102, date(1970, 1, 1), date(1971, 1, 1))
    assert "王桂英" in page(street, "medals", query="?given=no") and "欧阳建国" not in page(street, "medals")
    ids = {"ids": [str(life.member(102))]}
    assert "已选 1 人" in page(street, "give_medals", ids)
    assert page(street, "give_medals", {**ids, "sent": "1", "given_on": today}) == "302"
    assert "王桂英" not in page(street, "medals", query="?given=no")
    assert "500.00 元" in page(street, "console", ids)
    told = {**ids, "sent": "1", "occasion": "july", "category": "hardship", "given_on": today}
    assert page(street, "console", told) == "302"
    listed = page(street, "honours")
    assert "七一慰问" in listed and "1,000.00" in listed and "光荣在党50年纪念章" in listed
    for name in ("give_medals", "console"):
        with pytest.raises(NotFound):
            page(life.transfer.elsewhere, name, ids)
    with acting(SYSTEM):
        made = Honour.objects.get(occasion="july").pk
    answer = Browser(street).ask(reverse("party_life:take_back", args=[made]), {"reason": "登记错人"})
    assert answer.status_code == 302 and "已撤销：登记错人" in page(street, "honours")
