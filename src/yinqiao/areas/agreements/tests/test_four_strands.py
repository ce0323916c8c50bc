"""Party members and square metres count under an agreement as people and archives do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.queries import get_figures, list_linkable_batches
from yinqiao.areas.agreements.queries.strands import STRANDS
from yinqiao.areas.agreements.rules import differences
from yinqiao.areas.agreements.tests.talks import TERMS, Talks
from yinqiao.areas.agreements.types import NUMBER_LABELS, AgreementState, Numbers, Side
from yinqiao.areas.agreements.views.strands import WAYS
from yinqiao.areas.assets.tests.estate import Estate, asset
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.party.tests.transfers import Transfer, lettered, member
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def filed(talks: Talks) -> UUID:
    """An agreement on file over five people, four of them members, and 700 m²."""
    numbers = Numbers(people=5, party_members=4, area_m2=Decimal(700))
    return talks.standing(AgreementState.FILED, replace(TERMS, numbers=numbers))


def _link(talks: Talks, agreement_id: UUID, batch_id: UUID) -> None:
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(agreement_id), batch_id=batch_id)


def _lines(talks: Talks, agreement_id: UUID, strand: str) -> dict[str, tuple[int | Decimal, Side | None]]:
    """The open lines of a strand, the same for both sides."""
    told = []
    for actor in (talks.enterprise, talks.street, talks.district):
        with acting(actor):
            figures = get_figures(scope=actor.scope, agreement_id=agreement_id)
        lines = differences(figures.of(strand), talks.row(agreement_id).signed_on)
        told.append({one.gap.value: (one.amount, one.owner) for one in lines})
    assert told[0] == told[1] == told[2]
    return told[0]


def test_each_strand_is_a_number_of_the_agreement_and_its_figures_lead_somewhere() -> None:
    assert {one.name for one in STRANDS} == set(WAYS) == set(NUMBER_LABELS) - {"amount"}
    assert len({one.kind for one in STRANDS}) == len(STRANDS)


def test_members_are_counted_from_the_list_to_the_receipt_and_who_was_sent_back_is_the_enterprises_turn(
    talks: Talks, filed: UUID
) -> None:
    transfer = Transfer.of(talks.scene)
    batch_id = transfer.offer(lettered(102), member(103), lettered(104))
    with acting(talks.enterprise):
        offered = dict(list_linkable_batches(scope=talks.enterprise.scope, agreement_id=filed))
    assert offered[batch_id].startswith("党员移交名册") and offered[batch_id].endswith("3 人")
    _link(talks, filed, batch_id)
    assert _lines(talks, filed, "party_members") == {"not_sent": (1, Side.ENTERPRISE), "waits": (3, Side.PLACE)}
    transfer.check_in(102)
    transfer.accept(102)
    transfer.send_back(104)
    assert _lines(talks, filed, "party_members") == {
        "not_sent": (1, Side.ENTERPRISE), "waits": (1, Side.PLACE), "lacks": (1, Side.ENTERPRISE),
    }  # fmt: skip


def test_square_metres_are_counted_as_listed_until_the_last_step_of_their_path(talks: Talks, filed: UUID) -> None:
    estate = Estate.of(talks.scene)
    batch_id = estate.offer(asset("FW1"), asset("FW2", name="活动室", area="379.50", address="月华巷13号"))
    with acting(talks.enterprise):
        offered = dict(list_linkable_batches(scope=talks.enterprise.scope, agreement_id=filed))
    assert offered[batch_id].endswith("2 处")
    _link(talks, filed, batch_id)
    assert _lines(talks, filed, "area_m2") == {"waits": (Decimal("700.00"), Side.PLACE)}
    estate.survey("FW1")
    estate.walk("FW1")
    estate.send_back("FW2")
    assert _lines(talks, filed, "area_m2") == {"lacks": (Decimal("379.50"), Side.ENTERPRISE)}


def test_the_page_says_whose_turn_it_is_in_the_words_of_each_strand(talks: Talks, filed: UUID) -> None:
    transfer, estate = Transfer.of(talks.scene), Estate.of(talks.scene)
    _link(talks, filed, transfer.offer(lettered(102)))
    _link(talks, filed, estate.offer(asset("FW1")))
    for actor in (talks.enterprise, talks.street):
        page = unescape(text_of(Browser(actor).ask(reverse("agreements:agreement", args=[filed]))))
        assert "其中党员：已送出，待接收" in page and "开具介绍信、报到后接收" in page
        assert "服务场所：已送出，待接收" in page and "320.50 平方米" in page
