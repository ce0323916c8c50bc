"""Acts on an enterprise, each on a page of its own: another name, its end with who answers since, the end taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.organisations import queries, services
from yinqiao.areas.organisations.forms import DissolveForm, RenameForm, RestoreForm
from yinqiao.areas.organisations.rules import READERS
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

keeps_enterprises = requires(READERS[-1])
_RENAME = ActPage(
    "登记更名", "登记更名", "已登记更名。原名称仍能查到这家企业。",
    "只改名称，企业还是这一家：人员、档案、协议和账户都不变。原名称保留，按原名称仍能查到。",
)  # fmt: skip
_DISSOLVE = ActPage(
    "登记注销和承继", "登记注销", "已登记注销。承继单位从现在起可以办理它留下的事项。",
    "登记后，这家企业的账户和接口凭据立即失效，不能再以它的名义上传；它移交的人员、档案、党员、资产和协议都不改动，"
    "由承继单位继续办理。登记有误的，可以撤销。",
    is_dangerous=True,
)  # fmt: skip
_RESTORE = ActPage(
    "撤销注销登记", "撤销注销登记", "已撤销注销登记，这家企业恢复存续。",
    "撤销后，这家企业的账户恢复有效，由它自己办理；承继单位已经办理的事项不受影响，但不再看到这家企业的人员。",
)  # fmt: skip


def _answer(request: HttpRequest, page: ActPage, row: Any, form: forms.Form, act: Callable[[], object]) -> HttpResponse:
    shown = Shown("organisations/act.html", {"row": row}, back=lambda _: row.get_absolute_url())
    return answer_form(request, page, form, act, shown)


@require_http_methods(["GET", "POST"])
@keeps_enterprises
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """登记更名."""
    row = queries.get_enterprise_row(code=code)
    form = RenameForm(request.POST or None)
    return _answer(
        request, _RENAME, row, form,
        lambda: services.rename_enterprise(
            actor=actor_of(request), at=timezone.now(), enterprise_id=row.pk, renaming=form.renaming()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeps_enterprises
def dissolve(request: HttpRequest, code: str) -> HttpResponse:
    """登记注销和承继."""
    row = queries.get_enterprise_row(code=code)
    form = DissolveForm(request.POST or None, successors=queries.possible_successors(enterprise_id=row.pk))
    return _answer(
        request, _DISSOLVE, row, form,
        lambda: services.dissolve_enterprise(
            actor=actor_of(request), at=timezone.now(), enterprise_id=row.pk, dissolution=form.dissolution()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeps_enterprises
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """撤销注销登记."""
    row = queries.get_enterprise_row(code=code)
    form = RestoreForm(request.POST or None)
    return _answer(
        request, _RESTORE, row, form,
        lambda: services.restore_enterprise(
            actor=actor_of(request), at=timezone.now(), enterprise_id=row.pk, reason=form.cleaned_data["reason"]
        ),
    )  # fmt: skip
