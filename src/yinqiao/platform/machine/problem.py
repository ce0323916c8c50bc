"""The one shape in which an endpoint refuses, and the answer that carries it."""

from __future__ import annotations

from django.http import JsonResponse
from ninja import Field, Schema

from yinqiao.kernel.errors import DomainError


class Problem(Schema):
    """Why a request was not answered, and what to do now."""

    code: str = Field(description="稳定的代码，供程序判断，例如 api.key_not_accepted")
    message: str = Field(description="发生了什么")
    next_step: str = Field(description="现在该做什么")


# What every endpoint may answer besides its own; the words stand in the interface's description.
PROBLEMS: dict[int, type[Problem]] = dict.fromkeys((401, 403, 404, 405, 422, 429), Problem)


def problem_answer(error: DomainError, *, status: int | None = None) -> JsonResponse:
    """The refusal as an answer; `status` where none of the five kinds of refusal has it (401, 405, 429)."""
    body = {"code": error.code, "message": error.message, "next_step": error.next_step}
    return JsonResponse(body, status=status or error.status, json_dumps_params={"ensure_ascii": False})
