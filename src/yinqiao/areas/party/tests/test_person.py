"""The person page: which side is responsible for the party relation; nothing of it for enterprises and overseers."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import UUID

import pytest

from yinqiao.areas.datarights.queries import who_touched
from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.handover.tests.conftest import CAST, roster
from yinqiao.areas.party.tests.transfers import Transfer, lettered
from yinqiao.areas.party.views.person import party_strand
from yinqiao.areas.retirees.queries import list_timeline
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.ui.registry import StrandView

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FIRM = "退休第一党支部，由中湘机床集团（演示）负责管理"


def _strand(actor: Actor, person: UUID) -> StrandView | None:
    with acting(actor):
        return party_strand(actor, person)


@pytest.fixture
def person(transfer: Transfer) -> UUID:
    """Somebody whom the community accepted and whose relation is on its way."""
    transfer.scene.submit(roster(CAST[0]))
    transfer.accept_people()
    transfer.offer(lettered(102))
    found = transfer.member(102).retiree_id
    assert found is not None
    return found


def test_the_strand_says_who_is_responsible_at_every_step(transfer: Transfer, person: UUID) -> None:
    local, day = transfer.community, date(2026, 3, 2)
    assert _strand(local, person) == StrandView(f"{FIRM}，转接中，待报到", day, "党组织关系转接")
    transfer.check_in(102, by=local)
    assert _strand(local, person) == StrandView(f"{FIRM}，转接中，已报到", day, "党组织关系转接")
    transfer.accept(102, by=local)
    place = StrandView("由岳麓区 · 望月湖街道 · 月华社区负责管理，已接收", day, "党组织关系转接")
    assert _strand(local, person) == place
    page = unescape(text_of(Browser(local).ask(f"/people/{person}/")))
    assert place.state in page and "来源：党组织关系转接" in page and "党组织关系已接收" in page


def test_neither_the_enterprise_nor_an_overseer_reads_it_on_the_person_page(transfer: Transfer, person: UUID) -> None:
    transfer.check_in(102, by=transfer.community)
    overseer = Actor(None, "auditor", "审计员", transfer.city.scope.for_oversight(), "长沙市")
    for actor in (transfer.firm, overseer):
        assert _strand(actor, person) is None
        with acting(actor):
            told = list_timeline(scope=actor.scope, retiree_id=person)
        assert told and not [one for one in told if one.type.startswith("party.")]
    assert "党组织" not in unescape(text_of(Browser(transfer.firm).ask(f"/people/{person}/"))).partition("<main")[2]
    with acting(overseer):
        touched = who_touched(scope=overseer.scope, retiree_id=person)
    assert not [one for one in touched if one.action.startswith("party.")]
    with acting(transfer.community):
        told = list_timeline(scope=transfer.community.scope, retiree_id=person)
    assert [one.type for one in told if one.type.startswith("party.")] == [
        "party.checked_in", "party.letter_recorded", "party.offered",
    ]  # fmt: skip


def test_without_a_relation_on_the_books_what_was_declared_stands(transfer: Transfer) -> None:
    transfer.scene.submit(roster(CAST[0]))
    transfer.accept_people()
    from yinqiao.areas.retirees.queries import find_people

    with acting(transfer.street):
        [hit] = find_people(scope=transfer.street.scope, text="王桂英", limit=2)
    assert _strand(transfer.street, hit.id) is None


def test_no_programme_reads_in_the_feed_that_somebody_is_a_member(transfer: Transfer, person: UUID) -> None:
    transfer.check_in(102, by=transfer.community)
    with acting(Actor.system("测试")):
        sequence_all()
    for actor in (transfer.city, transfer.community, transfer.firm):
        with acting(actor):
            told = {row.type for row in list_feed(scope=actor.scope, after=0, limit=1000).rows}
        assert "retirees.registered" in told
        assert not told & {"party.offered", "party.letter_recorded", "party.checked_in"}
