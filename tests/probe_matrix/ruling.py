"""Rules of the city in the matrix: on each side one that waits for its second person, and one for a later day."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City
from yinqiao.areas.local_rules.services import decide_version, propose_version
from yinqiao.areas.local_rules.types import Draft
from yinqiao.platform.access import Actor, Scope

# By nobody of the folk, so that the folk's own manager may decide.
_DRAFTER, _SECOND = (Actor(uuid4(), "city_manager", name, Scope.everything()) for name in ("拟定人", "批准人"))
# Another value for each side, for one version of a rule waits at a time.
_WAITING = ("applications.rising:district_days", "checklists.rising:district_days", "routine.late:district_days",
            "certification.silence:overdue_days")  # fmt: skip
_PUBLISHED = ("intake.steps:days", "handover.answer_days:days", "party.step_days:days", "dropbox.check_holds:hours")


def lay_rules(city: City) -> None:
    """One of each on each side."""
    for side, waiting, published in zip(HOMES, _WAITING, _PUBLISHED, strict=True):
        city.put("proposed_rule", side, _proposed(city, waiting))
        made = _proposed(city, published)
        decide_version(actor=_SECOND, at=city.at, version_id=made, is_approved=True)
        city.put("published_rule", side, made)


def _proposed(city: City, what: str) -> UUID:
    rule_id, _, path = what.partition(":")
    later = timezone.localdate(city.at) + timedelta(days=30)
    return propose_version(actor=_DRAFTER, at=city.at, draft=Draft(rule_id, {path: 9}, later, "退管发2号", "核定"))
