"""One version: what it changes, what the applicant will see, who drew it up; approved, sent back, taken back."""

from __future__ import annotations

from itertools import accumulate
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.service_items import queries, services
from yinqiao.areas.service_items.forms import CounterForm
from yinqiao.areas.service_items.rules import MANAGERS, differences
from yinqiao.areas.service_items.tables import VERSION_TONES
from yinqiao.areas.service_items.types import EDITABLE, Part, VersionState
from yinqiao.areas.service_items.views.drafting import crumbs, version_url
from yinqiao.areas.service_items.views.items import told_of
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of
from yinqiao.platform.ui.deciding import Deciding
from yinqiao.platform.ui.gates import requires

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


def _shown(request: HttpRequest, version_id: UUID, page: ActPage) -> Shown:
    scope, back = actor_of(request).scope, version_url(version_id)
    row = queries.get_draft(scope=scope, version_id=version_id)
    item, _ = queries.item_of(row)
    changes = differences(queries.base_of(row, timezone.localdate()), item) if item else []
    context = {"row": row, "changes": changes, "back": back, "crumbs": crumbs((row.title, back), (page.title, ""))}
    return Shown("service_items/decide.html", context, back=lambda _: back)


approve, send_back, withdraw = Deciding(
    MANAGERS, (_APPROVE, _RETURN, _WITHDRAW), services.decide_version, services.withdraw_version, _shown
).views()
