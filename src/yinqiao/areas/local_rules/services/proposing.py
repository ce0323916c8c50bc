"""A version is proposed: its values are checked one by one, then the rule's own examples are computed with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.utils import timezone

from yinqiao.areas.local_rules import errors
from yinqiao.areas.local_rules.models import RuleVersion
from yinqiao.areas.local_rules.queries import before_of, effects, get_shipped
from yinqiao.areas.local_rules.rules import MANAGERS, wrong_value
from yinqiao.areas.local_rules.types import Draft, VersionState
from yinqiao.kernel.publishing import earliest, latest
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.rulebook import Rule, leaves_of


def propose_version(*, actor: Actor, at: datetime, draft: Draft) -> UUID:
    """Propose values for a rule from a day on; another manager decides. Returns the version.

    Only what differs from the shipped rule is kept. Refused `local_rules.fixed`; Invalid `local_rules.too_early`,
    `local_rules.wrong_values`, `local_rules.not_computable`, `local_rules.nothing_changed`; Conflict
    `local_rules.already_waiting` while another version waits or has not begun.
    """
    with perform(actor=actor, action="local_rules.propose", at=at) as act:
        require_manager(actor)
        rule = get_shipped(draft.rule_id, draft.valid_from)
        require_day(act, draft.valid_from)
        values = _checked(rule, draft.values)
        _refuse_other(rule.id, act.stamp.occurred_on)
        made = RuleVersion(
            id=uuid_utils.uuid7(), rule_id=rule.id, region=settings.REGION, valid_from=draft.valid_from,
            values=_kept(values), basis=draft.basis.strip()[:200], reason=draft.reason.strip()[:500],
            drafted_by=actor.id, drafted_name=actor.name[:64], drafted_at=at,
        )  # fmt: skip
        before = before_of(rule, made)
        if values == before:
            raise errors.nothing_changed()
        require_computable(rule, before, values)
        made.save(force_insert=True)
        act.about("rule_version", made.pk, people=0)
        act.note(rule=rule.id, valid_from=draft.valid_from.isoformat())
        return made.pk


def require_manager(actor: Actor) -> None:
    """Whoever may set rules: a person with that role."""
    if actor.role not in MANAGERS or actor.id is None:
        raise errors.not_manager()


def require_day(act: Act, valid_from: date) -> None:
    """A day that has begun nowhere yet, and is not years away."""
    first = earliest(timezone.localtime(act.at))
    if valid_from < first:
        raise errors.too_early(first)
    if valid_from > latest(act.stamp.occurred_on):
        raise errors.wrong_values({"valid_from": "生效日期太远，请在三年之内。"})


def require_computable(rule: Rule, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """That the rule's own function takes the values together: every example must come to an end, whatever it is."""
    try:
        effects(rule, before, after)
    except (ArithmeticError, LookupError, TypeError, ValueError) as problem:
        raise errors.not_computable() from problem


def _checked(rule: Rule, given: Mapping[str, Any]) -> dict[str, Any]:
    leaves = leaves_of(rule)
    if not leaves:
        raise errors.fixed()
    if set(given) - {one.path for one in leaves}:
        raise errors.not_found()
    wrong = {}
    for one in leaves:
        value = given.get(one.path, one.value)
        choices = [code for code, _ in one.choices]
        if problem := wrong_value(value, kind=one.kind, least=one.least, choices=choices):
            wrong[f"v-{one.path}"] = problem
    if wrong:
        raise errors.wrong_values(wrong)
    return {one.path: given[one.path] for one in leaves if one.path in given and given[one.path] != one.value}


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {path: value.isoformat() if isinstance(value, date) else value for path, value in values.items()}


def _refuse_other(rule_id: str, today: date) -> None:
    rows = RuleVersion.objects.select_for_update().filter(rule_id=rule_id, region=settings.REGION)
    waits = rows.filter(state=VersionState.PROPOSED).exists()
    if waits or rows.filter(state=VersionState.PUBLISHED, valid_from__gt=today).exists():
        raise errors.already_waiting()
