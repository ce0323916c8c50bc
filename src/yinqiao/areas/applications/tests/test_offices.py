"""Steps of offices outside: nobody here does them, what the office tells moves the case on, once."""

from __future__ import annotations

from uuid import UUID

import pytest

from yinqiao.areas.applications import queries, services
from yinqiao.areas.applications.rules import offered
from yinqiao.areas.applications.tests.desk import SYSTEM, Desk, item_text
from yinqiao.areas.applications.types import Answer, CaseState, MoveEnd, OfficeMove, Standing
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]
HR = "human_resources"


@pytest.fixture
def waiting(desk: Desk) -> UUID:
    """A case that the community has accepted; its other two steps are those of human resources."""
    text = item_text(street_officer=HR, district_manager=HR).replace('["send_back", "refuse"]', '["refuse"]')
    desk.put("allowance.toml", text.replace("version = 1", "version = 3").replace("value = 80", "value = 60"))
    return desk.handling()


def tell(desk: Desk, office: str = HR, **told: str) -> MoveEnd:
    """The office tells of the person's case."""
    person = desk.lives.id("王桂英")
    with perform(actor=SYSTEM, action="intake.receive", at=NOW) as act:
        move = OfficeMove("old_age_allowance", "市养老保险经办机构", "已办", **told)
        return services.move_by_office(act=act, office=office, moves={person: move})[person][0]


def test_nobody_here_does_the_step_of_an_office_outside(desk: Desk, waiting: UUID) -> None:
    row = desk.case(waiting)
    assert row.step_role == HR
    item = queries.item_of(row.item)
    roles = ("community_officer", "street_officer", "city_manager")
    assert {act.value for role in roles for act in offered(role, CaseState(row.state), item, 1)} == {"withdraw"}
    assert desk.listed(desk.scene.street, standing=Standing.MINE) == []
    with pytest.raises(Refused) as refused:
        services.go_on(actor=desk.scene.street, at=NOW, case_id=waiting, answer=Answer())
    assert refused.value.code == "applications.not_your_step"


def test_what_the_office_tells_moves_the_case_on_to_its_end(desk: Desk, waiting: UUID) -> None:
    assert tell(desk) is MoveEnd.MOVED
    assert (desk.case(waiting).step, desk.case(waiting).state) == (1 + 1, "handling")
    assert tell(desk) is MoveEnd.MOVED
    assert desk.case(waiting).state == "done"
    assert tell(desk) is MoveEnd.NONE


def test_a_step_that_was_told_twice_is_done_once(desk: Desk, waiting: UUID) -> None:
    assert [tell(desk, step="examine"), tell(desk, step="examine")] == [MoveEnd.MOVED, MoveEnd.ALREADY]
    assert desk.acts(waiting) == ["apply", "accept", "pass_on"]


def test_a_later_step_closes_the_ones_before_it(desk: Desk, waiting: UUID) -> None:
    assert tell(desk, step="decide") is MoveEnd.MOVED
    assert desk.acts(waiting) == ["apply", "accept", "pass_on", "decide"]


def test_the_office_refuses_on_a_ground_of_the_item_with_its_remedy(desk: Desk, waiting: UUID) -> None:
    assert tell(desk, ground="made_up") is MoveEnd.NONE
    assert tell(desk, ground="conditions") is MoveEnd.MOVED
    row = desk.case(waiting)
    with acting(SYSTEM):
        (last,) = [one.words for one in queries.moments_of(row, queries.item_of(row.item)) if one.label == "不予办理"]
    assert row.state == "refused" and "行政复议" in last


@pytest.mark.parametrize("told", [{"number": "430104011003-2026-09999"}, {"office": "medical_insurance"}])
def test_another_case_and_another_office_move_nothing(desk: Desk, waiting: UUID, told: dict[str, str]) -> None:
    assert tell(desk, **told) is MoveEnd.NONE
    assert desk.case(waiting).step == 1


def test_a_first_step_outside_and_unknown_gates_are_mistakes_of_the_file(desk: Desk) -> None:
    text = item_text(community_officer=HR).replace("result = ", 'gates = ["x.y"]\nentrance = "z"\nresult = ')
    desk.put("wrong.toml", text.replace("version = 1", "version = 9"))
    told = " ".join(str(one) for one in queries.faults())
    assert "第一个环节" in told and "没有名为“x.y”的核对" in told and "没有名为“z”的入口" in told
