"""What programmes are told, as an AsyncAPI document: every type of event, by webhook and by the feed."""

from __future__ import annotations

import json
from typing import Any

from yinqiao.areas.exchange.queries import data_shapes, describe_messages

_ABOUT = (
    "银桥向各单位程序通知的事件：CloudEvents 1.0，只有编号和代码。接收地址由本单位账户管理员在“事件推送”登记；"
    "每条消息按 Standard Webhooks 签名，内容为事件数组，同一消息重送时编号不变。也可以用 GET /api/v1/events 自行读取。"
)
_TEXT = {"type": "string"}
_HEADERS = {
    "type": "object",
    "required": ["webhook-id", "webhook-timestamp", "webhook-signature"],
    "properties": {
        "webhook-id": {**_TEXT, "description": "消息编号，重送时不变"},
        "webhook-timestamp": {**_TEXT, "description": "这一次发送的时刻，秒"},
        "webhook-signature": {**_TEXT, "description": "v1 签名，更换密钥期间有两个，以空格分开"},
    },
}


def document() -> dict[str, Any]:
    """The whole document; messages in the order of their codes."""
    messages = describe_messages()
    named = {name: {"$ref": f"#/components/messages/{name}"} for name in sorted(messages)}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "银桥事件", "version": "1", "description": _ABOUT},
        "defaultContentType": "application/cloudevents-batch+json",
        "channels": {
            "webhook": {
                "address": None,
                "title": "推送",
                "description": "发往登记的接收地址；一次请求是一个数组，按序号排列",
                "messages": named,
            }
        },
        "operations": {
            "deliver": {
                "action": "send",
                "channel": {"$ref": "#/channels/webhook"},
                "title": "推送事件",
                "bindings": {"http": {"method": "POST", "bindingVersion": "0.3.0"}},
            }
        },
        "components": {
            "messages": {
                name: {**messages[name], "headers": {"$ref": "#/components/schemas/Headers"}}
                for name in sorted(messages)
            },
            "schemas": {"Headers": _HEADERS, **data_shapes()},
        },
    }


def printed() -> str:
    """The document as it is kept in `docs/api/asyncapi.json`: a new type of event is a change of that file."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"
