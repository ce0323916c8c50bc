"""What an event looks like outside, as the messages of an AsyncAPI document: one for each type that is told."""

from __future__ import annotations

from typing import Any

from yinqiao.areas.exchange.queries.feed import told_types
from yinqiao.areas.exchange.rules import BATCH_TYPE
from yinqiao.areas.exchange.rules.outward import EPOCH_BEGAN, TEST, schema_of

_TEXT = {"type": "string"}
_UUID = {"type": "string", "format": "uuid"}


def _maybe(shape: dict[str, Any], words: str) -> dict[str, Any]:
    return {**shape, "type": [shape["type"], "null"], "description": words}


_DATA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "type_label": {**_TEXT, "description": "类型的中文名称"},
        "subject_id": _maybe(_UUID, "其他对象编号，例如名册批次"),
        "enterprise_uscc": _maybe(_TEXT, "企业的统一社会信用代码"),
        "division_code": _maybe(_TEXT, "事件发生时所属区划代码；对企业不提供"),
        "occurred_on": {"type": "string", "format": "date", "description": "发生日期"},
        "act_id": {**_UUID, "description": "所属办理的编号，同一次办理的事件相同"},
        "office": {**_TEXT, "description": "办理单位；对企业只提供本企业的办理"},
        "fields": {"type": "array", "items": _TEXT, "description": "涉及哪些信息项的名称，不含内容；对企业不提供"},
        "source": {**_TEXT, "description": "信息来源代码；对企业不提供"},
    },
}
_NOTICE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["epoch", "epoch_before", "after"],
    "properties": {
        "epoch": {**_UUID, "description": "新的序列纪元"},
        "epoch_before": {**_UUID, "description": "此前的序列纪元"},
        "after": {"type": "integer", "description": "从这个序号之后继续；此前纪元中更大的序号不再有效"},
    },
}
_NOTE = {"type": "object", "additionalProperties": False, "properties": {"note": _TEXT}}


def describe_messages() -> dict[str, dict[str, Any]]:
    """Message by code, with a schema of its own each."""
    told = {code: _message(code, kind.label, kind.version, "Event") for code, kind in told_types().items()}
    return {
        **told,
        EPOCH_BEGAN: _message(EPOCH_BEGAN, "事件序列重新开始（系统恢复过备份）", 1, "Epoch"),
        TEST: _message(TEST, "测试", 1, "Test"),
    }


def data_shapes() -> dict[str, dict[str, Any]]:
    """The shapes of a message and of its `data`, by the names that the messages use."""
    shapes = {"EventData": _DATA, "EpochData": _NOTICE, "TestData": _NOTE}
    return {**shapes, **{data.removesuffix("Data"): _envelope(data) for data in shapes}}


def _message(code: str, label: str, version: int, shape: str) -> dict[str, Any]:
    told = {"type": {"const": code}, "dataschema": {"const": schema_of(code, version)}}
    payload = {"allOf": [{"$ref": f"#/components/schemas/{shape}"}, {"properties": told}]}
    return {"name": code, "title": label, "contentType": BATCH_TYPE, "payload": payload}


def _envelope(data: str) -> dict[str, Any]:
    """A CloudEvent as it leaves here; about the exchange itself or from the feed."""
    properties: dict[str, Any] = {
        "specversion": {"const": "1.0"},
        "id": {**_UUID, "description": "事件编号，据此去重"},
        "source": {"type": "string", "format": "uri", "description": "urn:yinqiao: 加城市代码"},
        "type": {**_TEXT, "description": "类型代码"},
        "time": {"type": "string", "format": "date-time", "description": "记录时刻"},
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"type": "string", "format": "uri", "description": "类型代码和版本"},
        "data": {"$ref": f"#/components/schemas/{data}"},
    }
    if data != "TestData":
        properties["epoch"] = {**_UUID, "description": "序列纪元"}
    required = [*properties]
    if data == "EventData":
        properties["sequence"] = {"type": "string", "pattern": "^[0-9]{19}$", "description": "序号，左补零"}
        required.append("sequence")
        properties["subject"] = {**_UUID, "description": "退休人员编号；不涉及个人的事件没有"}
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
