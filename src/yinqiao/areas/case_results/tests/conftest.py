"""The offices of the tests of cases, and what a person reads."""

from __future__ import annotations

from yinqiao.areas.cases.tests.conftest import keys, offices, scene

__all__ = ["keys", "offices", "scene"]
