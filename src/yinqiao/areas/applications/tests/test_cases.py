"""A case from application to result: who does which step, what stops the clock, what a decision does, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yinqiao.areas.applications import queries, services
from yinqiao.areas.applications.models import Case, ItemVersion
from yinqiao.areas.applications.rules import why_not
from yinqiao.areas.applications.tests.desk import ALLOWANCE, CARDS, CONTACT, PROXY, SYSTEM, Desk, days, item_text
from yinqiao.areas.applications.types import Answer, Applicant, Standing
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused, Unavailable
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.workdays import Moves

pytestmark = [pytest.mark.db, pytest.mark.django_db]
_SEND = Answer(words="请核对")


def _code(kind: type[DomainError], act: Any, **given: Any) -> str:
    with pytest.raises(kind) as refused:
        act(**given)
    return refused.value.code


def _facts(desk: Desk) -> Any:
    with acting(SYSTEM):
        return facts_of([desk.lives.person()])[0]


def test_an_application_goes_through_three_offices_to_its_decision(desk: Desk) -> None:
    pk = desk.apply(materials=CARDS)
    case = desk.case(pk)
    assert (case.number, case.state, case.due_on) == ("430104001001-2026-00001", "applied", date(2026, 3, 9))
    assert case.item.version == 2 and desk.listed(desk.scene.community, standing="mine") == [pk]
    services.go_on(actor=desk.scene.community, at=days(1), case_id=pk, answer=Answer())
    case = desk.case(pk)
    assert (case.state, case.step_role, case.accepted_on) == ("handling", "street_officer", date(2026, 3, 3))
    assert (case.due_on, case.promised_on) == (date(2026, 3, 17), date(2026, 3, 31))
    assert desk.listed(desk.scene.street, standing="mine") == [pk] and not desk.listed(
        desk.scene.community, standing="mine"
    )
    services.go_on(actor=desk.scene.street, at=days(8), case_id=pk, answer=Answer(words="符合条件"))
    services.decide(actor=desk.district, at=days(15), case_id=pk, answer=Answer(words="民政部门3月17日同意"))
    case = desk.case(pk)
    assert (case.state, case.closed_on, case.due_on) == ("done", date(2026, 3, 17), None)
    assert desk.acts(pk) == ["apply", "accept", "pass_on", "decide"]
    assert desk.apply(at=days(20)) != pk and desk.case(pk).number.endswith("-00001")


def test_a_decision_changes_the_register_in_the_same_act_or_nothing_happens(desk: Desk) -> None:
    pk = desk.apply(CONTACT, answers={"phone": "139 0000 7777"}, **desk.by_daughter())
    assert _code(Invalid, services.decide, actor=desk.scene.community, at=NOW, case_id=pk, answer=Answer()) == (
        "applications.materials_missing"
    )
    assert _facts(desk)["phone"] == "13900000102" and desk.case(pk).state == "applied"
    with_cards = Answer(materials=("id_card", "proxy_id_card"))
    services.decide(actor=desk.scene.community, at=NOW, case_id=pk, answer=with_cards)
    assert _facts(desk)["phone"] == "13900007777" and desk.lives.person().sources["phone"] == ["relative", "2026-03-02"]
    assert desk.case(pk).state == "done" and _facts(desk)["address"]


def test_an_effect_that_is_refused_leaves_case_and_register_as_they_were(desk: Desk) -> None:
    pk = desk.apply(CONTACT, answers={"phone": "13900007777"}, materials=("id_card",))
    second = desk.lives.person()
    from yinqiao.areas.retirees.services import correct_details
    from yinqiao.areas.retirees.types import Correction, Source

    told = Correction({"phone": "13900007777"}, Source.SELF, NOW.date(), second.lock_version)
    correct_details(actor=desk.scene.community, at=NOW, retiree_id=second.pk, correction=told)
    refused = _code(DomainError, services.decide, actor=desk.scene.community, at=days(1), case_id=pk, answer=Answer())
    assert refused == "retirees.nothing_to_change" and desk.case(pk).state == "applied"
    assert desk.acts(pk) == ["apply"]


def test_nobody_types_what_the_register_knows_and_nothing_is_asked_that_changes_nothing(desk: Desk) -> None:
    pk = desk.apply()
    assert queries.content_of(desk.case(pk))["answers"]["phone"] == "13900000102"
    for answers in ({}, {"phone": "139 0000 0102"}, {"phone": ""}):
        assert _code(Invalid, desk.apply, item=CONTACT, answers=answers) == "applications.nothing_asked"


@pytest.mark.parametrize(
    ("kind", "told", "code"),
    [
        (Invalid, {"answers": {}}, "applications.wrong_answers"),
        (Invalid, {"answers": {"pay_to": "cash"}}, "applications.wrong_answers"),
        (Invalid, {"answers": {"id_no": "1"}}, "applications.unknown_field"),
        (NotFound, {"item": "no_such"}, "applications.no_such_item"),
        (Invalid, {"applicant": Applicant.FAMILY}, "applications.proxy_missing"),
        (Invalid, {"applicant": Applicant.OFFICER}, "applications.proxy_missing"),
    ],
)
def test_an_application_that_cannot_be_taken_takes_no_number(
    desk: Desk, kind: type[DomainError], told: dict[str, Any], code: str
) -> None:
    assert _code(kind, desk.apply, **told) == code
    assert desk.case(desk.apply()).number.endswith("-00001")


def test_who_acts_for_somebody_says_who_and_when_the_person_agreed(desk: Desk) -> None:
    for gap in (
        {"name": " "},
        {"relation": ""},
        {"consent": None},
        {"consented_on": None},
        {"consented_on": date(2026, 3, 3)},
    ):
        assert _code(Invalid, desk.apply, **desk.by_daughter(**gap)) == "applications.proxy_missing"
    case = desk.case(desk.apply(**desk.by_daughter()))
    assert queries.content_of(case)["name"] == "李小妹" and b"\xe6\x9d\x8e" not in bytes(case.sealed)
    assert _code(Invalid, desk.accept, case=case.pk) == "applications.materials_missing"
    services.go_on(actor=desk.scene.community, at=NOW, case_id=case.pk, answer=Answer(materials=PROXY))


def test_one_of_a_kind_at_a_time_and_only_whom_the_item_is_for(desk: Desk) -> None:
    pk = desk.apply()
    assert _code(Conflict, desk.apply) == "applications.open_already"
    desk.apply(who="欧阳建国")
    desk.put("old.toml", item_text().replace("version = 1", "version = 3"))
    services.withdraw(actor=desk.scene.community, at=NOW, case_id=pk, answer=_SEND)
    assert _code(Invalid, desk.apply) == "applications.not_entitled"
    desk.lives.die()
    assert _code(Refused, desk.apply, item=CONTACT, answers={"phone": "13900007777"}) == "applications.may_not_apply"


@pytest.mark.parametrize(("born", "taken"), [("19460302", True), ("19460303", False)])
def test_who_turns_eighty_today_is_old_enough_and_who_does_tomorrow_is_not(desk: Desk, born: str, taken: bool) -> None:
    (item,) = [one for one in queries.items_in_force(date(2025, 1, 1)) if one.code == ALLOWANCE]
    item = item.model_copy(update={"check": tuple(one.model_copy(update={"value": 80}) for one in item.check)})
    day = date.fromisoformat(f"{born[:4]}-{born[4:6]}-{born[6:]}")
    assert (why_not(item, Applicant.SELF, "managed", day, NOW.date()) is None) is taken


def test_the_applicant_is_told_once_and_whole_and_the_clock_stands_until_it_is_there(desk: Desk) -> None:
    pk, street = desk.handling(), desk.scene.street
    asked = Answer("户口簿缺第二页", materials=("id_card",))
    services.ask_for_more(actor=street, at=days(2), case_id=pk, answer=asked)
    case = desk.case(pk)
    assert (case.state, case.missing, case.materials, case.due_on) == ("asked", ["id_card"], ["social_card"], None)
    assert desk.listed(desk.scene.community, standing="asked") == [pk]
    own = queries.list_own_cases
    with acting(desk.scene.community):
        (told,) = own(scope=desk.scene.community.scope, retiree_id=desk.lives.id())
    assert told.missing == ("本人身份证和户口簿",) and "不计入办理时限" in told.sentence
    assert told.moments[0].words == "缺少：本人身份证和户口簿；户口簿缺第二页"
    short = {"actor": desk.scene.community, "at": days(7), "case_id": pk}
    assert _code(Invalid, services.supply, **short, answer=Answer()) == "applications.materials_missing"
    assert (
        _code(Conflict, services.go_on, actor=street, at=days(7), case_id=pk, answer=Answer()) == "applications.not_now"
    )
    services.supply(**short, answer=Answer(materials=("id_card",), answers={"address": "岳麓区新住处1栋"}))
    case = desk.case(pk)
    # Two of ten working days had passed on Wednesday; eight more follow Monday 2026-03-09.
    assert (case.state, case.step, case.due_on) == ("handling", 1, date(2026, 3, 19))
    assert queries.content_of(case)["answers"]["address"] == "岳麓区新住处1栋" and case.missing == []
    assert _code(Conflict, services.ask_for_more, actor=street, at=days(7), case_id=pk, answer=asked) == (
        "applications.asked_once"
    )


def test_more_is_asked_for_only_with_what_and_refused_only_with_a_ground_of_the_item(desk: Desk) -> None:
    pk, given = desk.handling(), {"actor": desk.scene.street, "at": NOW}
    for act in (services.ask_for_more, services.refuse):
        assert _code(Invalid, act, **given, case_id=pk, answer=Answer(code="no_such")) == "applications.words_missing"
    assert _code(Invalid, services.withdraw, **given, case_id=pk, answer=Answer(" ")) == "applications.words_missing"
    services.refuse(**given, case_id=pk, answer=Answer("收入高于标准。", "conditions"))
    case = desk.case(pk)
    with acting(desk.scene.street):
        words = queries.moments_of(case, queries.item_of(case.item))[0].words
    assert case.state == "refused" and case.ground == "conditions"
    assert words.startswith("不符合本地高龄津贴的条件。收入高于标准。可自收到通知之日起60日内申请行政复议")


def test_a_refusal_at_the_counter_is_not_taken_in(desk: Desk) -> None:
    pk = desk.apply()
    services.refuse(actor=desk.scene.community, at=NOW, case_id=pk, answer=Answer(code="not_here"))
    assert desk.case(pk).state == "not_taken" and desk.case(pk).accepted_on is None


def test_the_last_step_sends_back_with_a_reason_and_the_clock_of_that_step_starts_again(desk: Desk) -> None:
    pk = desk.handling()
    services.go_on(actor=desk.scene.street, at=days(1), case_id=pk, answer=Answer())
    back = {"actor": desk.district, "at": days(2), "case_id": pk}
    assert _code(Invalid, services.send_back, **back, answer=Answer()) == "applications.words_missing"
    services.send_back(**back, answer=_SEND)
    case = desk.case(pk)
    assert (case.step, case.step_role, case.due_on) == (1, "street_officer", date(2026, 3, 18))


def test_each_step_is_done_by_its_own_office_within_its_scope(desk: Desk) -> None:
    pk = desk.apply()
    for actor, kind in (
        (desk.scene.street, Refused), (desk.district, Refused), (desk.scene.neighbour, NotFound),
        (desk.scene.elsewhere, NotFound), (desk.scene.officer, NotFound),
    ):  # fmt: skip
        _code(kind, desk.accept, case=pk, by=actor)
        assert (desk.listed(actor) == [pk]) is (kind is Refused)
    for actor in (desk.scene.neighbour, desk.scene.officer):
        assert _code(NotFound, desk.apply, item=CONTACT, by=actor, answers={"phone": "13900007777"}) == "not_found"
    desk.accept(pk)
    assert _code(Refused, desk.accept, case=pk) == "applications.not_your_step"


def test_a_step_that_is_sent_twice_is_done_once(desk: Desk) -> None:
    desk.put(
        "one.toml",
        item_text()
        .replace("version = 1", "version = 5")
        .replace("street_officer", "community_officer")
        .replace("value = 80", "value = 1"),
    )
    pk, seen = desk.apply(materials=CARDS), Answer(step=0)
    services.go_on(actor=desk.scene.community, at=NOW, case_id=pk, answer=seen)
    assert _code(Conflict, services.go_on, actor=desk.scene.community, at=NOW, case_id=pk, answer=seen) == (
        "applications.not_now"
    )
    assert desk.case(pk).step == 1


def test_a_running_case_keeps_its_version_whatever_becomes_of_the_file(desk: Desk) -> None:
    pk = desk.handling()
    desk.put("new.toml", item_text().replace("version = 1", "version = 3").replace("days = 10", "days = 2"))
    (desk.folder / "allowance.toml").unlink()
    services.go_on(actor=desk.scene.street, at=NOW, case_id=pk, answer=Answer())
    assert desk.case(pk).due_on == date(2026, 3, 16)
    with acting(desk.scene.street):
        assert queries.item_in_force(ALLOWANCE, NOW.date()).version == 3
        assert list(ItemVersion.objects.values_list("version", flat=True)) == [2]


def test_a_file_that_changed_without_a_new_version_is_not_applied_by(desk: Desk) -> None:
    desk.apply()
    desk.put("allowance.toml", (desk.folder / "allowance.toml").read_text("utf-8").replace("days = 10", "days = 3"))
    assert _code(Unavailable, desk.apply, who="欧阳建国") == "applications.item_changed"


def test_a_file_with_a_mistake_is_told_and_the_version_before_keeps_serving(desk: Desk) -> None:
    desk.put("wrong.toml", item_text().replace("version = 1", "version = 9").replace('title = "', 'titel = "', 1))
    (desk.folder / "latin.toml").write_bytes(b"\xff\xfe")
    assert queries.item_in_force(ALLOWANCE, NOW.date()).version == 2
    told = [str(one) for one in queries.faults()]
    assert any(one.startswith("wrong.toml 第 ") and "titel" in one for one in told) and any(
        "UTF-8" in one for one in told
    )
    desk.put("twice.toml", item_text())
    assert any("已有另一个文件" in str(one) for one in queries.faults())


def test_a_later_version_begins_on_its_day(desk: Desk) -> None:
    later = (
        item_text().replace("version = 1", "version = 4").replace("valid_from = 2019-01-01", "valid_from = 2026-03-05")
    )
    desk.put("later.toml", later)
    assert [queries.item_in_force(ALLOWANCE, date(2026, 3, day)).version for day in (4, 5)] == [2, 4]


def test_a_death_ends_what_was_asked_for_and_its_withdrawal_brings_it_back(desk: Desk) -> None:
    waits, asked = desk.handling(), desk.apply(CONTACT, answers={"phone": "13900007777"})
    services.ask_for_more(actor=desk.scene.community, at=NOW, case_id=asked, answer=_SEND)
    desk.lives.die(date(2026, 3, 1), at=days(1))
    assert {desk.case(one).state for one in (waits, asked)} == {"ended"}
    assert _code(Conflict, services.go_on, actor=desk.scene.street, at=days(1), case_id=waits, answer=Answer()) == (
        "applications.not_now"
    )
    desk.lives.live(days(7))
    assert (desk.case(waits).state, desk.case(asked).state) == ("handling", "asked")
    # One working day had passed when the clock stopped; nine more follow Monday 2026-03-09.
    assert desk.case(waits).due_on == date(2026, 3, 20) and desk.acts(waits)[-2:] == ["end", "go_on"]
    services.supply(actor=desk.scene.community, at=days(8), case_id=asked, answer=Answer())
    assert desk.case(asked).state == "applied"


def test_late_cases_warn_and_rise_by_working_days(desk: Desk) -> None:
    pk, community, street = desk.apply(), desk.scene.community, desk.scene.street
    for day, standing, actor, told in (
        (4, "warned", community, False), (5, "warned", community, True), (6, "near", community, True),
        (9, "overdue", community, False), (10, "overdue", community, True), (9, "risen", street, False),
        (10, "risen", street, True), (11, "risen", desk.district, False), (12, "risen", desk.district, True),
    ):  # fmt: skip
        assert (desk.listed(actor, date(2026, 3, day), standing=standing) == [pk]) is told, (day, standing)
    with acting(street):
        count = queries.count_standing
        assert [
            count(scope=street.scope, today=date(2026, 3, 10), role=street.role, standing=one)
            for one in (Standing.RISEN, Standing.MINE)
        ] == [1, 0]  # fmt: skip


def test_a_corrected_calendar_moves_every_open_case_alike(desk: Desk) -> None:
    first, second = desk.apply(), desk.apply(who="欧阳建国")
    assert services.recount_clocks(actor=SYSTEM, at=days(1)) == Moves(2, 0)
    with acting(SYSTEM):
        Case.objects.update(due_on=date(2026, 4, 1), promised_on=date(2026, 5, 1))
    assert services.recount_clocks(actor=SYSTEM, at=days(1)) == Moves(2, 2)
    assert {desk.case(one).due_on for one in (first, second)} == {date(2026, 3, 9)}


def test_what_is_shown_in_full_needs_a_purpose_that_goes_on_record(desk: Desk) -> None:
    pk, given = desk.apply(**desk.by_daughter()), {"actor": desk.scene.community, "at": NOW}
    for field, value in (("phone", "13900000102"), ("proxy_phone", "13900000999")):
        assert services.show_answer(**given, case_id=pk, field=field, purpose="电话联系本人或家属") == value
    assert _code(Invalid, services.show_answer, **given, case_id=pk, field="phone", purpose=" ") == (
        "applications.words_missing"
    )
    _code(NotFound, services.show_answer, **given, case_id=pk, field="id_no", purpose="核对")
    stranger = {"actor": desk.scene.neighbour, "at": NOW}
    _code(NotFound, services.show_answer, **stranger, case_id=pk, field="phone", purpose="核对")
    with acting(SYSTEM):
        rows = Entry.objects.filter(action="applications.show_answer")
        assert {one.purpose for one in rows} == {"电话联系本人或家属"} and len(rows) == 2
        assert not any("1390000" in str(one.detail) for one in Entry.objects.all())


def test_of_whoever_leaves_the_register_no_case_stays_and_what_is_over_is_destroyed_when_its_time_is(
    desk: Desk,
) -> None:
    pk = desk.apply()
    services.withdraw(actor=desk.scene.community, at=NOW, case_id=pk, answer=_SEND)
    with acting(SYSTEM):
        assert [one.object_id for one in services.CASES.find_due(date(2026, 3, 3))] == [pk]
        assert services.CASES.destroy([pk], NOW, pk) == 1 and not Case.objects.exists()


def test_a_case_goes_with_the_person_to_the_community_that_takes_over(desk: Desk) -> None:
    pk = desk.apply()
    desk.lives.move(at=days(1))
    desk.lives.accept(desk.scene.elsewhere, days(2))
    assert desk.listed(desk.scene.elsewhere) == [pk] and desk.listed(desk.scene.community) == []
    _code(NotFound, desk.accept, case=pk, at=days(3))
    desk.accept(pk, by=desk.scene.elsewhere, at=days(3))
    assert desk.case(pk).state == "handling"
