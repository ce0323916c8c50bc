"""Batches under an agreement, what is delivered by them, and the ends of an agreement."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.queries import get_figures, get_holding, list_linkable_batches
from yinqiao.areas.agreements.tests.talks import SYSTEM, TERMS, Talks, with_numbers
from yinqiao.areas.agreements.types import AgreementState, Parties, Wording
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.services import Choice, accept_people
from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.organisations.queries import places, scope_of_enterprise
from yinqiao.areas.organisations.services import register_enterprises
from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def filed(talks: Talks) -> object:
    """An agreement on file over ten people."""
    return talks.standing(AgreementState.FILED)


def _accept(actor: Actor) -> int:
    with acting(actor):
        waiting = list(list_offers(scope=actor.scope).filter(state="offered").values_list("id", flat=True))
    return accept_people(actor=actor, at=NOW, choice=Choice.of(waiting))


def test_delivered_is_counted_from_the_offers_the_same_for_both_sides(talks: Talks, filed: object) -> None:
    batch = talks.scene.submit(roster(*CAST))
    with acting(talks.enterprise):
        offered = list_linkable_batches(scope=talks.enterprise.scope, agreement_id=filed)
    assert [one for one, _ in offered] == [batch]
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch)
    accepted = _accept(talks.scene.community)
    assert accepted > 0
    for actor in (talks.enterprise, talks.street, talks.district):
        with acting(actor):
            figures = get_figures(scope=actor.scope, agreement_id=filed)
        people = figures.of("people")
        assert (people.received, people.remainder, people.sent) == (accepted, 10 - accepted, 4)
        assert people.batches[0].delivered.elsewhere == (1 if actor is talks.enterprise else 0)
        assert figures.rest == {
            "people": 10 - accepted, "party_members": 3, "archives": 10, "area_m2": Decimal("41.00"),
            "amount": Decimal("20000.00"),
        }  # fmt: skip
    with acting(talks.enterprise):
        assert list_linkable_batches(scope=talks.enterprise.scope, agreement_id=filed) == []
    with acting(talks.street):
        assert list_linkable_batches(scope=talks.street.scope, agreement_id=filed) == []


def test_a_batch_is_taken_out_again_until_somebody_is_accepted(talks: Talks, filed: object) -> None:
    batch = talks.scene.submit(roster(*CAST))
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch)
    services.unlink_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch)
    with pytest.raises(NotFound):
        services.unlink_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch)
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch)
    _accept(talks.scene.community)
    with pytest.raises(Conflict) as refused:
        services.unlink_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch)
    assert refused.value.code == "agreements.batch_accepted"


def test_a_batch_belongs_to_one_agreement_of_its_own_enterprise(talks: Talks, filed: object) -> None:
    batch = talks.scene.submit(roster(*CAST[:2]))
    foreign = talks.scene.submit(roster(*CAST[2:4]), talks.rival)
    unsent = talks.scene.upload(roster(*CAST[4:]))
    other = talks.standing(AgreementState.SIGNED)
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch)
    for one, code in (
        (batch, "agreements.batch_taken"),
        (foreign, "not_found"),
        (unsent, "agreements.batch_not_of_parties"),
    ):
        with pytest.raises(DomainError) as refused:
            services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(other), batch_id=one)
        assert refused.value.code == code
    with pytest.raises(DomainError) as across:
        services.link_batch(actor=talks.street, at=NOW, seen=talks.seen(other), batch_id=batch)
    assert across.value.code == "agreements.not_your_step"


@pytest.mark.parametrize("covers_group", [False, True])
def test_a_daughters_batch_counts_where_the_agreement_covers_the_group(talks: Talks, covers_group: bool) -> None:
    known = register_enterprises(
        actor=SYSTEM, at=NOW,
        enterprises=[EnterpriseInput("914301007000000033", "中湘机床铸造（演示）", EnterpriseSource.CENTRAL, group_uscc="914301007000000011")],
    )  # fmt: skip
    daughter = known["914301007000000033"]
    group = scope_of_enterprise(enterprise_id=talks.scene.enterprise_id)
    head = Actor(talks.enterprise.id, "enterprise_admin", "集团经办", group, group.label)
    own = scope_of_enterprise(enterprise_id=daughter)
    batch = talks.scene.submit(roster(*CAST[:2]), Actor(head.id, "enterprise_officer", "子公司经办", own, own.label))
    parties = Parties(talks.scene.enterprise_id, places().by_code["430104001000"].place_no, covers_group)
    one = services.draft_agreement(actor=head, at=NOW, parties=parties, wording=Wording(TERMS))
    talks.walk(one, AgreementState.SIGNED)

    def link() -> None:
        services.link_batch(actor=head, at=NOW, seen=talks.seen(one), batch_id=batch)

    if covers_group:
        link()
        with acting(head):
            assert get_figures(scope=head.scope, agreement_id=one).of("people").sent == 2
        return
    with pytest.raises(Invalid) as refused:
        link()
    assert refused.value.code == "agreements.batch_not_of_parties"


def test_what_holds_is_the_main_paper_and_every_signed_supplement(talks: Talks, filed: object) -> None:
    talks.supplement(filed, -3, AgreementState.FILED)
    talks.supplement(filed, 2, AgreementState.SIGNED)
    talks.supplement(filed, 100, AgreementState.AGREED)
    with acting(talks.street):
        assert get_holding(scope=talks.street.scope, main_id=filed).people == 9
        assert get_figures(scope=talks.street.scope, agreement_id=filed).agreed.people == 9


def test_a_remainder_is_explained_before_an_agreement_is_closed(talks: Talks, filed: object) -> None:
    def close(actor: Actor, note: str = "") -> None:
        services.close_agreement(actor=actor, at=NOW, seen=talks.seen(filed), note=note)

    with pytest.raises(DomainError) as across:
        close(talks.enterprise, "说明")
    assert across.value.code == "agreements.not_your_step"
    with pytest.raises(Invalid) as refused:
        close(talks.street)
    assert refused.value.code == "agreements.note_required"
    close(talks.street, "10 人已迁往外地")
    row = talks.row(filed)
    assert (row.state, row.end_remainder, row.end_note) == ("closed", 10, "10 人已迁往外地")
    assert row.end_rest == {
        "people": 10, "party_members": 3, "archives": 10, "area_m2": "41.00", "amount": "20000.00",
    }  # fmt: skip


def test_what_is_delivered_whole_closes_without_words(talks: Talks) -> None:
    one = talks.standing(AgreementState.FILED, with_numbers(people=2, party_members=0, archives=0, area_m2=0, amount=0))
    batch = talks.scene.submit(roster(*CAST[:2]))
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(one), batch_id=batch)
    assert _accept(talks.scene.community) == 2
    services.close_agreement(actor=talks.street, at=NOW, seen=talks.seen(one))
    assert talks.row(one).end_remainder == 0


def test_no_agreement_ends_while_a_supplement_that_both_know_is_under_way(talks: Talks, filed: object) -> None:
    hidden = talks.supplement(filed, 1)
    open_one = talks.supplement(filed, -1, AgreementState.PROPOSED)
    for end in (
        lambda: talks.end(filed),
        lambda: services.close_agreement(actor=talks.street, at=NOW, seen=talks.seen(filed), note="已说明"),
    ):
        with pytest.raises(Conflict) as refused:
            end()
        assert refused.value.code == "agreements.supplement_open"
    talks.walk(open_one, AgreementState.FILED)
    talks.end(filed)
    row = talks.row(filed)
    assert (row.state, row.end_reason, row.end_remainder) == ("ended", "by_consent", 9)
    with pytest.raises(Conflict) as late:
        talks.propose(hidden)
    assert late.value.code == "agreements.step_not_open"
    services.cancel_agreement(actor=talks.enterprise, at=NOW, seen=talks.seen(hidden))


def test_half_way_needs_words_and_the_district(talks: Talks, filed: object) -> None:
    with pytest.raises(Invalid) as refused:
        talks.end(filed, " ")
    assert refused.value.code == "agreements.note_required"
    talks.end(filed)
    with pytest.raises(Conflict):
        talks.end(filed)
