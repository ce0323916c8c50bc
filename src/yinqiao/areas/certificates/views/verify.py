"""证明查验: for whoever holds a certificate, without sign-in. By the code on it, or by the file; nothing is kept of either."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.certificates import queries, services
from yinqiao.areas.certificates.forms import CodeForm, FileForm
from yinqiao.areas.certificates.rules import read_code
from yinqiao.areas.certificates.types import Checked, How, Standing
from yinqiao.kernel.errors import Conflict, DomainError, Invalid
from yinqiao.platform.access.types import Actor
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.types import Soundness
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import refuse_what_cannot_be_kept
from yinqiao.platform.ui.requesting import client_address

CHECKER = Actor.system("证明查验")
# What is said of each, and in which tone.
_SAID = {
    Standing.VALID: ("有效", "这份证明由下面的单位开具，现在有效。", "good"),
    Standing.EXPIRED: ("已过期", "这份证明是真的，但已经过了有效期。需要的，请本人重新开具。", "soon"),
    Standing.CHANGED: ("已失效", "这份证明是真的，但开具以后登记情况有变化，不再有效。", "soon"),
    Standing.REVOKED: ("已撤销", "开具单位已经撤销这份证明，不再有效。", "danger"),
    Standing.REPLACED: ("已被替换", "开具单位已经重新开具一份，这一份不再有效。", "soon"),
}
_ALTERED = (
    "不能确认",
    "这个文件和开具的原件不一致：可能被改动过，也可能另存、打印或转换过。请向本人要原来的文件，或扫描证明上的二维码查验。",
    "danger",
)
_OTHER_FILE = {
    Soundness.ALTERED: ("被改动过", "文件在签章之后被改动过，或者不完整。请不要采用，向本人要原来的文件。", "danger"),
    Soundness.SOUND: (
        "签章有效",
        "文件没有改动，签章是本平台的；登记中没有查到这一份，请扫描证明上的二维码再查。",
        "soon",
    ),
    Soundness.FOREIGN: ("不是本平台签章", "文件上的电子签章不是本平台的，不能确认。", "danger"),
    Soundness.UNREADABLE: ("读不出来", "这不是可以读取的 PDF 或 OFD 文件。请选择开具证明时下载的原文件。", "danger"),
    Soundness.UNSEALED: _ALTERED,
}


def _refused(form: forms.Form, refusal: DomainError) -> int:
    add_refusal(form, refusal)
    return 429 if isinstance(refusal, Conflict) else refusal.status


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for the code or the file. A code leads to its page; of a file it is said whether it is as it was issued."""
    refuse_what_cannot_be_kept(request)
    is_file = request.method == "POST" and "code" not in request.POST
    by_code = CodeForm(request.POST if request.method == "POST" and not is_file else None)
    by_file = FileForm(request.POST if is_file else None, request.FILES if is_file else None)
    context: dict[str, Any] = {"by_code": by_code, "by_file": by_file}
    status = 200 if request.method == "GET" else 422
    if by_code.is_bound and by_code.is_valid():
        # Unknown or no code at all: the page behind it says the same of both.
        return redirect("verify:code", code=read_code(by_code.cleaned_data["code"]) or "-")
    if by_file.is_bound and by_file.is_valid():
        try:
            context |= _looked_at(request, by_file.cleaned_data["file"])
            status = 200
        except (Conflict, Invalid) as refusal:
            status = _refused(by_file, refusal)
    return render(request, "certificates/verify.html", context, status=status)


def _looked_at(request: HttpRequest, upload: Any) -> dict[str, Any]:
    """What is said of a file: to the byte one of ours, or what its signature says. It is not kept."""
    now = timezone.now()
    # One byte more than is taken: nobody fills the memory.
    content = upload.read(queries.checking(timezone.localdate(now))["most_bytes"] + 1)
    found = services.check_file(actor=CHECKER, at=now, content=content, address=client_address(request))
    if found is not None:
        return _told(found) | {"is_whole": True}
    title, words, tone = _OTHER_FILE[soundness(content)]
    return {"title": title, "words": words, "tone": tone}


def _told(found: Checked) -> dict[str, Any]:
    title, words, tone = _SAID[found.standing]
    return {"found": found, "title": title, "words": words, "tone": tone, "is_stamped": found.how is How.STAMPED}


@require_http_methods(["GET"])
def code(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for; the same words for every code that stands for nothing."""
    form = CodeForm()
    try:
        found = services.check_code(actor=CHECKER, at=timezone.now(), code=code, address=client_address(request))
    except Conflict as refusal:
        said = {"title": "请稍后再查", "words": f"{refusal.message}{refusal.next_step}", "tone": "soon"}
        return render(request, "certificates/verify.html", {"by_code": form, "by_file": FileForm(), **said}, status=429)
    if found is None:
        said = {
            "title": "没有查到",
            "words": "没有这个查验码。请核对证明上的 24 位查验码，再输入一次。",
            "tone": "danger",
        }
        return render(request, "certificates/verify.html", {"by_code": form, "by_file": FileForm(), **said}, status=404)
    context = {"by_code": form, "by_file": FileForm(), **_told(found)}
    return render(request, "certificates/verify.html", context)
