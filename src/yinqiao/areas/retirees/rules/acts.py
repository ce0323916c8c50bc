"""Which role may do which act with a person in which state: one table, from which guards, buttons and tests come."""

from __future__ import annotations

from dataclasses import dataclass

from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.decision import Decision

CASEWORKERS = frozenset({"community_officer", "street_officer", "district_manager", "city_manager", "agency_officer"})
_ABOVE_COMMUNITY = frozenset({"street_officer", "district_manager", "city_manager", "agency_officer"})
_PROTECTION = CASEWORKERS | {"data_protection_officer"}
_LIVING = frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED, RetireeStatus.RETURNED, RetireeStatus.MOVED_AWAY})
_HELD = frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED})
_ANY = frozenset(RetireeStatus) - {RetireeStatus.MERGED}
RULE = "retirees.acts@2026-01-01"


@dataclass(frozen=True, slots=True)
class ActRule:
    """The words of an act, the roles that do it, and the states of a person in which it makes sense."""

    label: str
    roles: frozenset[str]
    states: frozenset[RetireeStatus]


ACTS = {
    "correct_details": ActRule("更正信息", CASEWORKERS, _ANY),
    "record_death": ActRule("死亡登记", CASEWORKERS, _LIVING),
    # A death stops much at once; taking it back is looked at by a second office.
    "withdraw_death": ActRule("撤销死亡登记", _ABOVE_COMMUNITY, frozenset({RetireeStatus.DECEASED})),
    "record_move": ActRule("迁居登记", CASEWORKERS, _HELD),
    "add_note": ActRule("添加走访与备注", CASEWORKERS, _ANY),
    "keep_contacts": ActRule("登记联系人", CASEWORKERS, _ANY),
    "reveal": ActRule("完整显示敏感信息", CASEWORKERS, _ANY),
    "open_data_request": ActRule("登记个人信息请求", _PROTECTION, _ANY),
    "answer_data_request": ActRule("答复个人信息请求", _PROTECTION, _ANY),
    "settle_duplicate": ActRule(
        "判定疑似重复", frozenset({"street_officer", "district_manager", "city_manager"}), _ANY
    ),
}


def may_act(act: str, *, role: str, status: RetireeStatus) -> Decision[bool]:
    """Whether a role may do an act with a person in this state.

    Reasons: `allowed`, `retirees.role_may_not`, `retirees.status_forbids`. Processes of ours (`system`) have no role
    to lack. Example: a community officer may not withdraw a death.
    """
    rule = ACTS[act]
    facts = {"act": act, "role": role, "status": status.value}
    if role != "system" and role not in rule.roles:
        return Decision(False, "retirees.role_may_not", RULE, facts)
    if status not in rule.states:
        return Decision(False, "retirees.status_forbids", RULE, facts)
    return Decision(True, "allowed", RULE, facts)
