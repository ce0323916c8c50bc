"""Rules of hardship and visits: who is believed against whom, until when somebody is to be visited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.aid.types import DESTITUTE_GROUP, Grade, VisitReason
from yinqiao.areas.intake.types import Claim, Judged, Known, Reason, Verdict
from yinqiao.areas.retirees.types import CASEWORKERS, ActRule, RetireeStatus

MANAGERS = ("city_manager",)
LOOK = ActRule("see_aid", "查看困难状况和应走访", CASEWORKERS, frozenset(RetireeStatus))
CONSENT = ActRule(
    "note_consent", "登记本人同意", CASEWORKERS, frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED})
)
# The register's special groups stand in this order (the roster's own list); those after the one that we keep.
_AFTER = ("serious_illness", "special_trade")


def judge_hardship(claim: Claim, known: Known, parameters: Mapping[str, Any], rule: str) -> Judged:
    """A grade, or none, against what another office told. Older never overwrites newer; of one day two grades are asked.

    Told 最低生活保障 since 2026-03-01, an end as of 2026-02-01 follows: older, nothing changes.
    """
    if known.died_on is not None and claim.since > known.died_on:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, rule)
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule)
    told, present = claim.values["grade"], known.values.get("grade", "")
    source, since = known.sources.get("grade", ("", None))
    verdict, reason = weigh_grade(
        parameters, (claim.kind.value, claim.since, told), (source, since, present)
    )  # fmt: skip
    return Judged(verdict, reason, rule, "grade", {"known_source": source})


def weigh_grade(
    ranks: Mapping[str, int], claim: tuple[str, date, str], known: tuple[str, date | None, str]
) -> tuple[Verdict, Reason]:
    """What becomes of a grade: `claim` and `known` are source, day since when, and grade; an empty grade is none."""
    (source, since, grade), (known_source, known_since, present) = claim, known
    if grade == present:
        return Verdict.SAME, Reason.SAME_VALUE
    if known_since is None:
        return Verdict.TAKE, Reason.TAKEN
    rank, known_rank = ranks.get(source, 0), ranks.get(known_source, 0)
    if since < known_since:
        return (Verdict.DISPUTE, Reason.HIGHER_OLDER) if rank > known_rank else (Verdict.OLDER, Reason.NOT_NEWER)
    if rank < known_rank:
        return Verdict.DISPUTE, Reason.LOWER_RANK
    # An end on the day on which it began takes nothing back: the office withdraws instead.
    return (
        (Verdict.DISPUTE, Reason.SAME_DAY)
        if since == known_since and rank == known_rank
        else (Verdict.TAKE, Reason.TAKEN)
    )


def judge_illness(claim: Claim, known: Known, rule: str) -> Judged:
    """That somebody is to be visited: not the dead, not twice at once. On what ground is asked where it is applied."""
    if known.died_on is not None:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, rule)
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule)
    if known.values.get("health_visit"):
        return Judged(Verdict.SAME, Reason.SAME_VALUE, rule)
    return Judged(Verdict.TAKE, Reason.TAKEN, rule)


def due_on(parameters: Mapping[str, Any], reason: str, opened_on: date) -> date:
    """Until when somebody is to be visited."""
    return opened_on + timedelta(days=parameters[reason])


def groups_with(groups: Sequence[str], grade: str) -> list[str]:
    """The special groups of the register as civil affairs tell them: 特困 exactly while that is the grade.

    (`alone`, `serious_illness`) with 特困 → (`alone`, `destitute`, `serious_illness`).
    """
    others = [one for one in groups if one != DESTITUTE_GROUP]
    if grade != Grade.DESTITUTE:
        return others
    before = [one for one in others if one not in _AFTER]
    return [*before, DESTITUTE_GROUP, *(one for one in others if one in _AFTER)]


def _weighed(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    claim = (given["source"], given["since"], given["grade"])
    known = (given["known_source"], given.get("known_since"), given["known_grade"])
    return weigh_grade(parameters["ranks"], claim, known)[0].value


FORMULAS = {
    "aid.precedence": _weighed,
    "aid.visit_days": lambda parameters, given: due_on(
        parameters, VisitReason(given["reason"]).value, given["opened_on"]
    ),
}
