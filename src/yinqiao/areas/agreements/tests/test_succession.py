"""An enterprise is renamed or dissolved in the middle of its handover: everything it left is its successor's to finish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.queries import get_agreement, get_figures, list_linkable_batches
from yinqiao.areas.agreements.tests.talks import SYSTEM, TERMS, Talks, less
from yinqiao.areas.agreements.types import AgreementState, Wording
from yinqiao.areas.archives.queries import list_archives
from yinqiao.areas.archives.tests.volumes import Store
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, USCCS, roster
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.organisations.queries import answering_enterprise, get_enterprise, scope_of_enterprise
from yinqiao.areas.organisations.services import (
    dissolve_enterprise,
    register_enterprises,
    rename_enterprise,
    restore_enterprise,
)
from yinqiao.areas.organisations.types import Dissolution, EnterpriseInput, EnterpriseSource, Renaming
from yinqiao.kernel.errors import Conflict, DomainError, Invalid
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = NOW.date()


def _officer(enterprise_id: int) -> Actor:
    scope = scope_of_enterprise(enterprise_id=enterprise_id)
    return Actor(uuid4(), "enterprise_officer", "企业经办", scope, scope.label)


def _dissolve(talks: Talks, successor: int | None) -> Actor:
    """Leave the enterprise to another; answers with an officer of who answers since."""
    city, told = talks.scene.city, Dissolution(TODAY, "湘国资〔2026〕2号", successor)
    dissolve_enterprise(actor=city, at=NOW, enterprise_id=talks.scene.enterprise_id, dissolution=told)
    return _officer(answering_enterprise(enterprise_id=talks.scene.enterprise_id).id)


def _returned(talks: Talks) -> UUID:
    """One of the enterprise's people, sent back by the community."""
    talks.scene.submit(roster(*CAST))
    with acting(talks.scene.community):
        offers = list_offers(scope=talks.scene.community.scope)
        picked: UUID = offers.filter(state=OfferState.OFFERED).values_list("id", flat=True)[0]
    handover.return_people(
        actor=talks.scene.community, at=NOW, choice=Choice.of([picked]), reason=ReturnReason.NOT_RESIDENT, note="已迁走"
    )
    return picked


def _states(actor: Actor) -> dict[str, int]:
    with acting(actor):
        states = list(list_offers(scope=actor.scope).order_by().values_list("state", flat=True))
    return {state: states.count(state) for state in set(states)}


@pytest.fixture(params=["successor", "desk"])
def left(request: pytest.FixtureRequest, talks: Talks) -> Callable[[], Actor]:
    """Dissolves the enterprise, with a successor or without one, and answers with who acts since."""
    return lambda: _dissolve(talks, talks.scene.other_id if request.param == "successor" else None)


def test_renamed_between_two_batches_it_is_the_same_enterprise_and_the_next_goes_through(talks: Talks) -> None:
    scene = talks.scene
    first = scene.submit(roster(*CAST[:2]))
    told = Renaming("橘洲机床集团（演示）", "", TODAY, "湘国资〔2026〕1号")
    rename_enterprise(actor=scene.city, at=NOW, enterprise_id=scene.enterprise_id, renaming=told)
    # The second file still says the old name, beside the code that did not change.
    head, *lines = roster(*CAST).decode("utf-8-sig").splitlines()
    named = [f"{head},原工作单位,统一社会信用代码", *(f"{one},中湘机床集团（演示）,{USCCS[0]}" for one in lines)]
    second = scene.submit(("\n".join(named) + "\n").encode("utf-8-sig"))
    with acting(scene.officer):
        batches = [get_batch(scope=scene.officer.scope, kind="roster", batch_id=one) for one in (first, second)]
    assert [one.enterprise_id for one in batches] == [scene.enterprise_id] * 2
    assert sum(_states(scene.officer).values()) == len(CAST)


