"""规则和参数: every rule that holds here, one rule with its values, examples and versions, one version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.local_rules import queries
from yinqiao.areas.local_rules.forms import RuleFilter
from yinqiao.areas.local_rules.rules import MANAGERS
from yinqiao.areas.local_rules.tables import STANDING_TONES, VERSION_TONES, RuleTable
from yinqiao.areas.local_rules.types import RuleRow, Standing, VersionState
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.rulebook import leaves_of
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="规则和参数", table=RuleTable, filters=RuleFilter, unit="条", page_size=50, is_wide=True,
    export=TableExport("规则和参数", "local_rules.rules_exported", is_personal=False),
    empty=Empty("没有符合条件的规则", "换个条件再试。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*MANAGERS)
def rules(request: HttpRequest) -> HttpResponseBase:
    """Every rule with what holds today."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> list[RuleRow]:
        return [one for one in queries.list_rules(scope=actor.scope, today=today) if _is_chosen(one, chosen)]

    return answer_list(request, LIST, load, template="local_rules/rules.html")


def _is_chosen(row: RuleRow, chosen: Mapping[str, Any]) -> bool:
    words = (chosen.get("words") or "").strip()
    return (
        words in row.title
        and chosen.get("held") in (None, "", row.held)
        and chosen.get("standing") in (None, "", row.standing)
        and (chosen.get("waiting") != "yes" or row.waiting)
    )


@require_GET
@requires(*MANAGERS)
def rule(request: HttpRequest, room: str, name: str) -> HttpResponse:
    """One rule: its values as shipped and as they hold, its examples, the city's versions."""
    actor, today, rule_id = actor_of(request), timezone.localdate(), f"{room}.{name}"
    found = queries.get_shipped(rule_id, today)
    city = queries.in_force(rule_id, today)
    values = queries.read_values(found, city) if city else {}
    versions = [
        (one, VersionState(one.state).label, VERSION_TONES[one.state])
        for one in queries.list_versions(scope=actor.scope, rule_id=rule_id)
    ]
    context = {
        "rule": found, "draft_url": reverse("local_rules:draft", args=[room, name]), "city": city, "values": queries.differences(found, {}, values),
        "examples": queries.effects(found, {}, values), "may_draft": bool(leaves_of(found)),
        "standing": Standing(found.standing).label, "tone": STANDING_TONES[found.standing],
        "versions": versions,
        "crumbs": [("规则和参数", reverse("local_rules:rules")), (found.title, "")],
    }  # fmt: skip
    return render(request, "local_rules/rule.html", context)


@require_GET
@requires(*MANAGERS)
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: what it changes, what becomes of the examples, who proposed and decided, what may be done now."""
    actor, now = actor_of(request), timezone.localtime()
    row = queries.get_version(scope=actor.scope, version_id=version_id)
    found = queries.get_shipped(row.rule_id, row.valid_from)
    before, after = queries.before_of(found, row), queries.read_values(found, row)
    ahead, own = row.valid_from >= earliest(now), row.drafted_by == actor.id
    waits = row.state == VersionState.PROPOSED
    context = {
        "row": row, "rule": found, "state": VersionState(row.state).label, "tone": VERSION_TONES[row.state],
        "differences": queries.differences(found, before, after), "examples": queries.effects(found, before, after),
        "may_decide": waits and not own, "waits_for_other": waits and own, "ahead": ahead,
        "parts": ui.parts_of("rule_version", actor, row.pk),
        "may_withdraw": (waits and own) or (row.state == VersionState.PUBLISHED and ahead),
        "crumbs": [
            ("规则和参数", reverse("local_rules:rules")),
            (found.title, reverse("local_rules:rule", args=row.rule_id.split(".", 1))), (f"{row.valid_from:%Y-%m-%d} 起的版本", ""),
        ],
    }  # fmt: skip
    return render(request, "local_rules/version.html", context)
