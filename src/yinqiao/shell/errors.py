"""Error pages: what happened, that nothing was lost, what to do now. The code stands small beside it."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from yinqiao.kernel.errors import DomainError, Invalid, NotFound, Refused
from yinqiao.platform.machine import problem_answer
from yinqiao.shell.machine.gate import is_machine
from yinqiao.shell.portal import is_portal


def render_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page (or the JSON for a machine, or the fragment for htmx) of one refusal."""
    if is_machine(request.path):
        return problem_answer(error)
    template = "shell/error_fragment.html" if getattr(request, "htmx", False) else "shell/error.html"
    if is_portal(request.path):
        template = "portal/error.html"
    context = {"error": error, "back": _way_back(request, error)}
    return HttpResponse(render_to_string(template, context, request), status=error.status)


def _way_back(request: HttpRequest, error: DomainError) -> tuple[str, str]:
    """(words, address) of the page of ours that led here, else of the refused page without what was asked of it."""
    back = _came_from(request)
    is_same = request.method == "GET" and back == request.get_full_path()
    if back and not is_same:
        return "返回上一页", back
    # An address typed or kept as a bookmark.
    is_openable = request.method == "GET" and isinstance(error, Invalid) and bool(request.GET)
    return ("重新打开本页", request.path) if is_openable else ("", "")


def _came_from(request: HttpRequest) -> str:
    """Path and query of the page of this site that the request came from; empty when unknown or foreign."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return ""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {host}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(came_from)
    # A NUL in that address would only be refused again.
    found = urlunsplit(("", "", parts.path, "" if "%00" in parts.query else parts.query, ""))
    # `//host` and `/\\host` are addresses of other sites to a browser, whatever stood before them.
    return found if found.startswith("/") and url_has_allowed_host_and_scheme(found, {host}) else ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return render_error(
        request, DomainError("bad_request", "浏览器发来的内容无法读取。", next_step="请刷新页面后重试。")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not allowed to this role."""
    return render_error(
        request,
        Refused("forbidden", "您当前的角色不能进行这项操作。", next_step="如工作需要，请联系本单位账户管理员。"),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the token of one of our pages: an old tab, a new sign-in since, or a foreign site."""
    return render_error(
        request,
        Refused(
            "access.form_expired",
            "页面打开后您重新登录过，或页面已经过期。",
            next_step="请返回上一页并刷新，再重新提交；填写的内容可先复制下来。",
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent or out of scope, the same answer."""
    return render_error(request, NotFound())


def not_a_page(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """405: an address that only takes what a form sends, opened from history or the address bar; it lists the ways in."""
    page = render_error(request, _NotAPage())
    page["Allow"] = answer["Allow"]
    return page


class _NotAPage(DomainError):
    """The address is there, but only a form leads to it."""

    status = 405

    def __init__(self) -> None:
        super().__init__(
            "access.not_a_page",
            "这个地址只接收页面上提交的内容，不能直接打开。",
            next_step="请从左侧菜单回到原来的名单或页面，重新办理。",
        )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without the database."""
    if is_machine(getattr(request, "path", "")):
        fault = DomainError(
            "fault", "系统内部出错，没有写入任何数据。", next_step="请稍后再试；反复出现请告知系统管理员。"
        )
        return problem_answer(fault, status=500)
    return HttpResponse(render_to_string("shell/error_500.html", {"code": "fault"}), status=500)


def unknown_outcome() -> HttpResponse:
    """503: the database was lost while it committed; what was sent may be saved or not. Rendered without it."""
    return HttpResponse(render_to_string("shell/error_500.html", {"code": "outcome_unknown"}), status=503)
