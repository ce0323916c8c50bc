"""批准发布、退回、撤回: each on a page of its own with what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.local_rules import queries, services
from yinqiao.areas.local_rules.forms import WordsForm
from yinqiao.areas.local_rules.rules import MANAGERS
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_APPROVE = ActPage(
    "批准并发布", "批准并发布", "已发布，自生效日期起适用。",
    "发布后不能修改。自生效日期零时起，全市办理的事项按新的数值计算；以前已经办理的不变。", is_dangerous=True,
)  # fmt: skip
_REFUSE = ActPage("退回", "退回", "已退回，拟定人可以看到意见。", "退回后原规则继续适用；拟定人可以修改后重新提交。")
_WITHDRAW = ActPage(
    "撤回", "撤回", "已撤回，原规则继续适用。", "撤回后原规则继续适用，撤回的版本保留备查。", is_dangerous=True
)


@_BOTH
@requires(*MANAGERS)
def approve(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The second person says yes."""
    form = WordsForm(request.POST or None, label="批准意见", is_required=False)
    return _answer(request, _APPROVE, version_id, form, lambda: services.decide_version(
        actor=actor_of(request), at=timezone.now(), version_id=version_id, is_approved=True, words=form.cleaned_data["words"],
    ))  # fmt: skip


@_BOTH
@requires(*MANAGERS)
def refuse(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The second person says why not."""
    form = WordsForm(request.POST or None, label="退回原因", is_required=True)
    return _answer(request, _REFUSE, version_id, form, lambda: services.decide_version(
        actor=actor_of(request), at=timezone.now(), version_id=version_id, is_approved=False, words=form.cleaned_data["words"],
    ))  # fmt: skip


@_BOTH
@requires(*MANAGERS)
def withdraw(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Taken back before its day."""
    form = WordsForm(request.POST or None, label="撤回原因", is_required=True)
    return _answer(request, _WITHDRAW, version_id, form, lambda: services.withdraw_version(
        actor=actor_of(request), at=timezone.now(), version_id=version_id, reason=form.cleaned_data["words"],
    ))  # fmt: skip


def _answer(
    request: HttpRequest, page: ActPage, version_id: UUID, form: WordsForm, act: Callable[[], object]
) -> HttpResponse:
    row = queries.get_version(scope=actor_of(request).scope, version_id=version_id)
    rule, back = queries.get_shipped(row.rule_id, row.valid_from), reverse("local_rules:version", args=[version_id])
    before, after = queries.before_of(rule, row), queries.read_values(rule, row)
    changed = [one for one in queries.differences(rule, before, after) if one.is_changed]
    crumbs = [("规则和参数", reverse("local_rules:rules")), (rule.title, back), (page.title, "")]
    context = {"row": row, "rule": rule, "changed": changed, "back": back, "crumbs": crumbs}
    shown = Shown("local_rules/decide.html", context, back=lambda _: back)
    return answer_form(request, page, form, act, shown)
