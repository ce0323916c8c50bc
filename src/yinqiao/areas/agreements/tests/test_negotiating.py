"""The talk: propose, take back, agree, send back; each by its own side, in its own state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.models import AgreementRemark
from yinqiao.areas.agreements.queries import list_remarks
from yinqiao.areas.agreements.tests.talks import TERMS, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState, Seen, Side
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import DomainError, Invalid
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]

Act = Callable[[Actor, Seen], object]
ACTS: dict[str, Act] = {
    "propose": lambda actor, seen: services.propose_agreement(actor=actor, at=NOW, seen=seen),
    "take_back": lambda actor, seen: services.take_agreement_back(actor=actor, at=NOW, seen=seen),
    "agree": lambda actor, seen: services.agree_to_terms(actor=actor, at=NOW, seen=seen),
    "send_back": lambda actor, seen: services.send_agreement_back(actor=actor, at=NOW, seen=seen, remark="人数请核对"),
    "cancel": lambda actor, seen: services.cancel_agreement(actor=actor, at=NOW, seen=seen),
}
# Act → from which state, by the proposer or the other side, to which state.
CASES = {
    "propose": (AgreementState.DRAFT, True, "proposed"),
    "take_back": (AgreementState.PROPOSED, True, "draft"),
    "agree": (AgreementState.PROPOSED, False, "agreed"),
    "send_back": (AgreementState.PROPOSED, False, "draft"),
    "cancel": (AgreementState.DRAFT, True, "cancelled"),
}


@pytest.mark.parametrize("by", list(Side), ids=str)
@pytest.mark.parametrize("name", CASES)
def test_a_step_is_taken_by_its_side_and_refused_to_the_other_and_to_strangers(
    talks: Talks, name: str, by: Side
) -> None:
    start, is_proposers, end = CASES[name]
    proposer, other = (talks.enterprise, talks.street) if by is Side.ENTERPRISE else (talks.street, talks.enterprise)
    one = talks.draft(proposer)
    if start is AgreementState.PROPOSED:
        talks.propose(one, proposer)
    right, wrong = (proposer, other) if is_proposers else (other, proposer)
    codes = []
    for actor in (wrong, talks.rival, talks.elsewhere, replace(right, role="community_officer"), Actor.anonymous()):
        with pytest.raises(DomainError) as refused:
            ACTS[name](actor, talks.seen(one))
        codes.append(refused.value.code)
    unseen = start is AgreementState.DRAFT
    assert codes == [
        "not_found" if unseen else "agreements.not_your_step", "not_found", "not_found", "agreements.not_your_step",
        "not_found",
    ]  # fmt: skip
    assert talks.row(one).state == start
    ACTS[name](right, talks.seen(one))
    assert talks.row(one).state == end
    with pytest.raises(DomainError) as again:
        ACTS[name](right, talks.seen(one))
    assert again.value.code in ("agreements.step_not_open", "agreements.not_your_step")


def test_what_is_proposed_says_who_is_covered_and_when(talks: Talks) -> None:
    one = talks.draft(terms=replace(TERMS, covered="  "))
    with pytest.raises(Invalid) as refused:
        talks.propose(one)
    assert refused.value.code == "agreements.note_required"
    whole = talks.draft()
    talks.propose(whole)
    row = talks.row(whole)
    assert (row.proposed_version, row.proposed_on) == (1, TODAY)


def test_every_answer_keeps_its_words(talks: Talks) -> None:
    one = talks.draft()
    for words in ("人数请核对", "请写明期限"):
        talks.propose(one)
        with pytest.raises(Invalid):
            services.send_agreement_back(actor=talks.street, at=NOW, seen=talks.seen(one), remark=" ")
        services.send_agreement_back(actor=talks.street, at=NOW, seen=talks.seen(one), remark=words)
    with acting(talks.enterprise):
        assert AgreementRemark.objects.filter(agreement_id=one).count() == 2
        found, *_ = list_remarks(scope=talks.enterprise.scope, agreement_id=one)
    assert found is not None and found.remark == "请写明期限"
    with acting(talks.rival):
        assert not AgreementRemark.objects.exists()


def test_who_saw_an_older_state_answers_nothing(talks: Talks) -> None:
    one = talks.standing(AgreementState.PROPOSED)
    seen = talks.seen(one)
    services.take_agreement_back(actor=talks.enterprise, at=NOW, seen=seen)
    talks.propose(one)
    with pytest.raises(DomainError) as late:
        services.agree_to_terms(actor=talks.street, at=NOW, seen=seen)
    assert late.value.code == "agreements.changed_meanwhile"
