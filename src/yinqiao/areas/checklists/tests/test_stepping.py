"""One side reports, the other answers; nothing is confirmed by who said it, and nothing said is lost."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import connection

from yinqiao.areas.agreements.tests.talks import PDF, SYSTEM, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState, Side
from yinqiao.areas.checklists import services
from yinqiao.areas.checklists.queries import count_turns, get_entry, list_readiness, load_items, readiness_of
from yinqiao.areas.checklists.rules import codes_of, items
from yinqiao.areas.checklists.tests.conftest import Desk
from yinqiao.areas.checklists.types import Assignment, Evidence, ItemState, TurnCounts
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]
CODE = "people_counted"


def test_reported_then_confirmed_it_is_ready_and_each_step_is_told(desk: Desk) -> None:
    desk.report(CODE)
    assert desk.item(CODE).state == ItemState.REPORTED
    desk.confirm(CODE)
    assert desk.item(CODE).state == ItemState.CONFIRMED
    assert [(one.step, one.remark) for one in desk.entries(CODE)] == [("report", "已完成，共 10 人"), ("confirm", "")]
    with acting(SYSTEM):
        told = Event.objects.filter(subject_id=desk.item(CODE).pk).order_by("id").values_list("type", flat=True)
        assert list(told) == ["checklists.reported", "checklists.confirmed"]


def test_an_item_of_the_place_is_reported_by_the_place_and_confirmed_by_the_enterprise(desk: Desk) -> None:
    desk.report("store_ready")
    with pytest.raises(Refused):
        services.confirm_item(actor=desk.talks.street, at=NOW, seen=desk.seen("store_ready"))
    desk.confirm("store_ready")
    assert desk.item("store_ready").state == ItemState.CONFIRMED


def test_who_owes_it_cannot_confirm_waive_or_send_back_his_own(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        services.waive_item(actor=desk.owner(CODE), at=NOW, seen=desk.seen(CODE), remark="不需要")
    assert refused.value.code == "checklists.not_your_step"
    with pytest.raises(Refused):
        services.report_item(actor=desk.other(CODE), at=NOW, seen=desk.seen(CODE), evidence=Evidence("好了"))
    desk.report(CODE)
    with pytest.raises(Refused):
        services.confirm_item(actor=desk.owner(CODE), at=NOW, seen=desk.seen(CODE))
    assert desk.item(CODE).state == ItemState.REPORTED


def test_a_report_is_sent_back_with_words_or_taken_back_and_can_be_made_again(desk: Desk) -> None:
    desk.report(CODE)
    with pytest.raises(Invalid):
        services.send_item_back(actor=desk.other(CODE), at=NOW, seen=desk.seen(CODE), remark="  ")
    services.send_item_back(actor=desk.other(CODE), at=NOW, seen=desk.seen(CODE), remark="缺退休军转人员")
    desk.report(CODE)
    services.take_report_back(actor=desk.owner(CODE), at=NOW, seen=desk.seen(CODE))
    desk.report(CODE)
    assert [one.step for one in desk.entries(CODE)] == ["report", "send_back", "report", "take_back", "report"]


def test_what_is_waived_does_not_count_and_can_be_reopened(desk: Desk) -> None:
    scope = desk.talks.street.scope

    def counted() -> int:
        with acting(desk.talks.street):
            return readiness_of(load_items(scope=scope, agreement_id=desk.agreement_id), TODAY).items

    services.waive_item(actor=desk.other(CODE), at=NOW, seen=desk.seen(CODE), remark="名册已在去年核定")
    assert counted() == len(items()) - 1
    services.reopen_item(actor=desk.other(CODE), at=NOW, seen=desk.seen(CODE), remark="又有新增人员")
    assert counted() == len(items()) and desk.item(CODE).state == ItemState.OPEN


def test_what_was_confirmed_is_taken_back_by_who_confirmed_it_with_the_reason(desk: Desk) -> None:
    desk.report(CODE)
    desk.confirm(CODE)
    with pytest.raises(Refused):
        services.reopen_item(actor=desk.owner(CODE), at=NOW, seen=desk.seen(CODE), remark="改数")
    services.reopen_item(actor=desk.other(CODE), at=NOW, seen=desk.seen(CODE), remark="名册缺 3 人")
    assert desk.item(CODE).state == ItemState.OPEN


def test_two_officers_on_one_item_come_one_after_the_other(desk: Desk) -> None:
    seen = desk.seen(CODE)
    desk.report(CODE)
    with pytest.raises(Conflict) as refused:
        services.report_item(actor=desk.owner(CODE), at=NOW, seen=seen, evidence=Evidence("我也报"))
    assert refused.value.code == "checklists.changed_meanwhile" and len(desk.entries(CODE)) == 1


@pytest.mark.parametrize("code", [code for code, spec in items().items() if spec.needs_file])
def test_an_item_that_needs_a_paper_is_not_ready_without_one(desk: Desk, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        desk.report(code)
    assert refused.value.code == "checklists.words_required" and "scan" in refused.value.fields
    with pytest.raises(Invalid) as refused:
        desk.report(code, Evidence("批复", io.BytesIO(b"no scan"), "批复.pdf"))
    assert refused.value.code == "files.not_a_scan"
    assert desk.item(code).state == ItemState.OPEN and desk.entries(code) == []
    desk.report(code, Evidence("湘资〔2026〕8号", io.BytesIO(PDF), "批复.pdf"))
    entry = desk.entries(code)[0]
    with acting(desk.talks.street):
        assert get_entry(scope=desk.talks.street.scope, entry_id=entry.pk).file_id == entry.file_id
        assert entry.file_id is not None and read_bytes(get_file(entry.file_id)) == PDF
    with acting(desk.talks.rival), pytest.raises(NotFound):
        get_entry(scope=desk.talks.rival.scope, entry_id=entry.pk)


@pytest.mark.parametrize("days", [-1, 5000])
def test_a_term_is_neither_in_the_past_nor_beyond_every_measure(desk: Desk, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        services.assign_item(
            actor=desk.owner(CODE), at=NOW, seen=desk.seen(CODE),
            assignment=Assignment("张科长", TODAY + timedelta(days=days)),
        )  # fmt: skip
    assert refused.value.code == "checklists.due_not_possible" and desk.item(CODE).owner_name == ""


def test_when_the_agreement_has_ended_its_checklist_stands_still(talks: Talks) -> None:
    desk = Desk(talks, talks.standing(AgreementState.FILED))
    talks.end(desk.agreement_id)
    with pytest.raises(Conflict) as refused:
        desk.report(CODE)
    assert refused.value.code == "checklists.agreement_over"
    with acting(talks.enterprise):
        assert count_turns(scope=talks.enterprise.scope, today=TODAY + timedelta(days=99)) == TurnCounts(0, 0, 0, 0)


def test_the_score_of_the_list_is_that_of_the_page_and_late_items_are_told(desk: Desk) -> None:
    for code in ("people_counted", "retirees_told", "store_ready"):
        desk.report(code)
    desk.confirm("people_counted")
    later = TODAY + timedelta(days=30)
    scope = desk.talks.district.scope
    with acting(desk.talks.district):
        row = list_readiness(scope=scope, today=later).get(pk=desk.agreement_id)
        page = readiness_of(load_items(scope=scope, agreement_id=desk.agreement_id), later)
    assert (row.items, row.ready, row.reported, row.overdue, row.score) == (
        page.items, page.ready, page.reported, page.overdue, page.score
    )  # fmt: skip
    weights = {code: spec.weight for code, spec in items().items()}
    assert page.score == 3 * 100 // sum(weights.values()) and page.overdue == len(items()) - 1


def test_the_counts_of_today_are_of_each_sides_own_turn(desk: Desk) -> None:
    desk.report(CODE)
    far = TODAY + timedelta(days=300)
    with acting(desk.talks.enterprise):
        ours = count_turns(scope=desk.talks.enterprise.scope, today=far)
    with acting(desk.talks.street):
        theirs = count_turns(scope=desk.talks.street.scope, today=far)
    assert (ours.overdue, ours.soon, ours.to_answer) == (len(codes_of(Side.ENTERPRISE)) - 1, 0, 0)
    assert (theirs.overdue, theirs.soon, theirs.to_answer) == (len(codes_of(Side.PLACE)), 0, 1)


def test_what_was_said_is_never_changed_nor_deleted(desk: Desk) -> None:
    desk.report(CODE)
    with acting(SYSTEM), connection.cursor() as cursor:
        for statement in ("UPDATE checklists_checklistentry SET remark = ''", "DELETE FROM checklists_checklistentry"):
            cursor.execute(statement)
            assert cursor.rowcount == 0
