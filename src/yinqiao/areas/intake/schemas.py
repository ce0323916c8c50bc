"""Shapes of the machine endpoints of 外来信息."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from yinqiao.areas.intake.types import RefusalReason, inward_types


class ReceiptOut(Schema):
    """What a sender gets for one event."""

    no: UUID = Field(description="收件编号")
    id: str = Field(description="事件的 id；无法识别时为空")
    status: int = Field(description="200 已接收；403、409、422 未接收，含义与 HTTP 相同")
    outcome: str = Field(
        description="结果代码：applied 已采用、same 与登记一致、older 早于登记、waiting 等待人员登记、disputed 待核实、"
        "held 暂存待核查、not_taken 核实后未采用、withdrawn 已撤回、expired 等待期满；未接收时为原因代码"
    )
    outcome_label: str = Field(description="结果的中文说明")
    reason: str = Field(description="结果的原因代码，例如 name_differs、weak_death、lower_rank")
    fault: str = Field(description="未接收时，不符合要求的项；不重复其内容")
    sha256: str = Field(description="事件规范化 JSON（RFC 8785）的 SHA-256")
    received_at: datetime = Field(description="接收时刻")
    is_repeated: bool = Field(description="此前已接收过同一事件：回执是当时的那一份，没有重复办理")
    receipt: str = Field(description="签名回执（JWS，Ed25519），可交第三方用 /receipt-keys 的公钥核验")


class ReceiptsOut(Schema):
    """Receipts in the order of the events, or of their numbers."""

    items: list[ReceiptOut] = Field(description="每个事件一份，次序与所送相同；重新读取时按收件编号")


class ReceiptsAsked(Schema):
    """Which receipts are read again."""

    event: str = Field("", max_length=100, description="只读这个事件 id 的回执")
    after: UUID | None = Field(None, description="上一页最后一份的 no；从头读不填")
    limit: int = Field(200, ge=1, le=1000, description="每页最多份数")


class NothingAsked(Schema):
    """Nothing can be asked."""


class ReceiptKey(Schema):
    """A public key as JWK."""

    kty: str = Field(description="密钥种类，OKP")
    crv: str = Field(description="曲线，Ed25519")
    use: str = Field(description="用途，sig 为签名")
    kid: str = Field(description="密钥编号，回执的 kid")
    x: str = Field(description="公钥")


class ReceiptKeysOut(Schema):
    """The city's public keys for receipts."""

    keys: list[ReceiptKey] = Field(description="现用的在前；停用的仍可核验此前的回执")


def _event_schema() -> dict[str, Any]:
    """An event as the specification has it, with the data of one of our types."""
    shapes = []
    for kind in inward_types().values():
        shape = kind.schema.model_json_schema()
        shape.pop("description", None)
        shapes.append({**shape, "title": kind.code, "description": kind.title})
    text = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "required": ["specversion", "id", "source", "type", "time", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {**text, "maxLength": 100, "description": "本来源内唯一；同一编号只办理一次"},
            "source": {**text, "maxLength": 200, "description": "登记的来源标识，形如 /sources/标识"},
            "type": {"type": "string", "enum": list(inward_types())},
            "time": {"type": "string", "format": "date-time", "description": "事件发生或登记的时刻，带时区"},
            "subject": {"type": "string", "maxLength": 200, "description": "不得含身份证号等个人信息"},
            "datacontenttype": {"const": "application/json"},
            "data": {"anyOf": shapes},
        },
    }


def request_body() -> dict[str, Any]:
    """The request of `POST /changes` for the description: structured, batched, and binary mode."""
    event = _event_schema()
    data = event["properties"]["data"]
    return {
        "required": True,
        "description": "CloudEvents 1.0。单条、批次或二进制模式（属性放在 ce- 请求头，正文为 data）；至多 1 MiB、500 条。",
        "content": {
            "application/cloudevents+json": {"schema": event},
            "application/cloudevents-batch+json": {
                "schema": {"type": "array", "minItems": 1, "maxItems": 500, "items": event}
            },
            "application/json": {"schema": data},
        },
    }


_REFUSALS = {one.value: one.label for one in RefusalReason}


def label_of(code: str, state_label: str) -> str:
    """An outcome in words."""
    return _REFUSALS.get(code, state_label)
