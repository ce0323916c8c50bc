"""The load: two people, the signed paper, exactly what was rehearsed; nobody is told, nothing falls due; all of it can go back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.handover import queries as handover
from yinqiao.areas.handover import services as handover_services
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, roster
from yinqiao.areas.insight import queries as insight
from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.models import OldNumber, Run
from yinqiao.areas.opening.reactions import on_person_loaded
from yinqiao.areas.opening.tests.old_system import ALI, LI, OUYANG, SYSTEM, WANG, OldSystem
from yinqiao.areas.opening.types import RunState, SignedPaper, Totals
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import find_people, list_timeline
from yinqiao.areas.retirees.services import add_note
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.events import registry
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.ui import ui

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = NOW.date()
PAPER = SignedPaper("长人社对〔2026〕1号", date(2026, 3, 1))


def test_people_come_in_as_accepted_by_their_community_since_then(old: OldSystem) -> None:
    run_id = old.load()
    assert old.run(run_id).state == RunState.LOADED and old.totals(run_id) == Totals(rows=4, ready=4)
    with acting(old.city):
        wang = Retiree.objects.get(name="王桂英")
        assert (wang.status, wang.status_on, wang.archive_no, wang.archive_place) == (
            "managed", date(2016, 5, 20), "DA-1", "市档案馆",
        )  # fmt: skip
        assert wang.sources == {"*": ["old_system", "2016-05-20"]}
        offers = {one.name: one for one in Offer.objects.all()}
    assert {one.state for one in offers.values()} == {"accepted"} and len(offers) == 4
    assert offers["王桂英"].decided_at.astimezone(NOW.tzinfo).date() == date(2016, 5, 20)
    assert offers["欧阳建国"].contacted_on == date(2026, 1, 15) and offers["王桂英"].contacted_on is None
    assert {one.contact_due_on for one in offers.values()} == {None}
    with acting(old.scene.community):
        found = find_people(scope=old.scene.community.scope, text="王桂英")
        assert [hit.status for hit in found] == ["managed"]
        phone = find_people(scope=old.scene.community.scope, text="13900000102")
        assert [hit.name for hit in phone] == ["王桂英"]


def test_the_first_indicator_counts_them_as_accepted(old: OldSystem) -> None:
    old.load()
    with acting(old.city):
        figures = [row.figures for row in insight.list_by_enterprise(scope=old.city.scope)]
    assert sum(one.handed_over for one in figures) == sum(one.accepted for one in figures) == 4
    assert sum(one.offered for one in figures) == 0


def test_nothing_falls_due_and_nobody_finds_anything_on_todays_list(old: OldSystem) -> None:
    everybody = (old.city, old.second, old.scene.street, old.scene.community, old.scene.officer, old.scene.elsewhere)
    before = [_today(actor) for actor in everybody]
    old.load()
    assert [_today(actor) for actor in everybody] == before
    for actor in everybody:
        with acting(actor):
            counts = handover.count_tasks(scope=actor.scope, today=TODAY)
        assert set(vars_of(counts).values()) == {0}
    with acting(old.city):
        handover_services.raise_overdue_offers(actor=old.city.system("逾期上报"), at=NOW)
        assert not Offer.objects.exclude(risen_to=0).exists()


def vars_of(counts: Any) -> dict[str, int]:
    """The counts by name."""
    return {name: getattr(counts, name) for name in counts.__dataclass_fields__}


def _today(actor: Any) -> list[str]:
    with acting(actor):
        return [entry.label for source in ui.today for entry in source(actor, TODAY)]


def test_nothing_but_the_clock_of_certification_begins_and_no_programme_is_told(old: OldSystem) -> None:
    run_id = old.load()
    act = old.run(run_id).load_act
    with acting(old.city):
        told = set(Event.objects.filter(act_id=act).values_list("type", flat=True))
    assert told == {"opening.person_loaded", "opening.loaded"}
    # The clock of certification begins, which tells nobody anything; else whoever reacts to anything reacts to none of
    # these, and the feed of programmes passes them over.
    assert {one for code in told for one in registry._reactions.get(code, ())} == {on_person_loaded}
    assert told <= set(registry.quiet_codes())
    sequence_all()
    for actor in (old.city, old.scene.community, old.scene.officer):
        with acting(actor):
            assert [row.type for row in list_feed(scope=actor.scope, after=0, limit=100).rows] == []


def test_the_timeline_says_that_the_person_came_with_the_old_system(old: OldSystem) -> None:
    run_id = old.load()
    with acting(old.scene.community):
        who = Retiree.objects.get(name="王桂英").pk
        told = [one.label for one in list_timeline(scope=old.scene.community.scope, retiree_id=who)]
        records = queries.find_old_records(scope=old.scene.community.scope, retiree_id=who)
    assert told == ["存量入库（旧系统已接收）"]
    assert [(one.system, one.number, one.accepted_on, one.run_id) for one in records] == [
        (SYSTEM, "TG-0001", date(2016, 5, 20), run_id)
    ]


def test_old_numbers_find_their_people_within_the_scope_alone(old: OldSystem) -> None:
    old.load()
    with acting(old.scene.community):
        scope = old.scene.community.scope
        assert [hit.name for hit in queries.find_by_old_number(scope=scope, text="tg-0001")] == ["王桂英"]
        assert {hit.name for hit in queries.find_by_old_number(scope=scope, text="TG-000")} == {"王桂英", "欧阳建国"}
        assert queries.find_by_old_number(scope=scope, text="TG-0004") == []
        assert queries.find_by_old_number(scope=scope, text="TG-") == []
    with acting(old.scene.officer):
        assert queries.find_by_old_number(scope=old.scene.officer.scope, text="TG-0001") == []


def test_who_was_here_already_keeps_the_old_number_too(old: OldSystem) -> None:
    old.scene.submit(roster(CAST[0]))
    run_id = old.load()
    assert old.totals(run_id) == Totals(rows=4, ready=3, known=1)
    with acting(old.city):
        [hit] = queries.find_by_old_number(scope=old.city.scope, text="TG-0001")
        assert Retiree.objects.filter(name="王桂英").count() == 1 and hit.status == "offered"


def test_who_proposed_may_not_confirm_and_the_paper_has_a_day_that_can_be(old: OldSystem) -> None:
    run_id = old.upload()
    services.propose_load(actor=old.city, at=NOW, run_id=run_id)
    with pytest.raises(Refused) as same:
        services.confirm_load(actor=old.city, at=NOW, run_id=run_id, paper=PAPER)
    assert same.value.code == "opening.same_officer"
    with pytest.raises(Invalid) as later:
        later_paper = SignedPaper("1号", date(2026, 3, 3))
        services.confirm_load(actor=old.second, at=NOW, run_id=run_id, paper=later_paper)
    assert later.value.code == "opening.signed_later"
    services.confirm_load(actor=old.second, at=NOW, run_id=run_id, paper=PAPER)
    assert services.load_run(actor=old.second, at=NOW, run_id=run_id) == 4


def test_the_database_refuses_a_load_of_one_person(old: OldSystem) -> None:
    run_id = old.upload()
    with acting(old.city), pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run_id).update(state="loaded")
    one = uuid4()
    with acting(old.city), pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run_id).update(
            state="loaded", proposed_by=one, confirmed_by=one, signed_on=TODAY, paper_no="1号"
        )


def test_a_proposal_stands_still_until_it_is_sent_back(old: OldSystem) -> None:
    run_id = old.upload(WANG, OUYANG.but(accepted=""))
    services.propose_load(actor=old.city, at=NOW, run_id=run_id)
    for refused in (
        lambda: services.rehearse_again(actor=old.city, at=NOW, run_id=run_id),
        lambda: services.throw_away(actor=old.city, at=NOW, run_id=run_id),
        lambda: old.explain(old.row(run_id, "TG-0002").pk),
        lambda: services.load_run(actor=old.city, at=NOW, run_id=run_id),
    ):
        with pytest.raises(Conflict) as problem:
            refused()
        assert problem.value.code == "opening.not_open"
    services.send_back(actor=old.second, at=NOW, run_id=run_id, reason="数字与旧系统不符")
    assert old.run(run_id).state == RunState.REHEARSED and "数字与旧系统不符" in old.run(run_id).refusal_text
    old.again(run_id)
    assert old.run(run_id).refusal_text == ""


def test_nothing_ready_cannot_be_proposed(old: OldSystem) -> None:
    run_id = old.upload(WANG.but(accepted=""))
    with pytest.raises(Conflict) as problem:
        services.propose_load(actor=old.city, at=NOW, run_id=run_id)
    assert problem.value.code == "opening.nothing_to_load"


def test_who_came_in_by_another_way_since_the_rehearsal_stops_the_load_as_a_whole(old: OldSystem) -> None:
    run_id = old.upload()
    old.confirm(run_id)
    old.scene.submit(roster(CAST[0]))
    with pytest.raises(Conflict) as problem:
        services.load_run(actor=old.second, at=NOW, run_id=run_id)
    assert problem.value.code == "opening.register_moved"
    run = old.run(run_id)
    assert (run.state, run.refusal_code) == (RunState.PROPOSED, "opening.register_moved")
    with acting(old.city):
        assert Retiree.objects.count() == 1


def test_a_later_table_of_mended_rows_closes_the_rows_of_the_first(old: OldSystem) -> None:
    first = old.load(WANG, OUYANG.but(accepted=""), ALI.but(number="1"))
    assert old.totals(first) == Totals(rows=3, ready=1, held=2)
    second = old.load(WANG, OUYANG, ALI.but(number="1"))
    assert old.totals(second) == Totals(rows=3, ready=1, known=1, held=1)
    assert old.totals(first) == Totals(rows=3, ready=1, mended=1, held=1)
    assert old.row(first, "TG-0002").mended_by == second
    assert old.undo(second) == 1
    assert old.totals(first) == Totals(rows=3, ready=1, held=2)


def test_a_load_is_taken_back_as_a_whole_and_nothing_of_it_stays(old: OldSystem) -> None:
    def register() -> dict[str, list[Any]]:
        names = (
            "retirees_retiree",
            "retirees_sealedfacts",
            "retirees_searchterm",
            "handover_offer",
            "opening_oldnumber",
        )
        with acting(old.city), connection.cursor() as cursor:
            found = {}
            for name in names:
                cursor.execute(f"SELECT * FROM {name} ORDER BY 1, 2")  # noqa: S608  # names of this test
                found[name] = cursor.fetchall()
            return found

    old.scene.submit(roster(CAST[0]))
    before = register()
    run_id = old.load()
    assert register() != before
    assert old.undo(run_id) == 3
    assert register() == before and old.run(run_id).state == RunState.UNDONE
    with acting(old.city):
        assert not OldNumber.objects.exists()
    again = old.load()
    assert old.totals(again) == Totals(rows=4, ready=3, known=1)


def test_a_load_on_which_something_rests_stays(old: OldSystem) -> None:
    run_id = old.load()
    with acting(old.scene.community):
        who = Retiree.objects.get(name="王桂英").pk
    note = NoteInput(NoteKind.VISIT, TODAY, "入户走访")
    add_note(actor=old.scene.community, at=NOW, retiree_id=who, note=note)
    with pytest.raises(Conflict) as problem:
        old.undo(run_id)
    assert problem.value.code == "opening.later_work"
    assert old.run(run_id).state == RunState.LOADED
    with acting(old.city):
        assert Retiree.objects.count() == 4 and Offer.objects.filter(state="accepted").count() == 4


def test_a_community_may_still_record_that_it_met_somebody(old: OldSystem) -> None:
    from yinqiao.areas.handover.types import ContactedWith

    old.load()
    with acting(old.scene.community):
        offer = Offer.objects.get(name="王桂英")
    handover_services.record_first_contact(
        actor=old.scene.community, at=NOW, offer_id=offer.pk, contacted_on=TODAY, contacted_with=ContactedWith.SELF
    )
    with acting(old.scene.community), pytest.raises(Conflict):
        handover_services.accept_people(actor=old.scene.community, at=NOW, choice=Choice.of([offer.pk]))


def test_work_that_cannot_be_carried_out_is_put_back(old: OldSystem) -> None:
    run_id = old.upload()
    old.confirm(run_id)
    services.stop_work(actor=old.second, at=NOW, run_id=run_id)
    assert (old.run(run_id).state, old.run(run_id).refusal_code) == (RunState.PROPOSED, "opening.work_given_up")
    services.stop_work(actor=old.second, at=NOW, run_id=run_id)
    assert old.run(run_id).state == RunState.PROPOSED


def test_people_of_the_load_are_found_by_their_number_and_masked(old: OldSystem) -> None:
    old.load(LI)
    with acting(old.city):
        [hit] = find_people(scope=old.city.scope, text=id_number(106))
    assert hit.name == "李秀兰" and id_number(106) not in hit.masked_id
