"""A fiftieth of a whole city: the essay's figures in proportion, something hanging of each kind, every invariant holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from django.db import connection, transaction

from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo import distributions as share
from yinqiao.shell.demo.handed_over import Scale
from yinqiao.shell.demo.tests.breaches import breaches
from yinqiao.shell.demo.tests.standing import standing

pytestmark = pytest.mark.db

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
PART = Scale().part(50)
PEOPLE = 6_000


@pytest.fixture(scope="module", autouse=True)
def newcomers(django_db_setup: None, django_db_blocker: Any) -> Iterator[pl.DataFrame]:
    """Whom nobody of the loaded city has handed over yet; the city stands for all tests of this module."""
    from yinqiao.shell.demo.loading import CityOrder, load_city

    with django_db_blocker.unblock(), standing(AT):
        city = load_city(CityOrder(PEOPLE, 1, AT, scale=PART))
        assert city.people == PEOPLE
        yield city.newcomers


def _one(statement: str) -> object:
    with acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _by(statement: str) -> dict[object, int]:
    with acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute(statement)
        return dict(cursor.fetchall())


def test_a_part_of_a_city_has_its_part_of_every_figure_and_each_strand_hangs_somewhere_as_often_as_assumed() -> None:
    _has_the_figures()
    _hangs()
    assert breaches() == []


def _has_the_figures() -> None:
    groups = "SELECT source, count(*) FROM organisations_enterprise WHERE group_id IS NULL GROUP BY source"
    assert _by(groups) == {"central": PART.central, "provincial": PART.provincial, "municipal": PART.municipal + 1}
    assert _one("SELECT count(*) FROM agreements_agreement WHERE state = 'filed'") == PART.agreements
    agreed = "SELECT sum((terms ->> '{}')::numeric) FROM agreements_agreementversion"
    assert _one(agreed.format("people")) == PART.people
    assert _one(agreed.format("party_members")) == PART.members
    assert _one(agreed.format("archives")) == PART.people
    assert _one(agreed.format("area_m2")) == PART.area_m2
    assert _one(agreed.format("amount")) == PART.people * share.YUAN_PER_PERSON
    assert _one("SELECT count(*) FROM handover_offer WHERE batch_id IS NOT NULL") == PART.people
    assert _one("SELECT count(*) FROM party_member") == PART.members
    assert _one("SELECT count(*) FROM archives_archive") == PART.people
    assert _one("SELECT sum(area) FROM assets_asset") == PART.area_m2
    # Each branch of the rosters is an organisation, and no member's branch is unknown.
    assert _one("SELECT sum(members) FROM branches_organisation") == PART.members
    assert _one("SELECT count(*) FROM branches_rosterbranch") == _one("SELECT count(*) FROM party_organisation")


def _hangs() -> None:
    members = _by("SELECT state, count(*) FROM party_member GROUP BY state")
    late = PART.members - members["received"] - members["checked_in"]
    assert share.NOT_REPORTED_IN / 2 < late / PART.members < share.NOT_REPORTED_IN * 2
    archives = _by("SELECT state, count(*) FROM archives_archive GROUP BY state")
    assert share.ARCHIVE_ELSEWHERE / 2 < archives["missing"] / PART.people < share.ARCHIVE_ELSEWHERE * 2
    assert archives["offered"] > 0
    assert _one("SELECT count(*) FROM archives_archive WHERE retiree_id IS NULL") != 0
    offers = _by("SELECT state, count(*) FROM handover_offer WHERE batch_id IS NOT NULL GROUP BY state")
    assert offers["offered"] > PART.people // 60
    assert _one("SELECT count(*) FROM checklists_checklistitem") == 0


def test_what_was_delivered_under_an_agreement_is_what_was_agreed_or_hangs_as_waiting_or_lacking() -> None:
    from yinqiao.areas.agreements.queries import get_figures, list_agreements
    from yinqiao.areas.agreements.rules import differences
    from yinqiao.areas.agreements.types import Gap

    actor = Actor.system("test")
    open_items = 0
    with acting(actor):
        for row in list_agreements(scope=actor.scope):
            for strand in get_figures(scope=actor.scope, agreement_id=row.pk).strands:
                hangs = sum(one.waits + one.lacks for one in strand.parts)
                open_items += bool(hangs)
                not_sent = sum(one.amount for one in differences(strand, None) if one.gap is Gap.NOT_SENT)
                assert strand.agreed == strand.received + hangs + not_sent - strand.surplus
                assert strand.name == "amount" or not_sent == strand.surplus == 0
    assert open_items > PART.agreements // 4


def test_the_casts_week_adds_talks_and_lists_to_a_whole_city_and_no_signed_paper(newcomers: pl.DataFrame) -> None:
    from yinqiao.shell.demo.loading import Week, load_stories, load_users

    with transaction.atomic():
        load_stories(Week(AT, load_users(AT), newcomers, has_agreements=True))
        _has_a_week()
        transaction.set_rollback(True)


def _has_a_week() -> None:
    assert _one("SELECT count(*) FROM agreements_agreement WHERE signed_on IS NOT NULL") == PART.agreements
    assert _one("SELECT count(*) FROM agreements_agreement WHERE state IN ('draft', 'proposed', 'agreed')") == 7
    assert _one("SELECT count(*) FROM party_member") != PART.members
    # An allowance late, one new, one with the street, one with the district; a phone corrected on the spot.
    steps = _by("SELECT step_role, count(*) FROM applications_case WHERE closed_on IS NULL GROUP BY step_role")
    assert steps == {"community_officer": 2, "street_officer": 1, "district_manager": 1}
    late = "SELECT count(*) FROM applications_case WHERE due_on < '2026-10-08' AND state = 'applied'"
    assert (_one(late), _one("SELECT count(*) FROM applications_case WHERE state = 'done'")) == (1, 1)
