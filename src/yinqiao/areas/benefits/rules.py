"""For whom an item is, and what becomes of what an enterprise tells of a person.

What the register does not know is never taken as a no.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.agreements.types import Audience, Rhythm
from yinqiao.areas.benefits.types import Meant, OldBenefit, Standing
from yinqiao.areas.intake.types import Claim, Judged, Known, Reason, Verdict
from yinqiao.areas.retirees.types import CASEWORKERS

TELLERS = ("enterprise_officer",)
# Who may note what an enterprise answered on paper; a community passes it on.
OFFICES = frozenset(CASEWORKERS) - {"community_officer"}
LOOKERS = frozenset({"enterprise_officer", "enterprise_admin"}) | frozenset(CASEWORKERS)


def standing_of(
    meant: Meant, *, retired_on: date | None, work_start_on: date | None, today: date, founding_before: date
) -> Standing:
    """How somebody stands to an item today.

    For who retired before 2006-07-01: retired 2006-06 is meant, 2006-07-01 is not, an unknown day is to be looked up.
    """
    found = _of_audience(meant, retired_on, work_start_on, founding_before)
    if found is Standing.NOT_MEANT:
        return found
    if meant.until is not None and meant.until < today:
        return Standing.OVER
    return Standing.NOT_YET if meant.since is not None and meant.since > today else found


def _of_audience(
    meant: Meant, retired_on: date | None, work_start_on: date | None, founding_before: date
) -> Standing:  # fmt: skip
    if meant.audience is Audience.ALL:
        return Standing.MEANT
    if meant.audience is Audience.NAMED:
        return Standing.NAMED
    day, bound = (
        (work_start_on, founding_before) if meant.audience is Audience.FOUNDING else (retired_on, meant.retired_before)
    )
    if day is None or bound is None:
        return Standing.UNKNOWN
    return Standing.MEANT if day < bound else Standing.NOT_MEANT


def signature(amount: Decimal | None, in_kind: str, rhythm: str, until: date | None) -> str:
    """What was told of a benefit as one value: told again it is the same."""
    return "|".join(
        (f"{amount:.2f}" if amount is not None else "", in_kind, rhythm, until.isoformat() if until else "")
    )


def judge_told(claim: Claim, known: Known, checks: Collection[str], rule: str, *, founding_before: date) -> Judged:
    """A benefit that is told, against the agreement and against what was told before; older never overwrites newer.

    `claim.values`: `item` or `benefit`, how much, how often, until when, and `ends` where it is an end.
    """
    agreed = known.values.get(f"item:{claim.values['item']}")
    item: Mapping[str, str | None] | None = json.loads(agreed) if agreed else None
    told = {**claim.values, "value": "" if claim.values["ends"] else _value(claim.values, item)}
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule)
    if told["value"] and known.died_on is not None and claim.since > known.died_on:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, rule)
    key = f"told:item:{told['item']}" if told["item"] else f"told:kind:{told['benefit']}"
    present, (source, since) = known.values.get(key), known.sources.get(key, ("", None))
    if present is None and not told["value"] and not told["item"]:
        return Judged(Verdict.SAME, Reason.SAME_VALUE, rule)
    verdict, reason = weigh_told(told["value"], claim.since, present, since)
    is_end_of_told = not told["value"] and bool(present)
    if verdict is Verdict.TAKE and told["item"] and (item is not None or not is_end_of_told):
        why = against_agreement(told, claim.since, item, founding_before, is_dead=known.died_on is not None)
        if why is not None and why.value in checks:
            verdict, reason = Verdict.DISPUTE, why
    return Judged(verdict, reason, rule, "benefit", {"known_source": source})


def _value(told: Mapping[str, str], item: Mapping[str, str | None] | None) -> str:
    rhythm = rhythm_of(told["rhythm"], item["rhythm"] if item else None)
    amount = Decimal(told["amount"]) if told["amount"] else None
    return signature(amount, told["in_kind"], rhythm, _day(told["until"]))


def rhythm_of(told: str, agreed: str | None) -> str:
    """How often: as told, else as the agreement says, else every month."""
    return told or agreed or Rhythm.MONTH.value


def weigh_told(value: str, since: date, present: str | None, known_since: date | None) -> tuple[Verdict, Reason]:
    """What becomes of a value against the one told before; `present` is None where nothing was, empty after an end."""
    if present is None or known_since is None:
        return Verdict.TAKE, Reason.TAKEN
    if value == present:
        return Verdict.SAME, Reason.SAME_VALUE
    if since < known_since:
        return Verdict.OLDER, Reason.NOT_NEWER
    return (Verdict.DISPUTE, Reason.SAME_DAY) if since == known_since else (Verdict.TAKE, Reason.TAKEN)


def against_agreement(
    told: Mapping[str, str], since: date, agreed: Mapping[str, str | None] | None, founding_before: date, *, is_dead: bool
) -> Reason | None:  # fmt: skip
    """In what a claim contradicts its item; None where it does not. `agreed` is the item with the person's days.

    An end of what the agreement still gives contradicts it, unless the person died.
    """
    if agreed is None:
        return Reason.ITEM_UNKNOWN
    last = _day(agreed["until"])
    standing = standing_of(
        Meant(Audience(agreed["audience"] or ""), _day(agreed["retired_before"]), None, None),
        retired_on=_day(agreed["retired_on"]), work_start_on=_day(agreed["work_start_on"]), today=since,
        founding_before=founding_before,
    )  # fmt: skip
    if not told["value"]:
        is_given = standing is Standing.MEANT and (last is None or since <= last) and not is_dead
        return Reason.AGREEMENT_DIFFERS if is_given else None
    if standing is Standing.NOT_MEANT:
        return Reason.NOT_IN_GROUP
    until = _day(told["until"])
    if last is not None and (since > last or (until is not None and until > last)):
        return Reason.ITEM_ENDED
    differs = any(told[name] and agreed[name] and _same(told[name], agreed[name] or "") is False for name in _COMPARED)
    return Reason.AGREEMENT_DIFFERS if differs else None


_COMPARED = ("amount", "rhythm")


def _same(told: str, agreed: str) -> bool:
    return Decimal(told) == Decimal(agreed) if agreed[:1].isdigit() else told == agreed


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _contradiction(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """The contradiction of a rule's example, or what the weighing says of it."""
    told = {name: str(given.get(name, "")) for name in ("value", "amount", "rhythm", "until")}
    agreed = {"audience": "all", **dict.fromkeys(_AGREED), **{name: str(one) for name, one in given["agreed"].items()}}
    why = against_agreement(told, given["since"], agreed, date(1949, 10, 1), is_dead=given.get("is_dead", False))
    return why.value if why is not None and why.value in parameters["checks"] else Verdict.TAKE.value


_AGREED = ("retired_before", "until", "amount", "rhythm", "retired_on", "work_start_on")


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    meant = Meant(Audience(given["audience"]), given.get("retired_before"), given.get("since"), given.get("until"))
    return standing_of(
        meant, retired_on=given.get("retired_on"), work_start_on=given.get("work_start_on"), today=given["today"],
        founding_before=parameters["founding_before"],
    ).value  # fmt: skip


@cache
def old_benefits() -> Mapping[str, OldBenefit]:
    """What enterprises used to give, by code, in the order of the rulebook."""
    text = resources.files("yinqiao.areas.benefits").joinpath("rulebook/old_benefits.toml").read_text("utf-8")
    return {
        one["code"]: OldBenefit(one["code"], one["label"], one["asks"]) for one in tomllib.loads(text)["old_benefit"]
    }


FORMULAS = {"benefits.audience": _example, "benefits.told": _contradiction}
