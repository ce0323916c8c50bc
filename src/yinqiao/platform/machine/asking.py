"""Holds a question against what an endpoint knows to be asked."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Schema

from yinqiao.kernel.errors import Invalid


def require_known(request: HttpRequest, asked: Schema) -> None:
    """Refuse a parameter that the endpoint does not know, as Invalid `api.unknown_parameter`.

    A misspelt one would be left out in silence, and the answer would be about more than was meant.
    """
    known = type(asked).model_fields
    if not set(request.GET) <= set(known):
        names = "、".join(known)
        raise Invalid(
            "api.unknown_parameter",
            f"有不认识的参数；这个地址的参数是：{names}。",
            next_step="请对照接口说明修改参数后重试。",
        )
