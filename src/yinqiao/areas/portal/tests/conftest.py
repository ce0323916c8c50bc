"""The small city of the register's tests, a couple that shares a phone, and a browser at the portal's door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City, Register

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def door(city: City, register: Register, settings: Any, tmp_path: Path) -> Door:
    """王桂英 with a phone of her own; 李建国 and 刘秀英, who share one; texts are kept by the stand-in."""
    settings.TEXTS_STANDIN = tmp_path / "texts.jsonl"
    people = {
        "王桂英": register(name="王桂英", id_no="430104194806150028", phone="13800001111"),
        "李建国": register(name="李建国", sex=1, id_no="430104194502030013", phone="13800002222"),
        "刘秀英": register(name="刘秀英", id_no="43010419470809004X", phone="13800002222"),
    }
    return Door(city, people)
