"""The description of the machine interface is part of the project: who changes the one changes the other."""

from __future__ import annotations

import json
import re

import pytest

from tests.architecture.source import PROJECT
from yinqiao.shell.machine.root import printed

pytestmark = [pytest.mark.fast]
KEPT = PROJECT / "docs" / "api" / "openapi.json"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_interface_is_what_its_kept_description_says() -> None:
    # After a change that is meant: `yinqiao openapi > docs/api/openapi.json`.
    assert printed() == KEPT.read_text(encoding="utf-8")


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
