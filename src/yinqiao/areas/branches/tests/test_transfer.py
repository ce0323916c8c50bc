"""An organisation from the enterprise's list to its life at the place, on each path; returned, taken back, put right."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.branches import services
from yinqiao.areas.branches.models import OrganisationPassing
from yinqiao.areas.branches.tests.transfers import DAY, FIRST, LATER, SECOND, SYSTEM, Handing, facts, listing
from yinqiao.areas.branches.types import Figures, Headcount, Path, Scan, State
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.party.tests.transfers import STREET, TODAY, lettered, member
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ENTERPRISE, PLACE = (False, True), (True, True)


def test_a_branch_goes_whole_and_is_the_places_with_the_signature(handing: Handing) -> None:
    handing.add()
    assert handing.seen_by(handing.street) == [] and handing.holders() == [ENTERPRISE]
    handing.offer()
    assert handing.seen_by(handing.street) == [FIRST]
    handing.step("approval")
    assert (handing.state(), handing.row().owed_by) == (State.UNDER_WAY, "place")
    handing.step("signed")
    assert handing.state() is State.RECEIVED and handing.holders() == [(False, False), PLACE]
    assert handing.row().due_on == date(2026, 4, 1)
    handing.step("named", code="4301040009")
    handing.step("living")
    row = handing.row()
    assert (row.state, row.now_name, row.now_code) == ("settled", "望月湖街道第九党支部", "4301040009")
    assert (row.owed_by, row.due_on, reveal(row, "secretary")) == ("", None, "陈国强")
    assert handing.holders() == [(False, False), PLACE]


def test_who_is_responsible_is_only_ever_added_and_no_organisation_is_deleted(handing: Handing) -> None:
    key = handing.add()
    handing.offer()
    handing.walk(until="named")
    told = {"organisation_id": key, "holder_place_no": 1}
    with perform(actor=SYSTEM, action="test.pass", at=NOW) as act:
        for wrong in ({"no": 1}, {"no": 3}, {"no": 2, "since": NOW - timedelta(days=1)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                OrganisationPassing.objects.create(**{"since": NOW, **told, **wrong}, act_id=act.id)
        OrganisationPassing.objects.create(**told, no=2, since=NOW, act_id=act.id)
    assert handing.holders() == [(False, False), (True, False), PLACE]
    with acting(SYSTEM), connection.cursor() as cursor:
        for change in (
            "UPDATE branches_passing SET since = now()", "DELETE FROM branches_passing", "DELETE FROM branches_organisation",
        ):  # fmt: skip
            cursor.execute(change)
            assert cursor.rowcount == 0


@pytest.mark.parametrize(
    ("path", "state", "is_theirs"),
    [(Path.MERGED, State.SETTLED, True), (Path.DISSOLVED, State.SETTLED, False), (Path.KEPT, State.KEPT, False)],
)
def test_every_other_path_ends_where_it_should(handing: Handing, path: Path, state: State, is_theirs: bool) -> None:
    handing.add(members=0)
    handing.offer(path=path)
    handing.walk()
    assert handing.state() is state and handing.holders()[-1] == (is_theirs, True)


def test_what_is_kept_is_due_on_the_day_agreed_and_goes_on_another_path(handing: Handing) -> None:
    handing.add()
    handing.offer(path=Path.KEPT)
    handing.walk()
    assert (handing.row().due_on, handing.row().owed_by) == (LATER, "enterprise")
    handing.offer(path=Path.WHOLE)
    assert (handing.row().round, handing.row().next_step, handing.row().kept_until) == (2, "approval", None)


def test_nobody_does_the_others_step_or_one_that_is_not_due(handing: Handing) -> None:
    handing.add()
    handing.offer()
    for actor, code, refusal in (
        (handing.street, "approval", Refused), (handing.firm, "signed", Conflict), (handing.party.rival, "approval", NotFound),
        (handing.party.elsewhere, "approval", NotFound), (handing.party.community, "approval", NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            handing.step(code, by=actor)
    row = handing.row()
    with pytest.raises(Conflict, match="changed_meanwhile"):
        services.record_step(
            actor=handing.firm, at=NOW, organisation_id=row.pk, version=row.lock_version - 1, code="approval",
            facts=facts(Path.WHOLE, "approval"),
        )  # fmt: skip
    with pytest.raises(Invalid):
        handing.step("approval", number="")
    assert handing.state() is State.OFFERED and handing.steps() == []


def test_it_is_returned_with_a_reason_mended_and_offered_again(handing: Handing) -> None:
    handing.add()
    handing.offer()
    handing.step("approval")
    for reason, note in (("no_such", ""), ("other", " ")):
        with pytest.raises(Invalid):
            handing.send_back(reason=reason, note=note)
    handing.send_back(reason="other", note="批复是复印件")
    row = handing.row()
    assert (row.state, row.return_reason, row.owed_by) == ("returned", "other", "enterprise")
    told = {"actor": handing.firm, "at": NOW, "organisation_id": row.pk, "version": row.lock_version}
    services.change_organisation(**told, listing=listing(members=40))
    with pytest.raises(Conflict):
        services.change_organisation(**told, listing=listing(members=41))
    handing.offer(path=Path.MERGED)
    row = handing.row()
    assert (row.members, row.return_reason, row.round, row.next_step) == (40, "", 2, "approval")
    with pytest.raises(NotFound):
        handing.send_back(by=handing.firm)


def test_it_is_taken_back_until_the_place_has_signed_and_the_place_is_told(handing: Handing) -> None:
    handing.add()
    handing.offer()
    handing.step("approval")
    handing.withdraw()
    assert handing.state() is State.LISTED and handing.seen_by(handing.street) == []
    with acting(handing.street):
        assert Event.objects.filter(type="branches.withdrawn").count() == 1
    handing.offer()
    handing.walk(until="named")
    for act in (handing.withdraw, handing.send_back, handing.offer):
        with pytest.raises(Conflict):
            act()
    assert handing.state() is State.RECEIVED


def test_many_are_offered_at_once_and_what_is_on_its_way_stays(handing: Handing) -> None:
    for name in (FIRST, SECOND, "退休第三党支部"):
        handing.add(name)
    handing.offer(SECOND)
    ids = [handing.row(name).pk for name in (FIRST, SECOND, "退休第三党支部")]
    place_no = handing.row(SECOND).place_no
    assert place_no is not None
    told = {"actor": handing.firm, "at": NOW, "ids": ids, "path": Path.MERGED}
    assert services.offer_organisations(**told, place_no=place_no) == 2
    assert handing.row(SECOND).path == "whole"
    with pytest.raises(Conflict):
        services.offer_organisations(**told, place_no=place_no)
    with pytest.raises(Invalid, match="not_a_receiver"):
        services.offer_organisations(**told, place_no=10**6)


def test_a_step_is_put_right_once_by_its_side_and_both_readings_stand(handing: Handing) -> None:
    handing.add()
    handing.offer()
    handing.walk(until="living")
    due = handing.row().due_on
    named = handing.steps()[-1]
    told = facts(Path.WHOLE, "named", named="望月湖街道第十党支部", code="99")
    for actor, refusal in ((handing.firm, Refused), (handing.party.rival, NotFound)):
        with pytest.raises(refusal):
            services.correct_step(actor=actor, at=NOW, step_id=named.pk, facts=told)
    services.correct_step(actor=handing.street, at=NOW, step_id=named.pk, facts=told)
    row = handing.row()
    assert (row.now_name, row.now_code, row.state, row.due_on) == ("望月湖街道第十党支部", "99", "received", due)
    assert [one.corrects_id for one in handing.steps()][-1] == named.pk
    with pytest.raises(Conflict):
        services.correct_step(actor=handing.street, at=NOW, step_id=named.pk, facts=told)


def test_a_branch_is_not_dissolved_while_a_member_is_not_received(handing: Handing) -> None:
    handing.party.offer(lettered(102), lettered(104))
    handing.add()
    handing.offer(path=Path.DISSOLVED)
    handing.step("approval")
    with pytest.raises(Conflict, match="members_open"):
        handing.step("members_gone")
    handing.party.check_in(102, 104)
    handing.party.accept(102, 104)
    handing.walk()
    assert handing.state() is State.SETTLED


def test_a_branch_without_any_member_on_a_roster_is_not_said_to_be_empty(handing: Handing) -> None:
    handing.add(members=5)
    handing.offer(path=Path.DISSOLVED)
    handing.step("approval")
    with pytest.raises(Conflict, match="no_members_known"):
        handing.step("members_gone")


def test_the_scan_of_an_approval_is_kept_and_what_is_none_is_refused(handing: Handing) -> None:
    handing.add()
    handing.offer()
    with pytest.raises(Invalid, match="not_a_scan"):
        handing.step("approval", scan=Scan(io.BytesIO(b"no scan"), "批复.pdf"))
    handing.step("approval", scan=Scan(io.BytesIO(b"%PDF-1.4\n1 0 obj\n%%EOF\n"), "批复.pdf"))
    assert handing.steps()[0].file_id is not None


def test_members_follow_the_organisation_with_their_branch(handing: Handing) -> None:
    handing.party.offer(lettered(102), member(103, branch=SECOND), lettered(104))
    handing.add()
    handing.add(SECOND)
    handing.offer()
    assert handing.links() == {FIRST: FIRST, SECOND: SECOND}
    handing.walk(until="living")
    assert handing.links() == {"望月湖街道第九党支部": FIRST, SECOND: SECOND}
    assert handing.members(handing.firm) == Headcount(2, 0)
    handing.party.check_in(102)
    handing.party.accept(102)
    assert handing.members(handing.firm) == Headcount(2, 1) == handing.members(handing.street)


def test_the_figures_add_up_for_both_sides_and_overseers_see_nothing(handing: Handing) -> None:
    handing.party.offer(lettered(102), member(103, branch=SECOND))
    for name in (FIRST, SECOND, "退休第三党支部"):
        handing.add(name)
    handing.offer()
    handing.walk()
    handing.offer(SECOND, Path.KEPT)
    handing.walk(SECOND)
    told = Figures(3, 2, 1, 1, 1, 0, 4, Headcount(2, 0))
    assert handing.figures(handing.firm) == told
    assert handing.figures(handing.street) == Figures(2, 2, 1, 1, 1, 0, 4, Headcount(2, 0))
    assert handing.figures(handing.party.rival) == Figures() == handing.figures(handing.party.elsewhere)


@pytest.mark.parametrize("purpose", ["", "核实人员情况"])
def test_who_leads_it_is_shown_for_a_purpose_and_to_the_enterprise_until_the_place_signed(
    handing: Handing, purpose: str
) -> None:
    key = handing.add()
    told = {"at": NOW, "organisation_id": key, "purpose": purpose}
    if not purpose:
        with pytest.raises(Invalid):
            services.reveal_contact(actor=handing.firm, **told)
        return
    assert services.reveal_contact(actor=handing.firm, **told) == ("周建军", "13900001234")
    handing.offer()
    handing.walk(until="named")
    with pytest.raises(Conflict):
        services.reveal_contact(actor=handing.firm, **told)
    assert services.reveal_contact(actor=handing.street, **told)[0] == "周建军"
    with pytest.raises(NotFound):
        services.reveal_contact(actor=handing.party.elsewhere, **told)


def test_a_refusal_names_nobody(handing: Handing) -> None:
    handing.add()
    with pytest.raises(DomainError) as refused:
        handing.add()
    assert "周建军" not in str(refused.value.message) and refused.value.code == "branches.name_taken"
    assert STREET and TODAY >= DAY and SYSTEM
