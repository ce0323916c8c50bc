"""What the organisation department tells of members is the turn of who is responsible; membership itself stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from yinqiao.areas.effects import services
from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.tests.lives import NOW, SYSTEM, Lives
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.intake.services import enter_letter, register_source
from yinqiao.areas.intake.tests.offices import new_source
from yinqiao.areas.intake.types import Letter, Receipt, SourceKind
from yinqiao.areas.party.models import Member
from yinqiao.areas.party.types import CHANGE
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
WITHDRAWN = "cn.yinqiao.message.withdrawn.v1"


class Department:
    """The organisation department, on paper."""

    def __init__(self, lives: Lives) -> None:
        self.lives, self.count = lives, 0
        self.source = register_source(
            actor=lives.scene.city, at=NOW, source=new_source(SourceKind.ORGANISATION, "zuzhibu", None)
        )

    def tell(self, name: str = "王桂英", change: str = "branch", told: str = "第二党支部", **more: Any) -> Receipt:
        """Tell a change of somebody."""
        with acting(SYSTEM):
            (facts,) = facts_of([self.lives.person(name)])
        said = {
            "id_number": facts["id_no"],
            "name": name,
            "since": "2026-02-01",
            "change": change,
            "told": told,
            **more,
        }
        return self._enter(CHANGE, said)

    def take_back(self, receipt: Receipt) -> Receipt:
        """Take one back."""
        return self._enter(WITHDRAWN, {"withdraws": receipt.event_id, "reason": "告知有误"})

    def _enter(self, kind: str, said: dict[str, Any]) -> Receipt:
        self.count += 1
        return enter_letter(
            actor=self.lives.scene.city, at=NOW, source_id=self.source, told=(kind, f"zz-{self.count}", said),
            letter=Letter("组函1号", NOW.date()),
        )  # fmt: skip


def test_a_change_is_put_before_who_is_responsible_and_changes_no_membership(lives: Lives) -> None:
    with acting(SYSTEM):
        before = list(Member.objects.order_by("pk").values())
    assert Department(lives).tell().code == "applied"
    (row,) = lives.followups(kind="party_change")
    assert (row.place_no, row.detail) == (
        lives.scene.community.scope.place_from,
        "所在党支部变更：第二党支部（2026-02-01）",
    )
    with acting(SYSTEM):
        assert list(Member.objects.order_by("pk").values()) == before
    assert lives.listed(lives.scene.community) == {"party_change"}
    chain = lives.chains(lives.scene.community)[0]
    assert chain.told is not None and [one.label for one in chain.steps] == ["组织部门告知党员变动，请党组织登记"]


def test_of_whom_no_relation_is_on_record_the_community_is_asked(lives: Lives) -> None:
    Department(lives).tell("欧阳建国", "transfer", "岳麓区某党支部")
    (row,) = lives.followups(kind="party_change")
    assert (row.name, row.place_no, row.enterprise_id) == ("欧阳建国", lives.scene.community.scope.place_from, None)


def test_two_changes_of_one_day_are_two_turns(lives: Lives) -> None:
    department = Department(lives)
    department.tell()
    department.tell(change="standing", told="停止党籍")
    assert len(lives.followups(kind="party_change", state="open")) == 2


def test_what_is_taken_back_ends_or_is_to_be_corrected(lives: Lives) -> None:
    department = Department(lives)
    first, second = department.tell(), department.tell(change="standing", told="恢复党籍")
    settled = next(one for one in lives.followups() if "恢复" in one.detail)
    services.settle_followup(
        actor=lives.scene.community, at=NOW, followup_id=settled.pk, outcome="recorded"
    )  # fmt: skip
    assert (department.take_back(first).code, department.take_back(second).code) == ("applied", "applied")
    assert {(one.detail[:3], one.state, one.is_back) for one in lives.followups()} == {
        ("所在党", "ended", False), ("党籍状", "done", False), ("党籍状", "open", True),
    }  # fmt: skip
    assert any(chain.undone for chain in lives.chains(lives.scene.community))


def test_no_overseer_and_no_enterprise_reads_it(lives: Lives) -> None:
    Department(lives).tell()
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, "auditor", "审计", auditor.scope.for_oversight())
    for who in (overseer, lives.scene.officer):
        with acting(who):
            assert not Followup.objects.filter(kind="party_change").exists()
        assert not any("党员变动" in chain.label for chain in lives.chains(who))
    with acting(SYSTEM):
        (told,) = Event.objects.filter(type="party.change_told")
    assert told.data["change"] == "branch"


@pytest.mark.parametrize(
    ("more", "code"), [({"change": "expelled"}, ""), ({"told": ""}, ""), ({"since": "1900-01-01"}, "disputed")]
)
def test_what_is_no_change_is_refused_and_an_impossible_day_is_asked_about(
    lives: Lives, more: dict[str, str], code: str
) -> None:
    from yinqiao.kernel.errors import Invalid

    department = Department(lives)
    if code:
        assert department.tell(**more).code == code
    else:
        with pytest.raises(Invalid):
            department.tell(**more)
    assert lives.followups(kind="party_change") == []
