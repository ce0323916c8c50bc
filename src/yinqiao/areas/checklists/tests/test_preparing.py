"""The checklist comes with the first proposal and follows what later versions agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from yinqiao.areas.agreements import services as agreements
from yinqiao.areas.agreements.tests.talks import SYSTEM, TERMS, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState, Terms, Wording
from yinqiao.areas.checklists import services
from yinqiao.areas.checklists.models import ChecklistEntry, ChecklistItem
from yinqiao.areas.checklists.rules import items
from yinqiao.areas.checklists.tests.conftest import Desk, people_only
from yinqiao.areas.checklists.types import Assignment, ItemState
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _propose(talks: Talks, desk: Desk, terms: Terms) -> None:
    one = desk.agreement_id
    if talks.row(one).state == AgreementState.PROPOSED:
        agreements.take_agreement_back(actor=talks.enterprise, at=NOW, seen=talks.seen(one))
    agreements.save_version(actor=talks.enterprise, at=NOW, seen=talks.seen(one), wording=Wording(terms))
    talks.propose(one)


def test_a_draft_has_no_checklist_and_its_first_proposal_brings_one(talks: Talks) -> None:
    desk = Desk(talks, talks.draft())
    assert desk.codes() == set()
    talks.propose(desk.agreement_id)
    assert desk.codes(ItemState.OPEN) == set(items())
    with acting(SYSTEM):
        assert Event.objects.filter(type="checklists.prepared").count() == 1


def test_what_was_not_agreed_is_not_asked_for(talks: Talks) -> None:
    desk = Desk(talks, talks.standing(AgreementState.PROPOSED, people_only()))
    assert desk.codes() == {code for code, spec in items().items() if not spec.needs}


def test_a_later_version_adds_drops_and_brings_back_items_and_keeps_what_was_confirmed(
    talks: Talks, desk: Desk
) -> None:
    for code in ("catalogue_made", "store_ready"):
        desk.report(code)
    desk.confirm("catalogue_made")
    _propose(talks, desk, people_only())
    assert desk.item("catalogue_made").state == ItemState.CONFIRMED
    assert desk.item("store_ready").state == desk.item("dues_paid").state == ItemState.NOT_AGREED
    _propose(talks, desk, TERMS)
    assert desk.item("store_ready").state == desk.item("dues_paid").state == ItemState.OPEN
    assert [one.step for one in desk.entries("store_ready")] == ["report", "drop", "renew"]


def test_days_follow_the_start_of_the_handover_unless_an_officer_chose_them(talks: Talks, desk: Desk) -> None:
    chosen = Assignment("档案科", TODAY + timedelta(days=9))
    services.assign_item(actor=talks.enterprise, at=NOW, seen=desk.seen("archives_bound"), assignment=chosen)
    starts_on = TODAY + timedelta(days=200)
    _propose(talks, desk, replace(TERMS, starts_on=starts_on, ends_on=starts_on))
    assert desk.item("people_counted").due_on == starts_on - timedelta(days=60)
    assert desk.item("archives_bound").due_on == chosen.due_on


def test_proposing_the_same_again_changes_nothing_and_tells_nobody(talks: Talks, desk: Desk) -> None:
    before = {code: desk.item(code).lock_version for code in desk.codes()}
    agreements.take_agreement_back(actor=talks.enterprise, at=NOW, seen=talks.seen(desk.agreement_id))
    talks.propose(desk.agreement_id)
    assert {code: desk.item(code).lock_version for code in desk.codes()} == before
    with acting(SYSTEM):
        assert Event.objects.filter(type="checklists.prepared").count() == 1


def test_an_agreement_from_before_there_were_checklists_is_given_one_by_either_side(talks: Talks, desk: Desk) -> None:
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("DELETE FROM checklists_checklistitem")
        assert cursor.rowcount == len(items())
    services.prepare_checklist(actor=talks.street, at=NOW, agreement_id=desk.agreement_id)
    services.prepare_checklist(actor=talks.enterprise, at=NOW, agreement_id=desk.agreement_id)
    assert desk.codes(ItemState.OPEN) == set(items())


def test_drafts_supplements_and_ended_agreements_get_no_checklist(talks: Talks) -> None:
    draft = talks.draft()
    main = talks.standing(AgreementState.FILED)
    more = talks.supplement(main, -1, AgreementState.PROPOSED)
    for one in (draft, more):
        with pytest.raises(Conflict) as refused:
            services.prepare_checklist(actor=talks.enterprise, at=NOW, agreement_id=one)
        assert refused.value.code == "checklists.not_proposed"
    with acting(SYSTEM):
        assert not ChecklistItem.objects.filter(agreement_id=more).exists()


def test_a_stranger_neither_prepares_nor_sees(talks: Talks, desk: Desk) -> None:
    for actor in (talks.rival, talks.elsewhere):
        with pytest.raises(NotFound):
            services.prepare_checklist(actor=actor, at=NOW, agreement_id=desk.agreement_id)
        with acting(actor):
            assert not ChecklistItem.objects.exists() and not ChecklistEntry.objects.exists()
