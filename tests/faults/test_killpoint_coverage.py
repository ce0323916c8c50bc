"""A kill point that no test ever orders proves nothing: each one in the source is named by some test."""

from __future__ import annotations

from pathlib import Path

import pytest

import yinqiao
from yinqiao.platform.faults import discover_killpoints

pytestmark = [pytest.mark.fast, pytest.mark.fault]

SOURCE = Path(yinqiao.__file__).parent
PROJECT = Path(__file__).parents[2]


def test_every_kill_point_is_ordered_by_some_test() -> None:
    texts = [path.read_text() for path in (*SOURCE.rglob("tests/*.py"), *(PROJECT / "tests").rglob("*.py"))]
    points = discover_killpoints(SOURCE)
    assert points
    assert [name for name in points if not any(f'"{name}"' in text for text in texts)] == []
