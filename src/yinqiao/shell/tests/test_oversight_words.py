"""What the audit log says in words."""

from __future__ import annotations

import pytest

from yinqiao.shell.oversight.words import detail_words

pytestmark = pytest.mark.fast


def test_the_details_of_an_entry_are_words_and_not_codes() -> None:
    noted = {"fields": ["id_no", "phone"], "cooling_off": True, "request": "01a2", "first_code": ""}
    assert detail_words(noted) == [
        ("已暂停登录", "是"), ("项目", "身份证号、手机"), ("首处不符", "—"), ("请求编号", "01a2"),
    ]  # fmt: skip


def test_a_detail_that_has_no_words_is_still_shown() -> None:
    assert detail_words({"unheard_of": 3, "role": "auditor"}) == [("角色", "审计员"), ("unheard_of", "3")]
