"""Materials of a case as pictures: looked at in the page, taken in at the counter."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.applications import errors, queries, services
from yinqiao.areas.applications.forms import AttachForm
from yinqiao.areas.applications.types import OPEN, PLACES, Applicant, CaseState
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import requires

_PAGE = ActPage(
    "添加材料图片",
    "保存",
    "已保存材料图片。",
    "拍照或扫描申请人的材料。只收这件事需要的页；保存的是页面图片，原文件不留。",
)


@require_GET
@requires(*PLACES)
def picture(request: HttpRequest, picture_id: UUID) -> StreamingHttpResponse:
    """One page of a material, noted."""
    actor = actor_of(request)
    row = queries.get_picture(scope=actor.scope, picture_id=picture_id)
    file = get_file(row.file_id)
    record_read(actor, action="applications.picture_read", people=1, purpose="办理办件")
    return answer_file(file)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def attach(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put a material to the case."""
    actor = actor_of(request)
    row = queries.get_case(scope=actor.scope, case_id=case_id)
    if request.method == "GET" and CaseState(row.state) not in OPEN:
        raise errors.not_now()
    item = queries.item_of(row.item)
    form = AttachForm(request.POST or None, request.FILES or None, materials=item.needed(Applicant(row.applicant)))
    back = reverse("applications:case", args=[case_id])
    crumbs = [("办件", reverse("applications:cases")), (row.number, back), (_PAGE.title, "")]
    context = {"back": back, "crumbs": crumbs, "row": row, "item": item, "is_file": True}
    return answer_form(
        request, _PAGE, form,
        lambda: services.attach(actor=actor, at=timezone.now(), case_id=case_id, attached=form.attached()),
        Shown("applications/act.html", context, back=lambda _: back),
    )  # fmt: skip
