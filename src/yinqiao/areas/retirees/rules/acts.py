"""Which role may do which act with a person in which state: one table, from which guards, buttons and tests come."""

from __future__ import annotations

from yinqiao.areas.retirees.types import CASEWORKERS, ActRule, RetireeStatus
from yinqiao.kernel.decision import Decision

_ABOVE_COMMUNITY = frozenset({"street_officer", "district_manager", "city_manager", "agency_officer"})
_AND_SECONDED = CASEWORKERS | {"seconded_officer"}  # By the acts of `secondments` alone.
_LIVING = frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED, RetireeStatus.RETURNED, RetireeStatus.MOVED_AWAY})
_HELD = frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED})

_RULES = (
    ActRule("correct_details", "更正信息", _AND_SECONDED),
    ActRule("remove_former_name", "删除曾用名", CASEWORKERS),
    ActRule("record_death", "死亡登记", CASEWORKERS, _LIVING),
    # A death stops much at once; taking it back is looked at by a second office.
    ActRule("withdraw_death", "撤销死亡登记", _ABOVE_COMMUNITY, frozenset({RetireeStatus.DECEASED})),
    ActRule("record_move", "迁居登记", CASEWORKERS, _HELD),
    ActRule("add_note", "添加走访与备注", _AND_SECONDED),
)
ACTS = {one.code: one for one in _RULES}
# Who works with what was said at the bedside; the agency's desk does so for who lives elsewhere. Above the street a manager needs that there was a visit, and reads the
# words for a purpose that is noted (Personal Information Protection Law, articles 6 and 28).
WORDS_AT_HAND = frozenset({"community_officer", "street_officer", "agency_officer"})


def may_act(act: str, *, role: str, status: RetireeStatus) -> Decision[bool]:
    """Whether a role may do an act of the register with a person in this state (`ActRule.allows`)."""
    return ACTS[act].allows(role=role, status=status)
