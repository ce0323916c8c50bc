"""Agreements taken over as filed: numbered through, with paper and lists, nothing left to prepare or to answer."""

from __future__ import annotations

import io
from datetime import date

import pytest

from yinqiao.areas.agreements import queries
from yinqiao.areas.agreements.services import OldAgreement, take_over_agreements
from yinqiao.areas.agreements.tests.talks import PDF, Talks
from yinqiao.areas.agreements.types import AgreementState, Filing, Numbers, Terms
from yinqiao.areas.checklists.queries import load_items
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]

SYSTEM = Actor.system("测试")


def _old(talks: Talks, people: int) -> OldAgreement:
    terms = Terms(Numbers(people, 3, people), "已退休人员", "取暖补贴", date(2025, 3, 1), date(2026, 2, 28))
    parties = talks.parties()
    filing = Filing(date(2025, 2, 20), "人社退管备〔2025〕7号")
    return OldAgreement(parties, terms, date(2025, 1, 10), date(2025, 2, 1), io.BytesIO(PDF), filing)


def test_agreements_of_old_are_filed_and_numbered_on_and_both_sides_see_them(talks: Talks) -> None:
    with perform(actor=SYSTEM, action="demo.load_agreements", at=NOW) as act:
        first, second = take_over_agreements(act=act, agreements=[_old(talks, 10), _old(talks, 20)])
    for actor in (talks.enterprise, talks.street):
        with acting(actor):
            rows = {row.pk: row for row in queries.list_agreements(scope=actor.scope)}
            assert {rows[one].state for one in (first, second)} == {AgreementState.FILED}
            assert [rows[one].agreement_no for one in (first, second)] == ["移协〔2026〕0001号", "移协〔2026〕0002号"]
            assert queries.get_holding(scope=actor.scope, main_id=second).people == 20
            told = {one.type for one in queries.list_happenings(scope=actor.scope, agreement_id=first)}
            assert "agreements.filed" in told
            assert load_items(scope=actor.scope, agreement_id=first) == []


def test_the_next_agreement_that_is_drafted_has_the_next_number(talks: Talks) -> None:
    with perform(actor=SYSTEM, action="demo.load_agreements", at=NOW) as act:
        take_over_agreements(act=act, agreements=[_old(talks, 10)])
    drafted = talks.draft()
    with acting(talks.enterprise):
        row = queries.get_agreement(scope=talks.enterprise.scope, agreement_id=drafted)
    assert row.agreement_no == "移协〔2026〕0002号"
