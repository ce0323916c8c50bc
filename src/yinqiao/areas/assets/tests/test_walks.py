"""Whatever both sides do in whatever order: each asset stands where its events lead, is owed by one, and the sums hold."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from yinqiao.areas.assets.models import Asset
from yinqiao.areas.assets.rules import owed_by, side_of, steps_of
from yinqiao.areas.assets.tests.estate import SYSTEM, Estate, asset
from yinqiao.areas.assets.types import (
    SETTLED,
    AssetState,
    Condition,
    HandoverPath,
    ReturnReason,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NUMBERS = ("FW1", "FW2", "FW3")
REACHED = {
    "assets.offered": AssetState.OFFERED, "assets.withdrawn": AssetState.WITHDRAWN,
    "assets.surveyed": AssetState.SURVEYED, "assets.returned": AssetState.RETURNED,
    "assets.path_changed": AssetState.SURVEYED,
}  # fmt: skip


def _replayed(one: Asset) -> tuple[AssetState | None, str | None]:
    """State and path to which the events of an asset lead; the path as far as they tell it."""
    state, path = None, None
    for event in Event.objects.filter(subject_id=one.pk).order_by("id"):
        if event.type in ("assets.step_recorded", "assets.settled"):
            state = AssetState(event.data["state"])
        state = REACHED.get(event.type, state)
        if event.type == "assets.path_changed":
            path = event.data["path"]
        if event.type == "assets.offered":
            path = None
    return state, path


def _acts(estate: Estate, chance: random.Random) -> list[Callable[[], object]]:
    number, path = chance.choice(NUMBERS), chance.choice(list(HandoverPath))
    who = chance.choice([estate.firm, estate.street])
    due = estate.asset(number).next_step or "terms"
    area = Decimal(chance.randint(1, 400))

    def survey() -> None:
        estate.survey(number, area=area, note="按实测", condition=chance.choice(list(Condition)))

    def offer_again() -> None:
        estate.offer(asset(number, path=path.label, area=str(area)))

    return [
        *[survey] * 3, offer_again, lambda: estate.send_back(number, ReturnReason.ENCUMBERED),
        lambda: estate.propose(path, who, number),
        lambda: estate.answer(member_of(HandoverPath, estate.asset(number).proposed_path or "lease"),
                              is_agreed=chance.random() < 0.5, by=who, number=number),
        *[lambda: estate.step(due, number)] * 4,
        lambda: estate.step(chance.choice(steps_of(path)).code, number, who),
    ]  # fmt: skip


def _holds(estate: Estate) -> None:
    with acting(SYSTEM):
        for one in Asset.objects.all():
            state, path = _replayed(one)
            assert one.state == state and path in (None, one.path)
            assert one.owed_by == (owed_by(one.stand) or "")
            held = one.custodies.get(until__isnull=True)
            assert (held.holder_place_no is not None) == (one.state == AssetState.HANDED_OVER)
            recorded = one.steps.filter(round=one.round, corrects__isnull=True)
            assert recorded.filter(leads_to__in=SETTLED).exists() == (one.state in SETTLED)
            sides = {side_of("street_officer"), side_of("enterprise_officer")}
            assert one.state not in SETTLED or {step.side for step in recorded} == sides
        lists = set(Asset.objects.values_list("list_id", flat=True))
    for list_id in lists:
        told, row = estate.delivered(list_id), estate.list(list_id)
        assert told.sent == told.received.plus(told.left).plus(told.open)
        assert (told.sent.assets, told.sent.area) == (row.assets - row.gone_assets, row.area - row.gone_area)


@pytest.mark.parametrize("seed", range(3))
def test_after_every_act_events_explain_the_state_and_the_sums_hold(estate: Estate, seed: int) -> None:
    chance = random.Random(seed)
    estate.offer(*(asset(number, path=chance.choice(list(HandoverPath)).label) for number in NUMBERS))
    done = 0
    for _ in range(60):
        try:
            chance.choice(_acts(estate, chance))()
        except DomainError:
            continue
        done += 1
        _holds(estate)
    assert done > 10
