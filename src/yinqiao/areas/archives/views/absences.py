"""Volumes that were missing: the enterprise states why there is none, the receiver agrees, does not, or takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.archives import services
from yinqiao.areas.archives.forms import AbsenceForm, AnswerForm
from yinqiao.areas.archives.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.archives.views.archives import list_spec, load_archives
from yinqiao.areas.archives.views.shared import archives_url
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids
from yinqiao.platform.ui.ticked import Ticked, answer_ticked, confirm_ticked, sent

_STATE = ActPage(
    "说明无卷", "提交说明", "已提交 {count:,} 卷的说明，等待接收单位确认。",
    "接收单位同意后，这些档案不再列为缺少，目录和协议据此对账；同意之前可以收回说明。找到的，直接送接收单位补清点即可。",
)  # fmt: skip
_TAKE_BACK = ActPage(
    "收回无卷说明", "收回", "已收回 {count:,} 卷的说明。", "收回后，这些档案仍列为缺少，可以查找补交或重新说明。", is_dangerous=True
)  # fmt: skip
_AGREE = ActPage(
    "同意无卷说明", "同意", "已同意 {count:,} 卷的说明。",
    "同意后，这些档案不再列为缺少，协议余量注明“双方确认无卷”；以后找到的，扫描即可接收，也可以撤销确认。", is_dangerous=True,
)  # fmt: skip
_REFUSE = ActPage(
    "不同意无卷说明", "不同意", "已退回 {count:,} 卷的说明。", "档案仍列为缺少，移交企业会看到理由，可以查找补交或重新说明。", is_dangerous=True
)  # fmt: skip
_REOPEN = ActPage(
    "撤销无卷确认", "撤销确认", "已撤销 {count:,} 卷的确认，重新列为缺少。",
    "这些档案重新列为缺少，仍由移交企业查找补交或重新说明。", is_dangerous=True,
)  # fmt: skip


def _chosen(request: HttpRequest, state: str = "stated") -> Ticked:
    """What was ticked; afterwards the list shows the archives of that state."""
    scope = actor_of(request).scope
    ids = chosen_uuids(request, list_spec(scope), load_archives(scope))
    return Ticked(ids, "卷", archives_url(state=state))


@require_POST
@requires(*ENTERPRISE_ROLES)
def state(request: HttpRequest) -> HttpResponse:
    """说明无卷: one reason for those that were ticked."""
    form = AbsenceForm(sent(request))

    def act(ids: Sequence[UUID]) -> int:
        return services.state_absence(actor=actor_of(request), at=timezone.now(), ids=ids, absence=form.absence())

    return answer_ticked(request, _STATE, form, _chosen(request), act)


@require_POST
@requires(*ENTERPRISE_ROLES)
def take_back(request: HttpRequest) -> HttpResponse:
    """收回说明: nothing is stated of them any longer."""

    def act(ids: Sequence[UUID]) -> int:
        return services.take_back_absence(actor=actor_of(request), at=timezone.now(), ids=ids)

    return confirm_ticked(request, _TAKE_BACK, _chosen(request), act)


@require_POST
@requires(*RECEIVER_ROLES)
def agree(request: HttpRequest) -> HttpResponse:
    """同意: both sides say that there is no such volume."""

    def act(ids: Sequence[UUID]) -> int:
        return services.agree_absence(actor=actor_of(request), at=timezone.now(), ids=ids)

    return confirm_ticked(request, _AGREE, _chosen(request), act)


@require_POST
@requires(*RECEIVER_ROLES)
def refuse(request: HttpRequest) -> HttpResponse:
    """不同意: they stay missing, with the reason."""
    form = AnswerForm(sent(request))

    def act(ids: Sequence[UUID]) -> int:
        note = form.cleaned_data["note"]
        return services.refuse_absence(actor=actor_of(request), at=timezone.now(), ids=ids, note=note)

    return answer_ticked(request, _REFUSE, form, _chosen(request), act)


@require_POST
@requires(*RECEIVER_ROLES)
def reopen(request: HttpRequest) -> HttpResponse:
    """撤销确认: they are missing again."""
    form = AnswerForm(sent(request))

    def act(ids: Sequence[UUID]) -> int:
        note = form.cleaned_data["note"]
        return services.reopen_absence(actor=actor_of(request), at=timezone.now(), ids=ids, note=note)

    return answer_ticked(request, _REOPEN, form, _chosen(request, "missing"), act)
