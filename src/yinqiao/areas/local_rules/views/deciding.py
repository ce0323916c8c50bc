"""批准发布、退回、撤回: each on a page of its own with what follows from it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from yinqiao.areas.local_rules import queries, services
from yinqiao.areas.local_rules.rules import MANAGERS
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of
from yinqiao.platform.ui.deciding import Deciding

_APPROVE = ActPage(
    "批准并发布", "批准并发布", "已发布，自生效日期起适用。",
    "发布后不能修改。自生效日期零时起，全市办理的事项按新的数值计算；以前已经办理的不变。", is_dangerous=True,
)  # fmt: skip
_REFUSE = ActPage("退回", "退回", "已退回，拟定人可以看到意见。", "退回后原规则继续适用；拟定人可以修改后重新提交。")
_WITHDRAW = ActPage(
    "撤回", "撤回", "已撤回，原规则继续适用。", "撤回后原规则继续适用，撤回的版本保留备查。", is_dangerous=True
)


def _shown(request: HttpRequest, version_id: UUID, page: ActPage) -> Shown:
    row = queries.get_version(scope=actor_of(request).scope, version_id=version_id)
    rule, back = queries.get_shipped(row.rule_id, row.valid_from), reverse("local_rules:version", args=[version_id])
    before, after = queries.before_of(rule, row), queries.read_values(rule, row)
    changed = [one for one in queries.differences(rule, before, after) if one.is_changed]
    crumbs = [("规则和参数", reverse("local_rules:rules")), (rule.title, back), (page.title, "")]
    context = {"row": row, "rule": rule, "changed": changed, "back": back, "crumbs": crumbs}
    return Shown("local_rules/decide.html", context, back=lambda _: back)


approve, refuse, withdraw = Deciding(
    MANAGERS, (_APPROVE, _REFUSE, _WITHDRAW), services.decide_version, services.withdraw_version, _shown
).views()
