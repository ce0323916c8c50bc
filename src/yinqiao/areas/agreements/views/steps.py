"""Steps between the two sides: propose, take back, agree, send back, sign, file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.forms import FileForm, RemarkForm, SignForm
from yinqiao.areas.agreements.rules import FILERS, PARTIES
from yinqiao.areas.agreements.services import Signature
from yinqiao.areas.agreements.types import Step
from yinqiao.areas.agreements.views.shared import (
    Asked,
    actor_of,
    answer_step,
    ask_step,
    initial_of,
    page_of,
    version_words,
)
from yinqiao.platform.ui.act_page import ActPage
from yinqiao.platform.ui.gates import requires

_PROPOSE = Asked(
    Step.PROPOSE, "提请后，对方可以看到当前版本，并同意或退回修改。对方答复之前，您可以收回修改。", "已提请对方答复。"
)
_TAKE_BACK = Asked(
    Step.TAKE_BACK, "收回后可以继续修改，改好再提请。对方仍能看到已经提请过的版本。", "已收回，可以继续修改。"
)
_AGREE = Asked(
    Step.AGREE, "同意后，协议内容不再修改，双方据此签署纸质协议。", "已同意。请双方签署纸质协议后上传签署件。"
)


@require_POST
@requires(*PARTIES)
def propose(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """提请对方答复."""
    return ask_step(request, agreement_id, _PROPOSE, services.propose_agreement)


@require_POST
@requires(*PARTIES)
def take_back(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """收回修改."""
    return ask_step(request, agreement_id, _TAKE_BACK, services.take_agreement_back)


@require_POST
@requires(*PARTIES)
def agree(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """同意对方提请的版本."""
    return ask_step(request, agreement_id, _AGREE, services.agree_to_terms)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def send_back(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """退回修改, with what should change."""
    row = page_of(request, agreement_id, Step.SEND_BACK)
    form = RemarkForm(request.POST or None, initial=initial_of(row))
    page = ActPage("退回修改", "退回修改", "已退回，对方会看到修改意见。", "退回后由起草方修改，改好会再次提请答复。")
    return answer_step(
        request, page, row, form,
        lambda: services.send_agreement_back(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id), remark=form.cleaned_data["remark"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def sign(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """登记签署: the date and the scan of the paper."""
    row = page_of(request, agreement_id, Step.SIGN)
    form = SignForm(request.POST or None, request.FILES or None, initial=initial_of(row))
    text = (
        f"登记的是{version_words(row.version)}的签署。签署后内容不能再改，数量有变化须另签补充协议；"
        "签署日期和签署件不能撤回，请核对后登记。"
    )
    page = ActPage("登记签署", "登记签署", "已登记签署。请由区县或市级报备案后登记文号。", text, is_dangerous=True)
    return answer_step(
        request, page, row, form,
        lambda: services.sign_agreement(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id),
            signature=Signature(
                form.cleaned_data["signed_on"], form.cleaned_data["scan"], form.cleaned_data["scan"].name
            ),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*FILERS)
def file(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """登记备案: the number of the human-resources office."""
    row = page_of(request, agreement_id, Step.FILE)
    form = FileForm(request.POST or None, initial=initial_of(row))
    page = ActPage("登记备案", "登记备案", "已登记备案。", "协议报人力资源社会保障部门备案后，登记备案文号和日期。")
    return answer_step(
        request, page, row, form,
        lambda: services.file_agreement(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id), filing=form.filing()
        ),
    )  # fmt: skip
