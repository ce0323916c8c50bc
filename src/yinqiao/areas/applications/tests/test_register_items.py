"""Items whose decision changes the register: another community, and a name or number that public security has changed."""

from __future__ import annotations

from typing import Any

import pytest

from yinqiao.areas.applications import services
from yinqiao.areas.applications.tests.desk import SYSTEM, Desk, days
from yinqiao.areas.applications.types import Answer
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MOVE, IDENTITY = "community_change", "identity_follow"
TO = {"community": "荷叶塘社区", "address": "岳麓区望月湖街道荷叶塘社区2栋301", "moved_on": "2026-03-01"}
CHANGED = {"name": "王桂瑛", "id_no": id_number(402), "changed_on": "2026-02-20"}


def _refused(desk: Desk, item: str, **answers: str) -> dict[str, Any]:
    with pytest.raises(Invalid) as invalid:
        desk.apply(item, answers=answers)
    return dict(invalid.value.fields)


def _facts(desk: Desk) -> Any:
    with acting(SYSTEM):
        return facts_of([desk.lives.person()])[0]


def test_who_has_moved_is_offered_to_the_new_community_and_stays_with_the_old_until_it_accepts(desk: Desk) -> None:
    pk = desk.apply(MOVE, answers=TO, materials=("id_card",))
    before = desk.lives.person().place_no
    services.decide(actor=desk.scene.community, at=NOW, case_id=pk, answer=Answer())
    with acting(SYSTEM):
        offer = Offer.objects.get(retiree_id=desk.lives.person().pk, state="offered")
    assert places().by_no[offer.place_no].name == "荷叶塘社区" and desk.lives.person().place_no == before
    assert _facts(desk)["address"] == TO["address"] and desk.case(pk).state == "done"


@pytest.mark.parametrize("named", ["荷叶塘", "荷叶塘社区", "望月湖街道荷叶塘社区", "岳麓区 · 望月湖街道 · 荷叶塘社区"])
def test_a_community_is_known_by_what_people_call_it(desk: Desk, named: str) -> None:
    pk = desk.apply(MOVE, answers={**TO, "community": named})
    assert desk.case(pk).state == "applied"


@pytest.mark.parametrize("named", ["无名社区", "望月湖街道", "岳麓区", "长沙市", "社区"])
def test_what_is_no_community_of_the_city_is_refused_with_what_to_write(desk: Desk, named: str) -> None:
    assert "照社区居委会的牌子填写" in _refused(desk, MOVE, **{**TO, "community": named})["community"]


def test_of_several_communities_of_one_name_the_street_decides(desk: Desk) -> None:
    from yinqiao.areas.handover.tests.conftest import PLACES
    from yinqiao.areas.organisations.numbering import Place
    from yinqiao.areas.organisations.queries import forget_places
    from yinqiao.areas.organisations.services import load_divisions
    from yinqiao.areas.organisations.types import DivisionKind

    twin = Place("430105001002", "荷叶塘社区", DivisionKind.COMMUNITY, "430105001000")
    load_divisions(actor=SYSTEM, at=NOW, places=(*PLACES, twin))
    forget_places()
    assert "有 2 个社区叫这个名字" in _refused(desk, MOVE, **TO)["community"]
    pk = desk.apply(MOVE, answers={**TO, "community": "望麓园街道荷叶塘社区"}, materials=("id_card",))
    services.decide(actor=desk.scene.community, at=NOW, case_id=pk, answer=Answer())
    with acting(SYSTEM):
        offer = Offer.objects.get(retiree_id=desk.lives.person().pk, state="offered")
    assert places().by_no[offer.place_no].code == "430105001002"


def test_a_move_to_where_one_lives_already_is_refused_and_the_case_stays(desk: Desk) -> None:
    pk = desk.apply(MOVE, answers={**TO, "community": "月华社区"}, materials=("id_card",))
    with pytest.raises(DomainError) as refused:
        services.decide(actor=desk.scene.community, at=NOW, case_id=pk, answer=Answer())
    assert (refused.value.code, desk.case(pk).state) == ("retirees.same_place", "applied")


def _followed(desk: Desk, **answers: str) -> Any:
    pk = desk.apply(IDENTITY, answers=answers, materials=("household_register", "id_card"))
    services.go_on(actor=desk.scene.community, at=NOW, case_id=pk, answer=Answer())
    return pk


def test_a_name_and_a_number_that_public_security_changed_are_followed_by_two_offices(desk: Desk) -> None:
    pk = _followed(desk, **CHANGED)
    assert desk.lives.person().name == "王桂英"
    services.decide(actor=desk.scene.street, at=days(1), case_id=pk, answer=Answer())
    person = desk.lives.person("王桂瑛")
    assert _facts_of(person)["id_no"] == CHANGED["id_no"]
    assert person.sources["name"] == ["document", "2026-02-20"]


def _facts_of(person: Any) -> Any:
    with acting(SYSTEM):
        return facts_of([person])[0]


def test_nothing_is_asked_where_neither_name_nor_number_is_told(desk: Desk) -> None:
    with pytest.raises(Invalid) as invalid:
        desk.apply(IDENTITY, answers={})
    assert "changed_on" in invalid.value.fields
    pk = _followed(desk, changed_on="2026-02-20")
    with pytest.raises(Invalid) as told:
        services.decide(actor=desk.scene.street, at=days(1), case_id=pk, answer=Answer())
    assert told.value.code == "retirees.nothing_to_change"


def test_a_number_that_somebody_else_has_is_not_taken_over(desk: Desk) -> None:
    pk = _followed(desk, id_no=id_number(103), changed_on="2026-02-20")
    with pytest.raises(Conflict) as refused:
        services.decide(actor=desk.scene.street, at=days(1), case_id=pk, answer=Answer())
    assert refused.value.code == "retirees.id_number_taken" and desk.case(pk).state == "handling"


def test_a_day_that_has_not_come_is_no_change(desk: Desk) -> None:
    pk = _followed(desk, name="王桂瑛", changed_on="2026-12-01")
    with pytest.raises(Invalid):
        services.decide(actor=desk.scene.street, at=days(1), case_id=pk, answer=Answer())
    assert desk.lives.person().name == "王桂英"
