"""What an act on one person asks: which role does it, in which state of the person."""

from __future__ import annotations

from dataclasses import dataclass

from yinqiao.areas.retirees.types.codes import RetireeStatus
from yinqiao.kernel.decision import Decision

CASEWORKERS = frozenset({"community_officer", "street_officer", "district_manager", "city_manager", "agency_officer"})
# Whoever stands in the register for himself: all but entries that gave way to another.
OPEN_STATES = frozenset(RetireeStatus) - {RetireeStatus.MERGED}
RULE = "retirees.acts@2026-01-01"


@dataclass(frozen=True, slots=True)
class ActRule:
    """An act by its code: its words, the roles that do it, and the states of a person in which it makes sense."""

    code: str
    label: str
    roles: frozenset[str]
    states: frozenset[RetireeStatus] = OPEN_STATES

    def allows(self, *, role: str, status: RetireeStatus) -> Decision[bool]:
        """Whether a role may do the act with a person in this state.

        Reasons: `allowed`, `retirees.role_may_not`, `retirees.status_forbids`. Processes of ours (`system`) have no
        role to lack. Example: a community officer may not withdraw a death.
        """
        facts = {"act": self.code, "role": role, "status": status.value}
        if role != "system" and role not in self.roles:
            return Decision(False, "retirees.role_may_not", RULE, facts)
        if status not in self.states:
            return Decision(False, "retirees.status_forbids", RULE, facts)
        return Decision(True, "allowed", RULE, facts)
