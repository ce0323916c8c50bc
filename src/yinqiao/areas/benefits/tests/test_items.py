"""Items of agreements: written, signed, changed and ended by supplements; for whom they are; who reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.queries import list_versions, printed_text
from yinqiao.areas.agreements.tests.talks import TERMS, TODAY, Talks
from yinqiao.areas.agreements.types import (
    AgreementState,
    Audience,
    Benefit,
    Change,
    Numbers,
    Rhythm,
    Terms,
    Wording,
)
from yinqiao.areas.benefits import queries
from yinqiao.areas.benefits.rules import standing_of
from yinqiao.areas.benefits.tests.tellers import HEATING, ITEMS, OLD, received
from yinqiao.areas.benefits.types import Meant, Standing
from yinqiao.areas.handover.tests.conftest import CAST, NOW, place_actor
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FOUNDING = date(1949, 10, 1)


def _signed(talks: Talks, *items: Benefit) -> UUID:
    return talks.standing(AgreementState.SIGNED, replace(TERMS, benefits=items or ITEMS))


def _supplement(talks: Talks, main: UUID, *items: Benefit) -> UUID:
    wording = Wording(Terms(Numbers(), "待遇变更", benefits=items))
    return services.draft_supplement(actor=talks.enterprise, at=NOW, seen=talks.seen(main), wording=wording)


def _items(actor: Actor, main: UUID) -> list[tuple[str, str, Any]]:
    with acting(actor):
        rows = queries.list_items(scope=actor.scope, agreement_id=main).order_by("no")
        return [(one.no, one.kind, one.until) for one in rows]


def _told(actor: Actor, person: UUID, today: date = TODAY) -> dict[str, str]:
    with acting(actor):
        found = queries.list_person_benefits(scope=actor.scope, retiree_id=person, today=today)
    return {one.no: one.standing.value for one in found}


def _self(person: UUID) -> Actor:
    """Somebody who reads the own matters on the portal."""
    return Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")


def test_items_stand_from_the_signature_on_and_a_draft_gives_nobody_anything(talks: Talks) -> None:
    draft = talks.standing(AgreementState.AGREED, replace(TERMS, benefits=ITEMS))
    assert _items(talks.enterprise, draft) == []
    talks.walk(draft, AgreementState.SIGNED)
    assert [no for no, _, _ in _items(talks.enterprise, draft)] == ["1", "2", "3", "4"]
    with acting(talks.street):
        (latest,) = list_versions(scope=talks.street.scope, agreement_id=draft)
    assert latest.terms.benefits == ITEMS


def test_a_supplement_adds_changes_and_ends_and_what_it_does_not_name_stays(talks: Talks) -> None:
    main = _signed(talks)
    more = replace(HEATING, amount=Decimal(1500), change=Change.CHANGE, target="1")
    over = replace(OLD, change=Change.END, target="2", until=date(2026, 6, 30))
    first = _supplement(talks, main, Benefit("utilities"), more, over)
    assert len(_items(talks.street, main)) == 4
    talks.walk(first, AgreementState.SIGNED)
    assert _items(talks.street, main) == [
        ("1", "heating", None), ("2", "out_of_pool", date(2026, 6, 30)), ("3", "festival", None),
        ("4", "model_worker", None), ("补1-1", "utilities", None),
    ]  # fmt: skip
    with acting(talks.street):
        item = queries.get_item(scope=talks.street.scope, agreement_id=main, no="1")
    assert (item.amount, item.paper_no) == (Decimal(1500), talks.row(first).agreement_no)
    again = _supplement(talks, main, replace(HEATING, kind="housing", change=Change.CHANGE, target="补1-1"))
    talks.walk(again, AgreementState.SIGNED)
    assert _items(talks.street, main)[-1][:2] == ("补1-1", "housing")


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ((replace(HEATING, change=Change.CHANGE, target="9"),), "没有编号为“9”的待遇项目"),
        ((replace(HEATING, change=Change.CHANGE, target="1"), replace(OLD, change=Change.CHANGE, target="1")), "只能变更一次"),
        ((replace(HEATING, change=Change.END, target="1"),), "请填写最后一日"),
        ((replace(HEATING, target="1"),), "新增的不填"),
        ((replace(HEATING, kind="gold"),), "不在目录中"),
        ((replace(HEATING, amount=Decimal(0)),), "标准须大于 0"),
        ((replace(HEATING, until=date(2025, 12, 31)),), "截止日期不能早于起始日期"),
        ((replace(OLD, retired_before=None),), "须写明是哪一日"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_item(talks: Talks, items: tuple[Benefit, ...], sentence: str) -> None:
    main = _signed(talks)
    with pytest.raises(Invalid) as refused:
        _supplement(talks, main, *items)
    assert sentence in refused.value.fields["benefits"]
    with pytest.raises(Invalid):
        talks.draft(terms=replace(TERMS, benefits=(replace(HEATING, change=Change.END, target="1", until=TODAY),)))


def test_a_person_is_told_what_the_agreement_gives_and_what_is_not_known(talks: Talks) -> None:
    person = received(talks)
    assert _told(talks.scene.community, person) == {}
    main = _signed(talks)
    for reader in (talks.scene.community, talks.street, talks.enterprise, talks.scene.city, _self(person)):
        assert _told(reader, person) == {"1": "meant", "4": "named"}
    with acting(Actor.system("测试")):
        Retiree.objects.filter(pk=person).update(retired_on=None, work_start_on=date(1949, 9, 30))
    assert _told(talks.scene.community, person) == {"1": "meant", "2": "unknown", "3": "meant", "4": "named"}
    assert _told(talks.scene.community, person, date(2025, 12, 31))["1"] == "not_yet"
    ended = replace(HEATING, change=Change.END, target="1", until=TODAY)
    talks.walk(_supplement(talks, main, ended), AgreementState.SIGNED)
    assert _told(talks.scene.community, person, TODAY)["1"] == "meant"
    assert _told(talks.scene.community, person, TODAY + timedelta(days=1))["1"] == "over"


def test_others_read_neither_items_nor_people(talks: Talks) -> None:
    person = received(talks)
    main = _signed(talks)
    far = place_actor("community_officer", "430105001001")
    for stranger in (talks.rival, talks.elsewhere, far, _self(uuid4())):
        assert _items(stranger, main) == []
        with pytest.raises(NotFound):
            _told(stranger, person)
        with pytest.raises(Refused if stranger.scope.person else NotFound):
            Browser(stranger).ask(reverse("benefits:people", args=[main]))
    overseer = Actor(talks.street.id, "auditor", "审计", talks.street.scope.for_oversight(), "街道")
    assert (_items(overseer, main), _told(overseer, person)) == ([], {})


def test_the_list_of_an_agreement_says_for_whom_an_item_is_and_is_exported(talks: Talks) -> None:
    person = received(talks)
    main = _signed(talks)
    address = reverse("benefits:people", args=[main])
    for reader in (talks.scene.community, talks.street, talks.enterprise):
        page = unescape(text_of(Browser(reader).ask(address)))
        assert CAST[0].name in page and "供暖补贴：全体移交人员，每年 1,200.00 元" in page
        assert CAST[0].name not in unescape(text_of(Browser(reader).ask(f"{address}?item=2")))
        assert CAST[0].name not in unescape(text_of(Browser(reader).ask(f"{address}?item=4")))
    with acting(Actor.system("测试")):
        Retiree.objects.filter(pk=person).update(retired_on=None)
    page = unescape(text_of(Browser(talks.street).ask(f"{address}?item=2&standing=unknown")))
    assert CAST[0].name in page and "资料不全，待核实" in page
    answer = Browser(talks.street).ask(f"{address}?export=1", {"purpose": "通知本人", "confirmed": "1"})
    assert answer.status_code == 200


def test_earlier_words_stay_and_stand_beside_items(talks: Talks) -> None:
    kept = {name: value for name, value in TERMS.to_json().items() if name != "benefits"}
    assert Terms.of_json(kept) == TERMS
    text = "".join(one.text for one in printed_text("main", replace(TERMS, benefits=ITEMS)))
    assert "（一）供暖补贴：全体移交人员，每年 1,200.00 元，2026年1月1日起，企业承担，依据：企发〔2019〕8号。" in text
    assert "（二）统筹外费用：2012年3月1日以前退休的人员，每月 120.00 元" in text and "统筹外补贴" in text


def test_the_form_keeps_items_and_tells_which_one_is_wrong(talks: Talks) -> None:
    draft = talks.draft(terms=replace(TERMS, benefits=(OLD,)))
    browser, address = Browser(talks.enterprise), reverse("agreements:save", args=[draft])
    assert 'value="120.00"' in unescape(text_of(browser.ask(address)))
    told = {
        "lock_version": talks.row(draft).lock_version, "people": 10, "party_members": 3, "archives": 10, "area_m2": "0",
        "amount": "0", "covered": "", "retained": "", "starts_on": "", "ends_on": "", "remark": "",
        "item0-kind": "heating", "item0-audience": "all", "item0-rhythm": "year", "item0-payer": "enterprise",
        "item0-amount": "x", "item1-kind": "", "item1-amount": "",
    }  # fmt: skip
    assert "待遇第 1 项，标准" in unescape(text_of(browser.ask(address, told)))
    assert "待遇第 2 项：请选择项目" in unescape(
        text_of(browser.ask(address, {**told, "item0-amount": "1", "item1-amount": "5"}))
    )
    assert browser.ask(address, {**told, "item0-amount": "300"}).status_code == 302
    with acting(talks.enterprise):
        latest = list_versions(scope=talks.enterprise.scope, agreement_id=draft)[0]
    assert latest.terms.benefits == (Benefit("heating", amount=Decimal(300), rhythm=Rhythm.YEAR),)
    compared = unescape(text_of(browser.ask(reverse("agreements:versions", args=[draft]))))
    assert "统筹外费用：2012年3月1日以前退休的人员" in compared and "供暖补贴：全体移交人员，每年 300 元" in compared


_days = st.none() | st.dates(date(1930, 1, 1), date(2030, 12, 31))


@pytest.mark.fast
@given(st.sampled_from(list(Audience)), _days, _days, _days, _days, _days)
def test_nobody_is_left_out_for_a_day_that_is_not_known(
    audience: Audience, bound: date | None, since: date | None, until: date | None, retired: date | None, worked: date | None
) -> None:  # fmt: skip
    meant = Meant(audience, bound, since, until)
    found = standing_of(meant, retired_on=retired, work_start_on=worked, today=TODAY, founding_before=FOUNDING)
    day, limit = (worked, FOUNDING) if audience is Audience.FOUNDING else (retired, bound)
    by_day = audience in (Audience.FOUNDING, Audience.RETIRED_BEFORE)
    assert (found is Standing.NOT_MEANT) == bool(by_day and day and limit and day >= limit)
