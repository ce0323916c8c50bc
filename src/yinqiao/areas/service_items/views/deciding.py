"""One version: what it changes, what the applicant will see, who drew it up; approved, sent back, taken back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.service_items import queries, services
from yinqiao.areas.service_items.forms import CounterForm, WordsForm
from yinqiao.areas.service_items.rules import MANAGERS, differences
from yinqiao.areas.service_items.tables import VERSION_TONES
from yinqiao.areas.service_items.types import EDITABLE, Part, VersionState
from yinqiao.areas.service_items.views.drafting import crumbs, version_url
from yinqiao.areas.service_items.views.items import told_of
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_APPROVE = ActPage(
    "批准并发布", "批准并发布", "已发布，自生效日期起按它受理。",
    "发布后不能修改。自生效日期零时起，新的申请按这个版本受理；已经受理的按原版本办完。", is_dangerous=True,
)  # fmt: skip
_RETURN = ActPage(
    "退回修改", "退回", "已退回，拟定人可以看到意见。", "退回后现行版本继续受理；拟定人按意见修改后可以再次提交。"
)
_WITHDRAW = ActPage(
    "撤回",
    "撤回",
    "已撤回，现行版本继续受理。",
    "撤回后现行版本继续受理，撤回的版本保留备查，不能恢复。",
    is_dangerous=True,
)


@require_GET
@requires(*MANAGERS)
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What a version changes, what is wrong with it, who proposed and decided, what may be done now."""
    actor, now = actor_of(request), timezone.localtime()
    row = queries.get_draft(scope=actor.scope, version_id=version_id)
    item, faults = queries.item_of(row)
    before = queries.base_of(row, now.date())
    own, ahead = row.drafted_by == actor.id, row.valid_from is not None and row.valid_from >= earliest(now)
    waits, is_editable = row.state == VersionState.PROPOSED, row.state in EDITABLE
    context = {
        "row": row, "item": item, "before": before, "state": VersionState(row.state).label, "tone": VERSION_TONES[row.state],
        "changes": differences(before, item) if item else [], "faults": faults if row.text and not is_editable else [],
        "troubles": [(one, Part(one.part).label) for one in queries.troubles(row)] if is_editable else [],
        "may_edit": is_editable and own, "may_decide": waits and not own, "waits_for_other": waits and own, "ahead": ahead,
        "may_withdraw": (own and (waits or is_editable)) or (row.state == VersionState.PUBLISHED and ahead),
        "crumbs": crumbs((row.title, reverse("service_items:item", args=[row.code]) if before else ""), ("版本", "")),
    }  # fmt: skip
    return render(request, "service_items/version.html", context)


@require_GET
@requires(*MANAGERS)
def preview(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The application form at the counter and in the portal, and the steps with their days."""
    row = queries.get_draft(scope=actor_of(request).scope, version_id=version_id)
    item, faults = queries.item_of(row)
    context = {
        "row": row, "faults": faults, "back": version_url(version_id),
        "crumbs": crumbs((row.title, version_url(version_id)), ("预览", "")),
    }  # fmt: skip
    if item is not None:
        upto = accumulate(0 if at == 0 else one.days for at, one in enumerate(item.step))
        context |= {**told_of(item), "form": CounterForm(item=item)}
        context["steps"] = [(*told, days) for told, days in zip(told_of(item)["steps"], upto, strict=True)]
    return render(request, "service_items/preview.html", context)


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
def send_back(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The second person says what is to be changed."""
    form = WordsForm(request.POST or None, label="退回原因", is_required=True)
    return _answer(request, _RETURN, version_id, form, lambda: services.decide_version(
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
    scope, back = actor_of(request).scope, version_url(version_id)
    row = queries.get_draft(scope=scope, version_id=version_id)
    item, _ = queries.item_of(row)
    changes = differences(queries.base_of(row, timezone.localdate()), item) if item else []
    context = {"row": row, "changes": changes, "back": back, "crumbs": crumbs((row.title, back), (page.title, ""))}
    return answer_form(request, page, form, act, Shown("service_items/decide.html", context, back=lambda _: back))
