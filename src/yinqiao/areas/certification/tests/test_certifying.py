"""What officers do: certify one or a round, take back, remind, plan a visit, send; each within the own scope and role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yinqiao.areas.certification import queries, services
from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.tests.certifying import MANDATE, NAME, SYSTEM, TODAY, Certifying, at
from yinqiao.areas.certification.types import Method, State, Where
from yinqiao.areas.certification.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
# From the acceptance on 2 March 2026 to the assumed due day of 王桂英, 31 March 2027.
DUE_IN = (date(2027, 3, 31) - TODAY).days


def test_a_round_of_visits_certifies_everybody_ticked_with_method_place_and_document(certifying: Certifying) -> None:
    assert certifying.certify("王桂英", "欧阳建国", days=2) == 2
    for name in ("王桂英", "欧阳建国"):
        clock, (record,) = certifying.clock(name), certifying.records(name)
        assert (clock.certified_on, clock.due_on) == (TODAY + timedelta(days=2), date(2027, 3, 4))
        assert (record.method, record.where, record.mandate_no, record.author_name) == (
            "home",
            "home",
            MANDATE,
            "月华社区经办",
        )
        assert certifying.told(name) == ["certified"]
    with acting(SYSTEM):
        entry = Entry.objects.get(action="certification.certify_people")
    assert (entry.people, entry.detail["mandate_no"]) == (2, MANDATE) and NAME not in str(entry.detail)


def test_nobody_is_certified_from_elsewhere_by_an_enterprise_or_beside_somebody_out_of_scope(
    certifying: Certifying,
) -> None:
    scene = certifying.scene
    for actor in (scene.neighbour, scene.elsewhere):
        with pytest.raises(NotFound):
            certifying.certify(by=actor)
    with pytest.raises((Refused, NotFound)):
        certifying.certify(by=scene.officer)
    with pytest.raises(Refused):
        certifying.certify(by=place_actor("auditor", "430104001000"))
    with acting(SYSTEM):
        Retiree.objects.filter(name="欧阳建国").update(status="moved_away")
    with pytest.raises(Refused):
        certifying.certify("王桂英", "欧阳建国")
    assert certifying.records() == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"mandate_no": " "}, "certification.mandate_missing"), ({"method": Method.ABROAD}, "certification.reference_missing"),
        ({"day": date(2026, 3, 3)}, ""), ({"day": date(1950, 1, 1)}, ""),
        ({"day": date(2025, 2, 28)}, "certification.day_not_possible"),
    ],
)  # fmt: skip
def test_what_is_missing_or_impossible_is_refused_beside_its_field(
    certifying: Certifying, told: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        certifying.certify(**told)
    assert refused.value.fields and (not code or refused.value.code == code)
    assert certifying.records() == []


def test_kin_help_needs_no_document_and_a_number_from_abroad_stands_once(certifying: Certifying) -> None:
    certifying.certify(method=Method.KIN, mandate_no="", where=Where.OTHER)
    certifying.certify(method=Method.ABROAD, mandate_no="", where=Where.OTHER, reference="LG-7")
    with pytest.raises(Conflict) as refused:
        certifying.certify("欧阳建国", method=Method.ABROAD, mandate_no="", where=Where.OTHER, reference="LG-7")
    assert refused.value.code == "certification.reference_taken"
    with pytest.raises(LookupError):
        certifying.certify(method=Method.COMPARISON)


def test_a_wrong_record_is_taken_back_by_a_new_row_that_names_the_old_and_the_clock_goes_back(
    certifying: Certifying,
) -> None:
    certifying.tell(date(2026, 2, 1))
    certifying.certify()
    ours = certifying.records()[-1]
    assert certifying.undo(ours) == certifying.id()
    last = certifying.records()[-1]
    assert (last.entry, last.undoes_id, last.mistake) == ("void", ours.pk, "wrong_day")
    assert certifying.clock().certified_on == date(2026, 2, 1) and certifying.told()[-1] == "undone"
    for record in (ours, last, certifying.records()[0]):
        with pytest.raises(Conflict) as refused:
            certifying.undo(record)
        assert refused.value.code == "certification.not_undoable"
    with pytest.raises(NotFound):
        certifying.undo(ours, by=certifying.scene.neighbour)
    certifying.certify()
    assert certifying.clock().certified_on == TODAY


def test_who_was_certified_wrongly_and_never_before_has_the_assumed_day_again(certifying: Certifying) -> None:
    before = certifying.clock()
    certifying.certify()
    certifying.undo(certifying.records()[0], by=certifying.scene.street)
    after = certifying.clock()
    assert (after.due_on, after.certified_on, after.record_id, after.method) == (before.due_on, None, None, "")


def test_a_reminder_is_open_again_with_each_stage_and_done_by_a_note(certifying: Certifying) -> None:
    who = certifying.scene.community
    for left in (60, 30, 7):
        days = DUE_IN - left
        certifying.sweep(days)
        assert certifying.listed(days=days, case="remind") == ["王桂英", "欧阳建国"]
        services.remind_people(actor=who, at=at(days), ids=[certifying.id()])
        assert certifying.listed(days=days, case="remind") == ["欧阳建国"]
        assert len(certifying.listed(days=days, case="soon")) == 2
    certifying.certify(days=DUE_IN)
    assert certifying.clock().reminded_on is None and certifying.told().count("reminded") == 3
    with pytest.raises(Refused):
        services.remind_people(actor=who, at=at(DUE_IN), ids=[certifying.id()])
    with pytest.raises(NotFound):
        services.remind_people(actor=certifying.scene.neighbour, at=at(DUE_IN), ids=[certifying.id()])


def test_a_visit_is_planned_comes_up_on_its_day_and_ends_with_the_certification(certifying: Certifying) -> None:
    who, day = certifying.scene.community, TODAY + timedelta(days=5)
    services.plan_visit(actor=who, at=at(0), retiree_id=certifying.id(), visit_on=day)
    assert certifying.listed(case="visit") == [NAME] and certifying.listed(case="visit_due") == []
    assert certifying.listed(days=5, case="visit_due") == [NAME]
    certifying.certify(days=5, where=Where.HOSPITAL)
    assert certifying.clock().visit_on is None and certifying.listed(case="visit") == []
    services.plan_visit(actor=who, at=at(6), retiree_id=certifying.id(), visit_on=day + timedelta(days=9))
    services.plan_visit(actor=who, at=at(6), retiree_id=certifying.id(), visit_on=None)
    assert certifying.told() == ["visit_planned", "certified", "visit_planned", "visit_dropped"]


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_a_visit_lies_ahead_and_within_a_year(certifying: Certifying, day: date) -> None:
    with pytest.raises(Invalid) as refused:
        services.plan_visit(actor=certifying.scene.community, at=at(0), retiree_id=certifying.id(), visit_on=day)
    assert "visit_on" in refused.value.fields


def test_nobody_is_visited_who_need_not_certify(certifying: Certifying) -> None:
    with acting(SYSTEM):
        Retiree.objects.filter(pk=certifying.id()).update(retired_on=TODAY + timedelta(days=20))
    certifying.sweep()
    with pytest.raises(Refused):
        services.plan_visit(actor=certifying.scene.community, at=at(0), retiree_id=certifying.id(), visit_on=TODAY)


def test_each_sees_what_is_its_own_through_both_walls(certifying: Certifying) -> None:
    certifying.certify()
    scene = certifying.scene
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, auditor.role, auditor.name, auditor.scope.for_oversight(), auditor.unit)
    expected = {
        "community": (scene.community, 2), "street": (scene.street, 2), "city": (scene.city, 2),
        "neighbour": (scene.neighbour, 0), "elsewhere": (scene.elsewhere, 0), "firm": (scene.officer, 0),
        "overseer": (overseer, 0),
    }  # fmt: skip
    for name, (actor, count) in expected.items():
        assert len(certifying.listed(actor, case="all")) == count, name
        with acting(actor):
            # The second wall alone, and the first alone with a scope that claims everything.
            assert Clock.objects.count() == count and Record.objects.count() == min(count, 1), name
            assert queries.list_people(scope=Scope.everything(), today=TODAY, case="all").count() == count, name


def test_the_rate_counts_the_living_who_draw_and_leaves_the_others_out(certifying: Certifying) -> None:
    who = certifying.scene.street
    certifying.sweep(DUE_IN + 1)
    certifying.certify("欧阳建国", days=DUE_IN + 1)
    with acting(who):
        rate = queries.rates_of(scope=who.scope, today=TODAY + timedelta(days=DUE_IN + 1))
        (below,) = queries.rates_below(scope=who.scope, today=TODAY + timedelta(days=DUE_IN + 1))
    assert (rate.needed, rate.valid, rate.overdue, rate.words) == (2, 1, 1, "50.00%")
    assert (below.name, below.words) == ("月华社区", "50.00%")
    certifying.die(TODAY, days=DUE_IN + 1)
    with acting(who):
        assert queries.rates_of(scope=who.scope, today=TODAY + timedelta(days=DUE_IN + 1)).words == "100.00%"
    with acting(certifying.scene.elsewhere):
        assert queries.rates_of(scope=certifying.scene.elsewhere.scope, today=TODAY).words == "—"


def test_todays_entries_count_as_the_lists_they_open_and_what_is_late_rises_to_the_street(
    certifying: Certifying,
) -> None:
    scene = certifying.scene

    def entries(actor: Actor, days: int) -> list[tuple[str, int]]:
        with acting(actor):
            return [(one.label, one.count) for one in today_entries(actor, TODAY + timedelta(days=days))]

    assert entries(scene.community, 0) == [] == entries(scene.officer, 0)
    certifying.sweep(DUE_IN - 3)
    assert entries(scene.community, DUE_IN - 3) == [("7 天内资格认证到期的人员", 2)]
    certifying.sweep(DUE_IN + 14)
    assert entries(scene.community, DUE_IN + 14) == [("资格认证逾期的人员", 2)]
    assert entries(scene.street, DUE_IN + 14) == []
    assert entries(scene.street, DUE_IN + 15) == [("资格认证逾期较久的人员", 2)]
    certifying.suspend(TODAY, days=DUE_IN + 15)
    assert entries(scene.community, DUE_IN + 15)[0] == ("养老金已暂停发放、需协助认证的人员", 1)


def test_what_would_be_paid_later_is_shown_of_the_suspended_and_of_nobody_else(certifying: Certifying) -> None:
    who = certifying.scene.community

    def pay(days: int) -> int | None:
        with acting(who):
            found = queries.find_pay(scope=who.scope, retiree_id=certifying.id(), today=TODAY + timedelta(days=days))
        return found.value.months if found and found.value else None

    assert pay(0) is None
    certifying.suspend(date(2026, 3, 1), days=0)
    assert pay(0) == 1 and pay(90) == 3
    certifying.certify(days=40)
    assert pay(90) == 2


def test_results_go_out_once_numbered_and_what_is_taken_back_since_goes_as_a_correction(certifying: Certifying) -> None:
    city = certifying.scene.city
    certifying.tell(date(2026, 2, 1))
    certifying.certify("王桂英", "欧阳建国")
    certifying.undo(certifying.records("欧阳建国")[0])
    first = services.make_delivery(actor=city, at=at(1))
    with pytest.raises(Conflict):
        services.make_delivery(actor=city, at=at(1))
    certifying.undo(certifying.records()[-1])
    certifying.certify(days=2)
    second = services.make_delivery(actor=city, at=at(2))
    with acting(city):
        files = [list(queries.delivery_rows(scope=city.scope, delivery_id=one)) for one in (first, second)]
        numbers = [one.number for one in queries.list_deliveries(scope=city.scope)]
    assert [[row[0] for row in rows] for rows in files] == [["认证"], ["更正：撤销此前报送", "认证"]]
    assert files[0][0][1:4] == (NAME, certifying_number(), TODAY) and numbers == ["RZ-2026-0002", "RZ-2026-0001"]
    with acting(certifying.scene.community), pytest.raises(NotFound):
        queries.get_delivery(scope=certifying.scene.community.scope, delivery_id=first)
    with pytest.raises(Refused):
        services.make_delivery(actor=certifying.scene.community, at=at(3))


def test_what_nothing_rests_on_any_more_is_destroyed_after_its_period_and_the_rest_stays(
    certifying: Certifying,
) -> None:
    certifying.certify()
    certifying.undo(certifying.records()[0])
    for day in (date(2026, 2, 1), date(2026, 2, 20)):
        certifying.tell(day)
    certifying.suspend(date(2026, 1, 1))
    certifying.resume(date(2026, 2, 1))
    with acting(SYSTEM):
        due = services.RECORDS.find_due(date(2036, 1, 1))
        assert len(due) == 4 and all(NAME not in one.label for one in due)
        assert services.RECORDS.find_due(date(2026, 1, 1)) == []
        everything = [one.pk for one in Record.objects.all()]
        assert services.RECORDS.destroy(everything, at(0), everything[0]) == 4
    assert [(one.entry, one.day) for one in certifying.records()] == [
        ("result", date(2026, 2, 20)),
        ("resumption", date(2026, 2, 1)),
    ]


def certifying_number() -> str:
    """The number of 王桂英."""
    from yinqiao.areas.handover.tests.conftest import id_number

    return id_number(102)


def test_a_receipt_is_noted_once_with_its_number_on_a_day_since(certifying: Certifying) -> None:
    city = certifying.scene.city
    certifying.certify()
    made = services.make_delivery(actor=city, at=at(1))
    for number, day in ((" ", TODAY + timedelta(days=1)), ("HZ-1", TODAY), ("HZ-1", TODAY + timedelta(days=9))):
        with pytest.raises(Invalid):
            services.note_receipt(actor=city, at=at(3), delivery_id=made, receipt_no=number, receipt_on=day)
    services.note_receipt(
        actor=city, at=at(3), delivery_id=made, receipt_no="HZ-1", receipt_on=TODAY + timedelta(days=2)
    )
    with pytest.raises(Conflict):
        services.note_receipt(
            actor=city, at=at(3), delivery_id=made, receipt_no="HZ-2", receipt_on=TODAY + timedelta(days=2)
        )
    with acting(city):
        (found,) = queries.list_deliveries(scope=city.scope)
    assert (found.receipt_no, found.receipt_name) == ("HZ-1", "长沙市经办")


def test_a_long_overdue_certification_without_contact_opens_a_call_and_suspends_nobody(certifying: Certifying) -> None:
    from yinqiao.areas.lost_contact.queries import list_people
    from yinqiao.areas.retirees.services import add_note
    from yinqiao.areas.retirees.types import NoteInput, NoteKind

    who = certifying.scene.community

    def sought(days: int) -> list[str]:
        with acting(who):
            found = list_people(scope=who.scope, today=TODAY + timedelta(days=days), signal="uncertified")
            return [row["name"] for row in found]

    certifying.sweep(DUE_IN + 1)
    assert sought(DUE_IN + 29) == []
    assert sorted(sought(DUE_IN + 30)) == ["欧阳建国", "王桂英"]
    call = NoteInput(NoteKind.CALL, TODAY + timedelta(days=DUE_IN + 30), "一切都好")
    add_note(actor=who, at=at(DUE_IN + 30), retiree_id=certifying.id(), note=call)
    assert sought(DUE_IN + 30) == ["欧阳建国"]
    assert certifying.clock("欧阳建国").state == State.OVERDUE and certifying.clock("欧阳建国").suspended_on is None
