"""The machine interface as a whole: the rooms' endpoints under one root, their refusals in one shape."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from yinqiao.areas.exchange.queries import told_types
from yinqiao.kernel.errors import DomainError, Invalid, Refused
from yinqiao.platform.access import Actor
from yinqiao.platform.machine import all_endpoints, problem_answer, request_bodies

# What each refusal means to whoever writes the programme.
WORDS = {
    "200": "成功",
    "401": "没有接口凭据，或者凭据不正确、已到期、已收回、所依授权已失效",
    "403": "凭据的角色不能这样查看",
    "404": "没有找到，或者不在凭据的范围内（回答相同）",
    "405": "这个地址不接受这种请求方法",
    "409": "事件序列已重新开始，请从头读取",
    "413": "请求过大，请分批发送",
    "415": "Content-Type 不是 CloudEvents 的三种形式之一",
    "422": "参数或内容不合要求",
    "429": "同一网络地址上未通过的凭据过多，或者报送过快，请按 Retry-After 等候",
}
DESCRIPTION = (
    "银桥机器接口。读取的范围与所依授权相同；报送的凭据须先登记为信息来源。请求头 Authorization: Bearer 加接口凭据；凭据由本单位账户管理员在“账户与授权 · 接口凭据”发放。"
    "拒绝时回答 code、message、next_step。"
)


class AccessKeyAuth(HttpBearer):
    """Whom the gate has let in by a key; the interface itself looks at no key."""

    openapi_description = "接口凭据，以 yq_ 开头"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of the request, or None for nobody."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return actor if actor.id is not None else None


class Interface(NinjaAPI):
    """The interface; its description speaks Chinese alone."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The description of every endpoint, parameter and answer."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for parameter in operation.get("parameters", ()):
                    parameter["schema"] = _as_sent(parameter["schema"])
                    if parameter["name"] == "type":
                        parameter["schema"]["items"]["enum"] = sorted(told_types())
                if body := request_bodies().get(operation["operationId"]):
                    operation["requestBody"] = body()
                for status, answer in operation["responses"].items():
                    answer["description"] = WORDS[str(status)]
        for shape in schema["components"]["schemas"].values():
            shape.pop("description", None)  # for who reads the code
        return schema


def _as_sent(shape: dict[str, Any]) -> dict[str, Any]:
    """The shape of a parameter in an address: it can be left out, but there is no way to write that it is nothing."""
    choices = [one for one in shape.pop("anyOf", shape.pop("allOf", [])) if one.get("type") != "null"]
    sent = {**choices[0], **shape} if choices else shape
    sent.pop("title", None)
    return sent


api = Interface(
    title="银桥机器接口",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    auth=AccessKeyAuth(),
)
for router in all_endpoints():
    api.add_router("", router)


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """An anticipated refusal of a room."""
    return problem_answer(error)


@api.exception_handler(AuthenticationError)
def not_accepted(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """401: whatever is wrong with the key, the answer is the same."""
    refused = Refused(
        "api.key_not_accepted",
        "没有接口凭据，或者凭据无效。",
        next_step="请在请求头 Authorization: Bearer 后填写有效的接口凭据；凭据由本单位账户管理员发放。",
    )
    answer = problem_answer(refused, status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: names the parameters; what was sent is not repeated."""
    names = sorted({str(one["loc"][-1]) for one in error.errors})
    invalid = Invalid(
        "api.invalid_parameter",
        f"参数不合要求：{'、'.join(names)}。",
        next_step="请对照接口说明修改参数后重试。",
    )
    return problem_answer(invalid)


def printed() -> str:
    """The description as it is kept in `docs/api/openapi.json`: a change of the interface is a change of that file."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=2) + "\n"
