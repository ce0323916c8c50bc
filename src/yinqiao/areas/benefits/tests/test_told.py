"""What an enterprise tells of one person: kept, changed, ended, taken back; contradictions; deaths; who reads it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from yinqiao.areas.agreements import services as agreements
from yinqiao.areas.agreements.tests.talks import TODAY
from yinqiao.areas.agreements.types import AgreementState, Change, Numbers, Terms, Wording
from yinqiao.areas.benefits import queries
from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.benefits.services import TOLD
from yinqiao.areas.benefits.tests.tellers import OLD, PERSON, SYSTEM, Tellers, enterprise_office
from yinqiao.areas.benefits.types import CHANGED, GRANTED
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, place_actor, roster
from yinqiao.areas.intake.queries import get_dispute
from yinqiao.areas.intake.services import match_waiting, refuse_claim, take_claim
from yinqiao.areas.intake.tests.offices import LATER, cases, message_of, person_of
from yinqiao.areas.retirees.services import record_death, withdraw_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FIRST = Decimal("300.00")


def test_a_benefit_is_told_changed_ended_and_each_is_taken_back_as_it_was_told(tellers: Tellers) -> None:
    assert tellers.grant(amount="300").code == "applied"
    changed = tellers.change("2026-02-01", amount="350.50")
    assert tellers.told() == [("4", FIRST, "replaced"), ("4", Decimal("350.50"), "standing")]
    ended = tellers.end("2026-03-01")
    assert (ended.code, tellers.told()[1][2]) == ("applied", "ended")
    assert tellers.take_back(ended).code == "applied"
    assert tellers.take_back(changed).code == "applied"
    assert tellers.told() == [("4", FIRST, "standing"), ("4", Decimal("350.50"), "withdrawn")]
    assert [kind for kind, _ in tellers.events()] == [
        "benefits.told", "benefits.told", "benefits.ended", "benefits.resumed", "benefits.withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "amount", "outcome"),
    [("2026-01-01", "300", "same"), ("2025-12-31", "200", "older"), ("2026-01-01", "200", "disputed"), ("2026-01-02", "200", "applied")],
)  # fmt: skip
def test_the_day_since_when_decides_whatever_the_order_in_which_it_came(
    tellers: Tellers, since: str, amount: str, outcome: str
) -> None:
    tellers.grant(amount="300.00")
    assert tellers.change(since, amount=amount).code == outcome
    assert [state for _, _, state in tellers.told()].count("standing") == 1


def test_an_end_comes_before_the_older_word_that_comes_late_and_opens_nothing_again(tellers: Tellers) -> None:
    first = tellers.office.event(GRANTED, {**PERSON, "item": "4", "since": "2026-01-01", "amount": "300"})
    tellers.office.send(first)
    assert tellers.office.send(first)[0].is_repeated
    assert tellers.end("2026-02-01").code == "applied"
    assert tellers.change("2026-01-15", amount="500").code == "older"
    assert tellers.told() == [("4", FIRST, "ended")]
    assert tellers.end("2026-02-01").code == "same"


def test_two_messages_of_one_request_are_taken_in_the_order_in_which_they_happened(tellers: Tellers) -> None:
    late = tellers.office.event(
        CHANGED, {**PERSON, "item": "4", "since": "2026-02-01", "amount": "400"}, time="2026-02-01T09:00:00+08:00"
    )
    early = tellers.office.event(
        GRANTED, {**PERSON, "item": "4", "since": "2026-01-01", "amount": "300"}, time="2026-01-01T09:00:00+08:00"
    )
    assert [one.code for one in tellers.office.send(late, early)] == ["applied", "applied"]
    assert tellers.told() == [("4", FIRST, "replaced"), ("4", Decimal(400), "standing")]


def test_what_no_agreement_names_is_told_by_its_kind_and_stands_beside_the_items(tellers: Tellers) -> None:
    tellers.grant(amount="300")
    assert (
        tellers.grant(benefit="utilities", in_kind="燃气 20 立方米", rhythm="month", until="2027-12-31").code
        == "applied"
    )
    assert tellers.told() == [("4", FIRST, "standing"), ("utilities", None, "standing")]
    assert tellers.end("2026-02-01", benefit="housing").code == "same"
    assert tellers.end("2026-02-01", benefit="utilities").code == "applied"
    assert tellers.told()[1] == ("utilities", None, "ended")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"item": "9"}, "item_unknown"),
        ({"item": "2"}, "not_in_group"),
        ({"item": "1", "amount": "1000"}, "agreement_differs"),
        ({"item": "1", "rhythm": "month"}, "agreement_differs"),
        ({"item": "4", "since": "1900-01-01"}, "before_birth"),
    ],
)
def test_what_contradicts_the_agreement_waits_for_a_person_with_both_sides(
    tellers: Tellers, told: dict[str, str], reason: str
) -> None:
    receipt = tellers.grant(**told)
    assert (receipt.code, receipt.reason, tellers.told()) == ("disputed", reason, [])
    (case,) = cases()
    community = tellers.talks.scene.community
    with acting(community):
        sides = get_dispute(scope=community.scope, case_id=case.pk).sides
    shown = {label: (known, claimed) for label, known, claimed in sides}
    assert shown["协议项目编号"][1] == told["item"]
    assert shown["协议项目编号"][0]
    if reason == "agreement_differs" and "amount" in told:
        assert shown["标准（元）"] == ("1,200.00 元", "1000")
    take = {"actor": community, "at": LATER, "case_id": case.pk}
    if reason == "before_birth":
        refuse_claim(reason="value_wrong", **take)
        assert tellers.told() == []
    else:
        take_claim(**take)
        assert [state for _, _, state in tellers.told()] == ["standing"]


def test_an_item_that_has_ended_and_a_term_beyond_it_are_looked_at(tellers: Tellers) -> None:
    over = replace(OLD, kind="model_worker", change=Change.END, target="4", until=date(2026, 1, 31))
    talks = tellers.talks
    wording = Wording(Terms(Numbers(), "待遇变更", benefits=(over,)))
    paper = agreements.draft_supplement(actor=talks.enterprise, at=NOW, seen=talks.seen(tellers.main), wording=wording)
    talks.walk(paper, AgreementState.SIGNED)
    assert tellers.grant("2026-02-01").reason == "item_ended"
    assert tellers.grant("2026-01-31", until="2026-02-01").reason == "item_ended"
    assert tellers.grant("2026-01-31", until="2026-01-31").code == "applied"


def test_the_end_of_what_the_agreement_still_gives_is_looked_at_unless_the_person_died(tellers: Tellers) -> None:
    assert tellers.end("2026-02-01", item="1").reason == "agreement_differs"
    _dies(tellers)
    confirmed = tellers.end("2026-03-01", "died", item="1")
    assert (confirmed.code, tellers.told()) == ("applied", [("1", None, "ended")])
    assert tellers.take_back(confirmed).code == "applied"
    assert tellers.told() == [("1", None, "withdrawn")]
    assert tellers.grant("2026-03-04").reason == "after_death"


def _dies(tellers: Tellers) -> None:
    version = person_of(tellers.person).lock_version
    record_death(
        actor=tellers.talks.scene.community, at=LATER, retiree_id=tellers.person,
        death=Death(TODAY, Source.RELATIVE, "死亡医学证明", version),
    )  # fmt: skip


def test_a_death_proposes_an_end_and_stops_nothing_until_the_enterprise_confirms(tellers: Tellers) -> None:
    tellers.grant(amount="300")
    _dies(tellers)
    community = tellers.talks.scene.community
    with acting(community):
        (line,) = queries.list_person_told(scope=community.scope, retiree_id=tellers.person)
    assert (line.state.value, line.is_end_proposed) == ("standing", True)
    assert ("benefits.end_proposed", "retirees.death_recorded") in tellers.events()
    version = person_of(tellers.person).lock_version
    withdraw_death(
        actor=tellers.talks.street, at=LATER, retiree_id=tellers.person, reason="登记错人", lock_version=version
    )
    assert ("benefits.end_not_proposed", "retirees.death_withdrawn") in tellers.events()
    with acting(SYSTEM):
        assert not BenefitTold.objects.filter(end_proposed_on__isnull=False).exists()
    _dies(tellers)
    assert tellers.end("2026-03-02", "died").code == "applied"
    assert tellers.told() == [("4", FIRST, "ended")]


def test_somebody_unknown_is_kept_and_matched_later_and_another_enterprise_learns_nothing(tellers: Tellers) -> None:
    other = CAST[1]
    data = {"id_number": id_number(other.serial), "name": other.name, "item": "4", "since": "2026-01-01"}
    rival = enterprise_office(tellers.talks, tellers.talks.rival)
    foreign = rival.tell(GRANTED, {**PERSON, "item": "4", "since": "2026-01-01"})
    unknown = tellers.office.tell(GRANTED, data)
    # Outside of the scope and unknown are one answer.
    assert (foreign.code, foreign.reason) == (unknown.code, unknown.reason) == ("waiting", "not_known")
    tellers.talks.scene.submit(roster(other))
    match_waiting(actor=SYSTEM, at=LATER)
    assert message_of(unknown).state == "applied"
    assert message_of(foreign).state == "waiting"
    assert tellers.told() == [("4", None, "standing")]


def test_who_sees_the_person_reads_it_and_nobody_else(tellers: Tellers) -> None:
    tellers.grant(amount="300")
    talks = tellers.talks
    for actor in (talks.scene.community, talks.street, talks.district, talks.enterprise, talks.scene.city):
        with acting(actor):
            assert len(queries.list_person_told(scope=actor.scope, retiree_id=tellers.person)) == 1
    for stranger in (talks.rival, talks.elsewhere, place_actor("community_officer", "430105001001")):
        with acting(stranger):
            assert not BenefitTold.objects.exists()
            with pytest.raises(NotFound):
                queries.list_person_told(scope=stranger.scope, retiree_id=tellers.person)
    overseer = Actor(talks.street.id, "auditor", "审计", talks.street.scope.for_oversight(), "街道")
    with acting(overseer):
        assert not BenefitTold.objects.exists()
        assert queries.list_person_told(scope=overseer.scope, retiree_id=tellers.person) == []


def test_who_was_named_is_known_on_the_list_and_the_person_page(tellers: Tellers) -> None:
    tellers.grant(in_kind="荣誉津贴按授予机关规定")
    scope = tellers.talks.street.scope
    with acting(tellers.talks.street):
        item = queries.get_item(scope=scope, agreement_id=tellers.main, no="4")
        (row,) = queries.list_meant_people(scope=scope, item=item, today=TODAY)
        assert (row.pk, row.standing, row.told_in_kind) == (tellers.person, "told", "荣誉津贴按授予机关规定")
        found = queries.list_person_benefits(scope=scope, retiree_id=tellers.person, today=TODAY)
    assert {one.no: one.standing.value for one in found} == {"1": "meant", "4": "told"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": ""}, {"item": "", "benefit": "gold"}, {"amount": "-1"}, {"amount": "0"}, {"amount": "三百"},
        {"amount": "99999999999"}, {"until": "2026-02-30"}, {"until": "以后"}, {"rhythm": "daily"},
        {"item": "4" * 13}, {"diagnosis": "x"}, {"since": "2027-01-01"}, {"in_kind": "x" * 101},
    ],
)  # fmt: skip
def test_what_is_no_benefit_is_refused_and_nothing_is_kept(tellers: Tellers, wrong: dict[str, str]) -> None:
    data = {**PERSON, "item": "4", "since": "2026-01-01", **wrong}
    assert tellers.office.tell(GRANTED, data).reason == "data_invalid"
    assert tellers.told() == []


def test_what_ended_is_destroyed_when_its_time_is_over_and_what_stands_stays(tellers: Tellers) -> None:
    tellers.grant(amount="300")
    tellers.change("2026-02-01", amount="400")
    with acting(SYSTEM):
        (due,) = TOLD.find_due(date(2026, 2, 2))
        assert TOLD.destroy([due.object_id], NOW, uuid4()) == 1
    assert tellers.told() == [("4", Decimal(400), "standing")]


def test_the_example_of_the_programmers_page_does_what_it_says(tellers: Tellers) -> None:
    page = (Path(__file__).parents[5] / "docs" / "programmers" / "telling.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    sent = [{**one, "source": f"/sources/{tellers.office.code}"} for one in json.loads(example)]
    assert [one["data"]["id_number"] for one in sent] == [PERSON["id_number"]] * 3
    assert [one.code for one in tellers.office.send(*sent)] == ["applied"] * 3
    assert tellers.told() == [("4", FIRST, "ended"), ("utilities", None, "standing")]
