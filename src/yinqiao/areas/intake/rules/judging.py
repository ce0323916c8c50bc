"""Judges a message against what the register knows of the person; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yinqiao.areas.intake.rules.limits import weigh, weigh_death
from yinqiao.areas.intake.types import Claim, Judged, Known, Reason, Verdict
from yinqiao.kernel.text import normalise_name

# Of several fields the gravest verdict stands for the message: what is disputed is not applied by half.
_GRAVITY = (Verdict.DISPUTE, Verdict.TAKE, Verdict.OLDER, Verdict.SAME)


def names_agree(told: str, known: frozenset[str]) -> bool:
    """Whether a name is the present one or a former one, blanks and width apart."""
    return normalise_name(told).value in known


def judge_values(claim: Claim, known: Known, parameters: Mapping[str, Any], rule: str) -> Judged:
    """Values against values, each field by its own ranks; the gravest verdict counts for all."""
    if known.died_on is not None and claim.since > known.died_on:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, rule)
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule)
    if known.is_number_taken:
        return Judged(Verdict.DISPUTE, Reason.NUMBER_TAKEN, rule, "id_no")
    found = []
    for name, value in claim.values.items():
        source, since = known.sources.get(name, ("", None))
        verdict, reason = weigh(
            parameters[name], (claim.kind.value, claim.since, value), (source, since, known.values.get(name, ""))
        )
        found.append(Judged(verdict, reason, rule, name, {"known_source": source}))
    return min(found, key=lambda one: _GRAVITY.index(one.verdict))


def judge_death(claim: Claim, known: Known, parameters: Mapping[str, Any], rule: str) -> Judged:
    """A death: one weak source suspects only, a later sign of life contradicts, another day is asked about."""
    if known.died_on is not None:
        if known.died_on == claim.since:
            return Judged(Verdict.SAME, Reason.SAME_VALUE, rule, "died_on")
        return Judged(Verdict.DISPUTE, Reason.DEATH_DAY, rule, "died_on")
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule, "died_on")
    verdict, reason = weigh_death(parameters, claim.kind.value, claim.since, known.alive_on)
    return Judged(verdict, reason, rule, "died_on")
