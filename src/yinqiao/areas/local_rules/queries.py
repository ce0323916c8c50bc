"""Reads of rules: what is shipped, what the city set, what a version changes. No person is in any of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from yinqiao.areas.local_rules import errors
from yinqiao.areas.local_rules.models import RuleVersion
from yinqiao.areas.local_rules.types import Difference, Effect, Held, RuleRow, VersionState
from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import Leaf, Rule, formula_of, laid_over, leaves_of, shipped, with_leaves


def published_rules() -> list[Rule]:
    """Every published version as an entry of the rulebook, each in force until the next; for every process of ours.

    What the shipped rule no longer has is left out; a rule that is gone, or became the nation's alone, is not supplied.
    """
    rows = RuleVersion.objects.filter(state=VersionState.PUBLISHED, region=settings.REGION)
    found = []
    for _, versions in groupby(rows.order_by("rule_id", "valid_from"), key=lambda one: one.rule_id):
        ordered = list(versions)
        ends = [one.valid_from for one in ordered[1:]] + [None]
        found += [rule for one, end in zip(ordered, ends, strict=True) if (rule := _entry(one, end)) is not None]
    return found


def _entry(version: RuleVersion, valid_to: date | None) -> Rule | None:
    rule = find_shipped(version.rule_id, version.valid_from)
    if rule is None or not leaves_of(rule):
        return None
    return Rule(
        id=rule.id, title=rule.title, region=version.region, valid_from=version.valid_from, valid_to=valid_to,
        source=version.basis, standing="confirmed", parameters=laid_over(rule.parameters, read_values(rule, version)),
        examples=rule.examples, choices=rule.choices,
    )  # fmt: skip


def read_values(rule: Rule, version: RuleVersion) -> dict[str, Any]:
    """The values of a version as the rule takes them: days from their text, and only what the rule still has."""
    kinds = {one.path: one.kind for one in leaves_of(rule)}
    return {
        path: date.fromisoformat(value) if kinds[path] is date else value
        for path, value in version.values.items()
        if path in kinds
    }


def find_shipped(rule_id: str, day: date) -> Rule | None:
    """The shipped rule as it holds here on a day, if it is one."""
    try:
        return shipped().get(rule_id, region=settings.REGION, day=day)
    except Unavailable:
        return None


def get_shipped(rule_id: str, day: date) -> Rule:
    """The shipped rule as it holds here on a day; NotFound otherwise."""
    rule = find_shipped(rule_id, day)
    if rule is None:
        raise errors.not_found()
    return rule


def _reads(scope: Scope) -> bool:
    """Rules say nothing of anybody: offices of places read them whole, enterprises and people by what they do to them."""
    return not (scope.is_empty or scope.is_enterprise or scope.is_sandbox)


def list_rules(*, scope: Scope, today: date) -> list[RuleRow]:
    """Every rule that holds here today, by the name of its room; none for who serves no place."""
    if not _reads(scope):
        return []
    waiting = set(_of_city().filter(state=VersionState.PROPOSED).values_list("rule_id", flat=True))
    held_here = {one.rule_id: one for one in _held_on(today).order_by("valid_from")}
    found = []
    for rule_id in sorted({rule.id for rule in shipped()}):
        rule = find_shipped(rule_id, today)
        if rule is None:
            continue
        leaves, city = leaves_of(rule), held_here.get(rule_id)
        held = Held.FIXED if not leaves else Held.CITY if city and city.values else Held.SHIPPED
        own = city if held is Held.CITY else None
        found.append(
            RuleRow(
                rule.id, rule.title, own.basis if own else rule.source, "confirmed" if own else rule.standing,
                held.value, own.valid_from if own else rule.valid_from, len(leaves), rule.id in waiting,
            )
        )  # fmt: skip
    return found


def _of_city() -> QuerySet[RuleVersion]:
    return RuleVersion.objects.filter(region=settings.REGION)


def _held_on(day: date) -> QuerySet[RuleVersion]:
    """What has begun to hold by a day; of each rule the latest holds."""
    return _of_city().filter(state=VersionState.PUBLISHED, valid_from__lte=day)


def in_force(rule_id: str, day: date) -> RuleVersion | None:
    """The city's version that holds on a day, as far as it is published now."""
    return _held_on(day).filter(rule_id=rule_id).order_by("-valid_from").first()


def list_versions(*, scope: Scope, rule_id: str = "", state: str = "") -> QuerySet[RuleVersion]:
    """The city's versions, the newest first; of one rule, or of those in one state."""
    found = _of_city() if _reads(scope) else RuleVersion.objects.none()
    found = found.filter(rule_id=rule_id) if rule_id else found
    return (found.filter(state=state) if state else found).order_by("-drafted_at", "-id")


def get_version(*, scope: Scope, version_id: UUID) -> RuleVersion:
    """One version; NotFound when absent or for who serves no place."""
    found = list_versions(scope=scope).filter(pk=version_id).first()
    if found is None:
        raise errors.not_found()
    return found


def leaves_on(rule: Rule, day: date) -> list[Leaf]:
    """The rule's values as they hold on a day, the city's before the shipped ones."""
    city = in_force(rule.id, day)
    return with_leaves(rule, read_values(rule, city) if city else {})


def before_of(rule: Rule, version: RuleVersion) -> Mapping[str, Any]:
    """The city's values that a version takes the place of: those in force on the eve of its day."""
    eve = _of_city().filter(rule_id=rule.id, state=VersionState.PUBLISHED, valid_from__lt=version.valid_from)
    found = eve.order_by("-valid_from").first()
    return read_values(rule, found) if found else {}


def differences(rule: Rule, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every value as shipped, as it held before and as it will."""
    rows = zip(leaves_of(rule), with_leaves(rule, before), with_leaves(rule, after), strict=True)
    return [Difference(one.label, in_words(one), in_words(old), in_words(new)) for one, old, new in rows]


def in_words(leaf: Leaf) -> str:
    """A value as it is read: 是 or 否, the name of a choice, a day, a number with its groups."""
    value = leaf.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return dict(leaf.choices).get(value, value)
    return f"{value:,}"


def effects(rule: Rule, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Effect]:
    """The worked examples of the rule, computed by what held before and by what is proposed."""
    return list(_effects(rule, before, after))


def _effects(rule: Rule, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Effect]:
    formula = formula_of(rule.id)
    if formula is None:
        return
    old, new = laid_over(rule.parameters, before), laid_over(rule.parameters, after)
    for one in rule.examples:
        was, will = formula(old, one.given), formula(new, one.given)
        yield Effect(one.why, was != will, _told(was), _told(will))


def _told(value: Any) -> str:
    """A result that reads by itself: a number, a day, yes or no. Of any other it is said whether it stays."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{value:,}" if isinstance(value, int | Decimal) else ""
