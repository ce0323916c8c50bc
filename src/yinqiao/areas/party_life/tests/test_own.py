"""The member's own: what lies open, and signing in to a meeting by its code."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from yinqiao.areas.handover.tests.conftest import CAST, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY, Transfer
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.models import Addition, Attendance, Branch, Meeting, Membership
from yinqiao.areas.party_life.tests.life import Life, when
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def life(scene: Scene) -> Life:
    """A branch of two who stand in the register."""
    return Life.of(Transfer.of(scene), *CAST[:2])


def _me(life: Life) -> Actor:
    with acting(SYSTEM):
        person = Membership.objects.get(pk=life.member(102)).retiree_id
    assert person
    return Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")


def _sign_in(life: Life, meeting_id: UUID, code: str, hours: float = 0) -> None:
    services.sign_in(actor=_me(life), at=when(TODAY, hours), meeting_id=meeting_id, code=code)


def test_a_member_reads_the_own_branch_and_meetings_and_nobody_elses_mark(life: Life) -> None:
    me, made = _me(life), life.held()
    with acting(SYSTEM):
        Membership.objects.exclude(pk=life.member(102)).update(retiree_id=None)
    with acting(me):
        assert queries.get_own_branch(scope=me.scope).pk == life.branch_id
        assert [(one.meeting_id, one.mark) for one in queries.list_own(scope=me.scope)] == [(made, "present")]
        assert Attendance.objects.count() == 1 and Membership.objects.count() == 1 and Branch.objects.count() == 1
        assert Meeting.objects.count() == 1 and not Addition.objects.exists()
        assert (
            list(queries.list_branches(scope=me.scope))
            == []
            == list(queries.list_roll(scope=me.scope, meeting_id=made))
        )
    stranger = Actor(life.branch_id, "retiree", "别人", Scope.of_person(life.branch_id), "长辈版")
    with acting(stranger):
        assert queries.find_own(scope=stranger.scope) is None and not Meeting.objects.exists()
    proxy = Actor(me.id, "proxy", "女儿", Scope.of_warrant(me.id or life.branch_id, life.branch_id), "长辈版")
    with acting(proxy):
        assert not Membership.objects.exists() and not Meeting.objects.exists() and not Branch.objects.exists()


def test_the_code_of_the_meeting_signs_in_once_and_for_good(life: Life) -> None:
    made = life.add()
    life.tell(made)
    code = life.meeting(made).code
    assert len(code) == 6
    _sign_in(life, made, f" {code} ")
    _sign_in(life, made, code, 1)
    assert life.roll(made)[life.member(102)] == ("present", "", "code")
    assert sum(1 for mark, _, _ in life.roll(made).values() if mark) == 1


def test_a_wrong_code_counts_and_after_five_the_right_one_is_too_late(life: Life) -> None:
    made = life.add()
    life.tell(made)
    code = life.meeting(made).code
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        with pytest.raises(Invalid, match="wrong_code"):
            _sign_in(life, made, wrong)
    with pytest.raises(Refused, match="code_too_often"):
        _sign_in(life, made, code)
    assert life.roll(made)[life.member(102)] == ("", "", "")


def test_signing_in_is_open_around_the_meeting_alone(life: Life) -> None:
    made = life.add()
    with pytest.raises(NotFound):
        _sign_in(life, made, "123456")
    life.tell(made)
    code = life.meeting(made).code
    for hours in (-1 - 1 / 60, 4 + 1 / 60):
        with pytest.raises(Conflict, match="not_today"):
            _sign_in(life, made, code, hours)
    _sign_in(life, made, code, -1)
    assert life.roll(made)[life.member(102)][0] == "present"
    assert life.meeting(made).starts_at - timedelta(hours=1) == when(TODAY, -1)
