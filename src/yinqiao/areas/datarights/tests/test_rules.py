"""Who may do the acts of this room, in which state of a person."""

from __future__ import annotations

import pytest

from yinqiao.areas.accounts.types import Role
from yinqiao.areas.datarights.rules import ANSWER, OPEN
from yinqiao.areas.retirees.types import ActRule, RetireeStatus

pytestmark = pytest.mark.fast


@pytest.mark.parametrize("rule", [OPEN, ANSWER], ids=lambda rule: rule.code)
def test_the_act_is_allowed_to_exactly_its_roles_and_never_on_an_entry_that_gave_way(rule: ActRule) -> None:
    for role in Role:
        for status in RetireeStatus:
            expected = role.value in rule.roles and status is not RetireeStatus.MERGED
            assert rule.allows(role=role.value, status=status).value is expected
    assert not rule.roles & {"enterprise_officer", "enterprise_admin", "auditor", "system_admin", "security_admin"}