def test_the_successor_finds_the_returned_people_answers_and_offers_them_again(
    talks: Talks, left: Callable[[], Actor]
) -> None:
    offer = _returned(talks)
    before = _states(talks.enterprise)
    bystander = register_enterprises(
        actor=SYSTEM,
        at=NOW,
        enterprises=[EnterpriseInput("914301007000000044", "潇湘电机", EnterpriseSource.MUNICIPAL)],
    )["914301007000000044"]
    since = left()
    assert _states(since) == before
    handover.offer_again(actor=since, at=NOW, offer_id=offer, note="已核实，仍住本社区")
    assert _states(since)[OfferState.OFFERED] == before[OfferState.OFFERED] + 1
    with acting(talks.scene.city):
        owners = set(list_offers(scope=talks.scene.city.scope).order_by().values_list("enterprise_id", flat=True))
    assert owners == {talks.scene.enterprise_id}, "nothing is written anew"
    assert _states(_officer(bystander)) == {}, "who has no part in it sees no more than before"


def test_the_successor_finds_the_archives_that_were_missing_and_who_scans_finds_them_its_own(
    talks: Talks, left: Callable[[], Actor]
) -> None:
    store = Store.of(talks.scene)
    batch_id = store.offer()
    store.scan(batch_id, "DA102")
    store.finish(batch_id)
    since = left()
    with acting(since):
        missing = list_archives(scope=since.scope, wanted="missing").values_list("archive_no", flat=True)
        assert sorted(missing) == ["DA103", "DA104"]
    store.scan(batch_id, "DA103")
    with acting(since):
        assert list_archives(scope=since.scope, wanted="missing").count() == 1


def test_the_agreement_is_the_successors_to_continue_with_lists_of_its_own(
    talks: Talks, left: Callable[[], Actor]
) -> None:
    filed = talks.standing(AgreementState.FILED)
    since = left()
    answers = answering_enterprise(enterprise_id=talks.scene.enterprise_id).id
    batch = talks.scene.submit(roster(*CAST), replace(since, scope=replace(since.scope, enterprises=(answers,))))
    with acting(since):
        assert get_agreement(scope=since.scope, agreement_id=filed).enterprise_id == talks.scene.enterprise_id
        assert [one for one, _ in list_linkable_batches(scope=since.scope, agreement_id=filed)] == [batch]
    services.link_batch(actor=since, at=NOW, seen=talks.seen(filed), batch_id=batch)
    with acting(talks.street):
        assert get_figures(scope=talks.street.scope, agreement_id=filed).of("people").batches[0].batch_id == batch
    services.draft_supplement(actor=since, at=NOW, seen=talks.seen(filed), wording=less(-1))


def test_nothing_new_begins_under_the_dissolved_enterprise_and_the_refusal_names_who_answers(
    talks: Talks, left: Callable[[], Actor]
) -> None:
    since = left()
    name = answering_enterprise(enterprise_id=talks.scene.enterprise_id).name
    old = replace(since, scope=replace(since.scope, enterprises=(talks.scene.enterprise_id,)))
    with pytest.raises(Conflict) as upload:
        talks.scene.upload(roster(*CAST), old)
    assert upload.value.code == "handover.enterprise_dissolved"
    assert name in upload.value.message
    with pytest.raises(Invalid) as draft:
        services.draft_agreement(actor=since, at=NOW, parties=talks.parties(), wording=Wording(TERMS))
    assert draft.value.code == "agreements.not_a_party"
    assert name in draft.value.message


def test_taken_back_the_successor_loses_what_was_never_its_own(talks: Talks) -> None:
    offer = _returned(talks)
    _dissolve(talks, talks.scene.other_id)
    restore_enterprise(actor=talks.scene.city, at=NOW, enterprise_id=talks.scene.enterprise_id, reason="登记错了企业")
    since, again = _officer(talks.scene.other_id), _officer(talks.scene.enterprise_id)
    with pytest.raises(DomainError) as refused:
        handover.offer_again(actor=since, at=NOW, offer_id=offer, note="再次移交")
    assert refused.value.code == "not_found"
    handover.offer_again(actor=again, at=NOW, offer_id=offer, note="再次移交")
    assert get_enterprise(enterprise_id=talks.scene.enterprise_id).successor_id is None
