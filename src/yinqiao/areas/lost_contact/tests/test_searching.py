"""The search plan: steps in their order with their days, letters that wait, what is made void, what finds people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.lost_contact import queries, services
from yinqiao.areas.lost_contact.models import SearchStep
from yinqiao.areas.lost_contact.rules import answers_to, next_day, plan, plan_of, ways, weighing_of
from yinqiao.areas.lost_contact.tests.seeking import SYSTEM, TODAY, Seeking, day_of
from yinqiao.areas.lost_contact.types import Answer, CaseStep, PlannedStep, Standing, StepTaken
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event
from yinqiao.platform.rulebook import rulebook

pytestmark = [pytest.mark.db, pytest.mark.django_db]
RULE = weighing_of(rulebook().get("lost_contact.weighing", region="CN", day=TODAY).parameters)
CODES = [one.code for one in plan()]


def _take(seeking: Seeking, code: str, answer: Answer, days: int = 0, *, no: str = "", by: Actor | None = None) -> Any:
    at = NOW + timedelta(days=days)
    taken = StepTaken(answer, day_of(at), no)
    return services.record_step(
        actor=by or seeking.scene.community, at=at, retiree_id=seeking.id(), code=code, taken=taken
    )


def _plan(seeking: Seeking) -> dict[str, PlannedStep]:
    who = seeking.scene.community
    with acting(who):
        leads = queries.leads_of(scope=who.scope, retiree_id=seeking.id())
        found = queries.search_plan(scope=who.scope, retiree_id=seeking.id(), leads=leads)
        return {one.step.code: one for one in found}


@pytest.mark.fast
def test_every_step_finds_by_a_way_that_is_counted_and_the_last_asks_the_police() -> None:
    assert {one.way for one in plan()} <= set(ways())
    assert CODES[0] == "relative" and CODES[-1] == "police"
    assert len(set(CODES)) == len(CODES)


@pytest.mark.fast
def test_an_office_is_asked_by_letter_and_finds_nobody_by_itself() -> None:
    for step in plan():
        assert (Answer.ASKED in answers_to(step)) is step.is_letter
        assert (Answer.FOUND in answers_to(step)) is not step.is_letter


@pytest.mark.fast
@given(
    st.dictionaries(
        st.sampled_from(CODES), st.tuples(st.sampled_from(list(Answer)), st.dates(TODAY, TODAY + timedelta(days=400)))
    ),
    st.booleans(),
)
def test_at_most_one_step_is_next_and_it_is_the_open_one_that_is_due_first(
    taken: dict[str, tuple[Answer, date]], is_member: bool
) -> None:
    rows = plan_of(TODAY, taken, {}, is_member=is_member)
    upcoming = [one for one in rows if one.is_next]
    still = [one for one in rows if one.is_open]
    assert len(upcoming) == bool(still)
    assert all(upcoming[0].due_on <= one.due_on for one in still)
    assert {one.step.code for one in rows} >= set(taken)
    end = TODAY + timedelta(days=400)
    assert next_day(rows, end, RULE) == (upcoming[0].due_on if upcoming else end + timedelta(days=30))


def test_only_a_member_has_a_branch_that_is_asked(seeking: Seeking) -> None:
    assert _plan(seeking) == {}
    seeking.declare()
    rows = _plan(seeking)
    assert rows["relative"].is_next and rows["relative"].due_on == TODAY + timedelta(days=7)
    # 欧阳建国 comes from the same enterprise.
    assert "party_branch" not in rows and "1 人" in rows["colleague"].lead
    with acting(SYSTEM):
        Retiree.objects.filter(pk=seeking.id()).update(political_status="01")
    assert _plan(seeking)["party_branch"].due_on == TODAY + timedelta(days=15)


def test_a_step_that_brought_nothing_gives_the_turn_to_the_next(seeking: Seeking) -> None:
    seeking.declare()
    _take(seeking, "relative", Answer.NOTHING)
    assert _plan(seeking)["enterprise"].is_next
    assert seeking.case().next_on == TODAY + timedelta(days=10)
    with acting(seeking.scene.community):
        told = queries.next_steps(scope=seeking.scene.community.scope, people=[seeking.id()])
    assert told == {seeking.id(): "询问原企业"}


def test_a_letter_waits_from_the_day_it_was_sent_and_has_a_number(seeking: Seeking) -> None:
    seeking.declare()
    with pytest.raises(Invalid) as refused:
        _take(seeking, "medical", Answer.ASKED, 5)
    assert refused.value.code == "lost_contact.no_letter" and "letter_no" in refused.value.fields
    _take(seeking, "medical", Answer.ASKED, 5, no="岳社函〔2026〕8号")
    row = _plan(seeking)["medical"]
    assert row.is_open and row.due_on == TODAY + timedelta(days=35)
    _take(seeking, "medical", Answer.TRACE, 20)
    assert not _plan(seeking)["medical"].is_open
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        SearchStep.objects.create(
            case=seeking.case(),
            retiree_id=seeking.id(),
            code="medical",
            answer="asked",
            taken_on=TODAY,
            author_name="x",
        )


def test_when_every_step_is_taken_the_search_goes_on_after_the_days_of_the_rule(seeking: Seeking) -> None:
    seeking.declare()
    for code in list(_plan(seeking)):
        _take(seeking, code, Answer.NOTHING, 40)
    assert seeking.case().next_on == TODAY + timedelta(days=70)
    assert seeking.standing(NOW + timedelta(days=40)).standing is Standing.LOST


@pytest.mark.parametrize("answer", [Answer.FOUND, Answer.DECEASED])
def test_what_a_step_tells_ends_nothing_until_a_person_decides(seeking: Seeking, answer: Answer) -> None:
    seeking.declare()
    before = seeking.person()
    _take(seeking, "relative", answer)
    after = seeking.person()
    assert seeking.case().state == "lost"
    assert (after.status, after.died_on, after.lock_version) == (before.status, before.died_on, before.lock_version)


def test_a_step_is_noted_only_about_who_is_sought_by_who_works_with_them(seeking: Seeking) -> None:
    with pytest.raises(Conflict) as refused:
        _take(seeking, "relative", Answer.NOTHING)
    assert refused.value.code == "lost_contact.not_lost"
    seeking.declare()
    with pytest.raises(NotFound):
        _take(seeking, "relative", Answer.NOTHING, by=seeking.scene.neighbour)
    with pytest.raises(LookupError):
        _take(seeking, "burn", Answer.NOTHING)
    with pytest.raises(LookupError):
        _take(seeking, "medical", Answer.FOUND)
    for days in (-1, 1):
        taken = StepTaken(Answer.NOTHING, TODAY + timedelta(days=days))
        with pytest.raises(Invalid):
            services.record_step(
                actor=seeking.scene.community, at=NOW, retiree_id=seeking.id(), code="relative", taken=taken
            )


def test_a_note_by_mistake_is_void_once_and_the_turn_comes_back(seeking: Seeking) -> None:
    seeking.declare()
    made = _take(seeking, "relative", Answer.NOTHING)
    with pytest.raises(NotFound):
        services.void_step(actor=seeking.scene.neighbour, at=NOW, step_id=made)
    services.void_step(actor=seeking.scene.community, at=NOW, step_id=made)
    assert _plan(seeking)["relative"].is_next and seeking.case().next_on == TODAY + timedelta(days=7)
    with pytest.raises(Conflict) as refused:
        services.void_step(actor=seeking.scene.community, at=NOW, step_id=made)
    assert refused.value.code == "lost_contact.step_void"


def test_a_step_of_an_ended_search_stands(seeking: Seeking) -> None:
    seeking.declare()
    made = _take(seeking, "relative", Answer.NOTHING)
    seeking.undo(CaseStep.WITHDRAW)
    seeking.declare()
    with pytest.raises(Conflict):
        services.void_step(actor=seeking.scene.community, at=NOW, step_id=made)
    assert _plan(seeking)["relative"].is_next


def test_who_died_is_sought_no_more(seeking: Seeking) -> None:
    seeking.declare()
    death = Death(TODAY, Source.RELATIVE, "火化证明", seeking.person().lock_version)
    record_death(actor=seeking.scene.community, at=NOW, retiree_id=seeking.id(), death=death)
    assert _plan(seeking) == {}


def test_what_finds_people_is_counted_by_step_and_only_when_they_were_found(seeking: Seeking) -> None:
    def told() -> list[tuple[str, int, int, int]]:
        scope = seeking.scene.street.scope
        with acting(seeking.scene.street):
            found = queries.what_finds_people(scope=scope, since=TODAY)
        return [(one.label, one.tried, one.traces, one.found) for one in found]

    seeking.declare()
    _take(seeking, "relative", Answer.NOTHING)
    _take(seeking, "enterprise", Answer.TRACE)
    _take(seeking, "enterprise", Answer.FOUND)
    assert told() == [("联系家属和紧急联系人", 1, 0, 0), ("询问原企业", 1, 1, 0)]
    seeking.find(way="enterprise")
    assert told() == [("联系家属和紧急联系人", 1, 0, 0), ("询问原企业", 1, 1, 1)]


def test_a_step_is_noted_and_made_void_on_the_page_of_the_person(seeking: Seeking) -> None:
    seeking.declare()
    community, person = Browser(seeking.scene.community), seeking.id()
    page = text_of(community.ask(reverse("lost_contact:person", args=[person])))
    assert "查找计划" in page and "函询医疗保障部门" in page and "查找记录" not in page
    address = reverse("lost_contact:step", args=[person, "medical"])
    assert "只问近一年有无就医结算记录" in text_of(community.ask(address))
    asked = {"answer": "asked", "taken_on": f"{TODAY:%Y-%m-%d}"}
    assert "请填写函的编号" in text_of(community.ask(address, asked))
    assert community.ask(address, {**asked, "letter_no": "岳社函〔2026〕8号"}).status_code == 302
    page = text_of(community.ask(reverse("lost_contact:person", args=[person])))
    assert "岳社函〔2026〕8号" in page and "已发函，等回复" in page
    listed = text_of(community.ask(reverse("lost_contact:people")))
    assert "联系家属和紧急联系人" in listed
    with acting(SYSTEM):
        made = SearchStep.objects.get().pk
    assert community.ask(reverse("lost_contact:void_step", args=[made]), {}).status_code == 302
    assert "已作废" in text_of(community.ask(reverse("lost_contact:person", args=[person])))


def test_the_log_and_the_events_hold_codes_and_no_number_of_a_letter(seeking: Seeking) -> None:
    seeking.declare()
    _take(seeking, "medical", Answer.ASKED, no="岳社函〔2026〕8号")
    with acting(SYSTEM):
        entries = repr(list(Entry.objects.filter(action="lost_contact.record_step").values_list("detail", flat=True)))
        events = repr(list(Event.objects.filter(type="lost_contact.searched").values_list("data", flat=True)))
    for told in (entries, events):
        assert "medical" in told and "岳社函" not in told
