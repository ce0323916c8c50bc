"""Several returns with one ticket at the same moment, each on a connection of its own."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from yinqiao.platform.openid.models import Spent
from yinqiao.platform.openid.spent import spend

pytestmark = pytest.mark.db


def test_of_eight_returns_at_once_one_comes_in_and_old_marks_go(fresh_database: None) -> None:
    digest, at = hashlib.sha256(b"ticket").hexdigest(), timezone.now()

    def one(_: int) -> bool:
        try:
            return spend(digest, at)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(8))) == [False] * 7 + [True]
    assert spend(hashlib.sha256(b"another").hexdigest(), at + timedelta(hours=2))
    assert Spent.objects.count() == 1


def test_who_lets_go_of_old_marks_keeps_nobody_waiting(fresh_database: None) -> None:
    at = timezone.now()
    spend("old", at - timedelta(hours=3))
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert spend("first", at)

        def other() -> bool:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SET lock_timeout TO '3s'")
                return spend("second", at)
            finally:
                connection.close()

        assert pool.submit(other).result(20)
