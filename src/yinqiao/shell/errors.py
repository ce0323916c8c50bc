"""Error pages: what happened, that nothing was lost, what to do now. The code stands small beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from yinqiao.kernel.errors import DomainError, NotFound, Refused


def render_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page (or the JSON for a machine, or the fragment for htmx) of one refusal."""
    if request.path.startswith("/api/"):
        body = {"code": error.code, "message": error.message, "next_step": error.next_step, "fields": error.fields}
        return JsonResponse(body, status=error.status, json_dumps_params={"ensure_ascii": False})
    template = "shell/error_fragment.html" if getattr(request, "htmx", False) else "shell/error.html"
    return HttpResponse(render_to_string(template, {"error": error}, request), status=error.status)


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


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent or out of scope, the same answer."""
    return render_error(request, NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without the database."""
    return HttpResponse(render_to_string("shell/error_500.html", {}), status=500)
