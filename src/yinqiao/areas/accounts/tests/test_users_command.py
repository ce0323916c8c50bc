"""`yinqiao users`: the first administrators and the way back in, from the server."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.tests.people import last_entry
from yinqiao.areas.accounts.types import Role

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def users(*words: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("users", *words, stdout=out)
    return out.getvalue()


def told(said: str) -> str:
    """The temporary password, which must stand there exactly once."""
    found = re.findall(r"：(\S{4}-\S{4}-\S{4}-\S{4})$", said, re.MULTILINE)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "auditor", "data_protection_officer"])
def test_each_first_role_gets_an_account_whose_password_must_be_changed(city: SimpleNamespace, role: str) -> None:
    password = told(users("create-admin", "--role", role, "--username", "First.One", "--name", "周敏"))
    made = User.objects.get(username="first.one")
    assert made.check_password(password)
    assert made.must_change_password
    assert made.name == "周敏"
    assert list(Grant.objects.filter(user=made).values_list("role", flat=True)) == [role]
    assert last_entry("accounts.user_created").actor_role == "system"


def test_an_auditor_without_a_division_is_the_citys_and_with_one_the_districts(city: SimpleNamespace) -> None:
    users("create-admin", "--role", "auditor", "--username", "shenji.city", "--name", "甲")
    users("create-admin", "--role", "auditor", "--username", "shenji.yuelu", "--name", "乙", "--division", "430104")
    held = dict(Grant.objects.values_list("user__username", "division_id"))
    assert held == {"shenji.city": city.city.pk, "shenji.yuelu": city.district.pk}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--role", "auditor", "--division", "9999"), "没有代码为 999900000000 的行政区划"),
        (("--role", "auditor", "--division", "430104001001"), "accounts."),
        (("--role", "system_admin", "--division", "4301"), "不按行政区划授权"),
        (("--role", "city_manager"), "city_manager"),
    ],
)
def test_a_wrong_unit_or_role_is_refused_and_leaves_no_account(
    city: SimpleNamespace, words: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        users("create-admin", "--username", "some.one", "--name", "丙", *words)
    assert not User.objects.filter(username="some.one").exists()


def test_a_taken_name_is_refused(city: SimpleNamespace) -> None:
    users("create-admin", "--role", "auditor", "--username", "shenji.one", "--name", "甲")
    with pytest.raises(CommandError, match=r"accounts\.username_taken"):
        users("create-admin", "--role", "auditor", "--username", "SHENJI.one", "--name", "乙")


def test_a_reset_password_replaces_the_old_one_and_keeps_the_role(city: SimpleNamespace) -> None:
    first = told(users("create-admin", "--role", "security_admin", "--username", "anquan.one", "--name", "甲"))
    second = told(users("reset-password", "--username", "anquan.one"))
    made = User.objects.get(username="anquan.one")
    assert first != second
    assert made.check_password(second) and not made.check_password(first)
    assert made.must_change_password
    assert list(Grant.objects.filter(user_id=made.pk).values_list("role", flat=True)) == [Role.SECURITY_ADMIN]


def test_a_name_that_nobody_has_is_said(city: SimpleNamespace) -> None:
    with pytest.raises(CommandError, match="没有登录名为 nobody"):
        users("reset-password", "--username", "nobody")
