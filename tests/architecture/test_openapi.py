"""The description of the machine interface is part of the project: who changes the one changes the other."""

from __future__ import annotations

import json
import re

import pytest

from tests.architecture.source import PROJECT
from yinqiao.shell.machine import asyncapi
from yinqiao.shell.machine.root import printed

pytestmark = [pytest.mark.fast]
KEPT = PROJECT / "docs" / "api" / "openapi.json"
KEPT_MESSAGES = PROJECT / "docs" / "api" / "asyncapi.json"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_interface_is_what_its_kept_description_says() -> None:
    # After a change that is meant: `yinqiao openapi > docs/api/openapi.json`.
    assert printed() == KEPT.read_text(encoding="utf-8")


def test_what_programmes_are_told_is_what_its_kept_description_says() -> None:
    # After a change that is meant: `yinqiao asyncapi > docs/api/asyncapi.json`.
    assert asyncapi.printed() == KEPT_MESSAGES.read_text(encoding="utf-8")


def test_every_reference_of_the_description_of_messages_leads_somewhere() -> None:
    described = json.loads(KEPT_MESSAGES.read_text(encoding="utf-8"))
    references = re.findall(r'"\$ref": ?"#/([^"]+)"', json.dumps(described))
    assert len(references) > 100
    for one in set(references):
        found = described
        for part in one.split("/"):
            found = found[part]
        assert found


def test_every_parameter_and_field_is_described_in_chinese() -> None:
    described = json.loads(KEPT.read_text(encoding="utf-8"))
    parameters = [
        (one["name"], one.get("description", ""))
        for path in described["paths"].values()
        for operation in path.values()
        for one in operation["parameters"]
    ]
    fields = [
        (f"{shape}.{name}", one.get("description", ""))
        for shape, whole in described["components"]["schemas"].items()
        for name, one in whole.get("properties", {}).items()
    ]
    assert len(parameters) > 8
    assert len(fields) > 30
    assert [name for name, words in parameters + fields if not CHINESE.search(words)] == []
