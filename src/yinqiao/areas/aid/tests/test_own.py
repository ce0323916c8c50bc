"""Relief asked for in the portal: by the person or whom the person authorised, one question a page, never without consent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.aid import queries, services
from yinqiao.areas.aid.models import Relief
from yinqiao.areas.aid.rules import pay_by, read_told
from yinqiao.areas.aid.tests.tellers import TODAY, Tellers
from yinqiao.areas.aid.types import MATTER, Agreed, NewRelief, Opinion, Origin, Step
from yinqiao.areas.applications.models import Draft
from yinqiao.areas.authorisations.services import authorise, revoke
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.intake.tests.offices import SYSTEM
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FILLED = {
    "kind": "minimum_living",
    "urgent": "no",
    "people": "2",
    "income": "1000",
    "words": "老伴住院",
    "consent": "yes",
}


@pytest.fixture
def me(tellers: Tellers) -> Actor:
    """The person, signed in."""
    return Actor(tellers.person, "retiree", "本人", Scope.of_person(tellers.person), "长辈版")


def _daughter(tellers: Tellers, *matters: str) -> tuple[Actor, UUID]:
    # Row-level security asks the clock of the database.
    now = datetime.now(UTC)
    new = NewAuthorisation(
        "李小妹", "女儿", "13900000999", matters, (), now.date() + timedelta(days=30), Way.SIGNED, TODAY
    )
    made = authorise(actor=tellers.city.actor("community_officer"), at=now, retiree_id=tellers.person, new=new)
    return Actor(made, "proxy", "代办", Scope.of_warrant(tellers.person, made), "长辈版"), made


def _fill(actor: Actor, **other: str) -> None:
    for step in Step:
        services.keep_relief_draft(actor=actor, at=AT, step=step, typed={**FILLED, **other}[step.value])


def _page(actor: Actor, name: str, *args: Any, data: dict[str, Any] | None = None) -> str:
    return unescape(text_of(Browser(actor).ask(reverse(f"my_aid:{name}", args=args), data)))


def _row(case: UUID) -> Relief:
    with acting(SYSTEM):
        return Relief.objects.get(pk=case)


def test_what_a_person_sends_is_an_application_with_the_consent_and_is_sent_once(tellers: Tellers, me: Actor) -> None:
    _fill(me)
    row = _row(services.send_relief(actor=me, at=AT))
    assert (row.state, row.origin, row.consent_way, row.consent_on) == ("applied", "self", "electronic", TODAY)
    assert row.due_on is not None and "老伴".encode() not in bytes(row.told or b"")
    with pytest.raises(Conflict) as refused:
        services.send_relief(actor=me, at=AT)
    assert refused.value.code == "applications.no_draft"
    officer = tellers.city.actor("community_officer")
    page = unescape(text_of(Browser(officer).ask(reverse("aid:relief", args=[row.pk]))))
    assert "老伴住院" in page and "没有核对" in page and "1,000 元" in page
    assert "申请收到了" in _page(me, "reliefs")


def test_who_does_not_agree_to_the_check_sends_nothing_and_loses_nothing(me: Actor) -> None:
    _fill(me, consent="no")
    page = _page(me, "send")
    assert "不同意，没有关系" in page and "老伴住院" in page and "没有错，交给社区" not in page
    with pytest.raises(Conflict) as refused:
        services.send_relief(actor=me, at=AT)
    assert refused.value.code == "aid.check_not_agreed"
    with acting(SYSTEM):
        assert Draft.objects.filter(code=MATTER).exists() and not Relief.objects.exists()
    services.keep_relief_draft(actor=me, at=AT, step=Step.CONSENT, typed="yes")
    assert services.send_relief(actor=me, at=AT)


def test_a_page_that_was_left_out_is_named_and_what_is_there_stays(me: Actor) -> None:
    services.keep_relief_draft(actor=me, at=AT, step=Step.KIND, typed="temporary")
    with pytest.raises(Invalid) as refused:
        services.send_relief(actor=me, at=AT)
    assert refused.value.code == "aid.wrong_answer" and "urgent" in refused.value.fields
    with pytest.raises(Invalid):
        services.keep_relief_draft(actor=me, at=AT, step=Step.PEOPLE, typed="十个")
    services.keep_relief_draft(actor=me, at=AT, step=Step.PEOPLE, typed="十个", is_back=True)
    assert "十个" in _page(me, "page", "people")


def test_pages_lead_on_and_back_and_end_with_what_is_read_back(me: Actor) -> None:
    browser = Browser(me)
    for step, following in zip(Step, [*list(Step)[1:], None], strict=True):
        answer = browser.ask(reverse("my_aid:page", args=[step.value]), {"answer": FILLED[step.value]})
        assert answer.status_code == 302
        onward = reverse("my_aid:page", args=[following.value]) if following else reverse("my_aid:send")
        assert answer["Location"] == onward
    assert browser.ask(reverse("my_aid:page", args=["kind"]), {"answer": "", "back": "1"})["Location"].endswith(
        "/apply/"
    )
    assert browser.ask(reverse("my_aid:page", args=["income"]), {"answer": "一千"}).status_code == 422
    with pytest.raises(NotFound):
        browser.ask(reverse("my_aid:page", args=["nothing"]))


def test_an_authorised_daughter_applies_in_her_name_and_no_other_relative_does(tellers: Tellers) -> None:
    hers, warrant = _daughter(tellers, MATTER)
    _fill(hers)
    row = _row(services.send_relief(actor=hers, at=AT))
    assert (row.origin, row.consent_way, row.warrant_id) == ("family", "warrant", warrant)
    officer = tellers.city.actor("community_officer")
    assert "女儿 李小妹 代办" in text_of(Browser(officer).ask(reverse("aid:relief", args=[row.pk])))
    with acting(hers):
        assert [one.pk for one in queries.list_own_reliefs(scope=hers.scope, today=TODAY)] == [row.pk]
    revoke(actor=officer, at=datetime.now(UTC), authorisation_id=warrant)
    for act in (
        lambda: services.withdraw_relief(actor=hers, at=AT, relief_id=row.pk),
        lambda: services.keep_relief_draft(actor=hers, at=AT, step=Step.KIND, typed="temporary"),
    ):
        with pytest.raises(Refused):
            act()
    others, _ = _daughter(tellers, "activities")
    with acting(others):
        assert not Relief.objects.exists()
    with pytest.raises(Refused):
        Browser(others).ask(reverse("my_aid:reliefs"))


def test_a_person_takes_back_what_is_not_decided_and_reads_nobody_elses(
    tellers: Tellers, me: Actor, register: Any
) -> None:
    _fill(me)
    case = services.send_relief(actor=me, at=AT)
    other = register(id_no="430999195203113130")
    them = Actor(other, "retiree", "本人", Scope.of_person(other), "长辈版")
    with pytest.raises(NotFound):
        services.withdraw_relief(actor=them, at=AT, relief_id=case)
    with acting(them):
        assert not Relief.objects.exists()
    assert "收回" in _page(me, "withdraw", case)
    services.withdraw_relief(actor=me, at=AT, relief_id=case)
    assert (_row(case).state, _row(case).ending) == ("closed", "withdrawn")
    with pytest.raises(Conflict):
        services.withdraw_relief(actor=me, at=AT, relief_id=case)
    assert "本人撤回" in _page(me, "reliefs")


def test_what_was_proposed_is_nobodys_before_the_person_was_asked_and_becomes_the_application(
    tellers: Tellers, me: Actor
) -> None:
    tellers.recognise("near_minimum")
    assert "您还没有申请过" in _page(me, "reliefs")
    _fill(me, kind="local_support")
    case = services.send_relief(actor=me, at=AT)
    with acting(SYSTEM):
        assert [one.pk for one in Relief.objects.all()] == [case]


def test_whoever_applies_for_another_says_how_the_person_agreed(tellers: Tellers) -> None:
    officer = tellers.city.actor("community_officer")

    def apply(agreed: Agreed | None, origin: Origin = Origin.OFFICER) -> UUID:
        return services.apply_relief(
            actor=officer, at=AT, retiree_id=tellers.person, new=NewRelief("temporary", origin, agreed=agreed)
        )

    for origin in (Origin.OFFICER, Origin.FAMILY):
        with pytest.raises(Invalid) as refused:
            apply(None, origin)
        assert refused.value.code == "aid.not_agreed"
    assert _row(apply(Agreed.SPOKEN)).agreed == "spoken"


def test_a_granted_relief_tells_the_sum_and_until_when_it_is_paid(tellers: Tellers, me: Actor) -> None:
    _fill(me, kind="local_support")
    case = services.send_relief(actor=me, at=AT)
    with acting(SYSTEM):
        Relief.objects.filter(pk=case).update(state="checked", gap_fen=100)
    services.submit_opinion(
        actor=tellers.city.actor("street_officer"), at=AT, relief_id=case, opinion=Opinion(60_000)
    )  # fmt: skip
    services.decide_relief(
        actor=tellers.city.actor("city_manager"), at=AT, relief_id=case, opinion=Opinion(60_000, None, "长民1号")
    )
    page = _page(me, "reliefs")
    assert "每月 600.00 元" in page and "每月 10 日以前发" in page


@given(st.sampled_from(list(Step)), st.text(max_size=400))
def test_an_answer_that_is_taken_is_taken_again_as_it_was_kept(step: Step, typed: str) -> None:
    text, problem = read_told(step, typed)
    if not problem:
        assert read_told(step, text) == (text, "")


@pytest.mark.parametrize(("typed", "kept"), [("２", "2"), (" 3 ", "3"), ("12", "12")])
def test_numbers_are_read_as_they_are_typed(typed: str, kept: str) -> None:
    assert read_told(Step.PEOPLE, typed) == (kept, "")


@pytest.mark.parametrize("typed", ["", "0", "13", "-1", "1.5", "²", "99999999999999999999"])
def test_a_number_that_cannot_be_is_told(typed: str) -> None:
    assert read_told(Step.PEOPLE, typed)[1]


def test_the_last_day_of_payment_is_a_day_that_there_is() -> None:
    assert pay_by({"day": 31}, TODAY.replace(month=2, day=1)).day == 28
