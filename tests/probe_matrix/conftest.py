"""The city of the matrix, built once for all its modules in one transaction that is undone at the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone


@pytest.fixture(scope="package")
def matrix(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """`asking.Matrix` over a city of its own. Nothing is committed: each question is undone, and the city at the end."""
    from tests.probe_matrix.asking import Matrix
    from tests.probe_matrix.city import build_city
    from tests.probe_matrix.folk import furnish, gather_folk
    from yinqiao.areas.organisations.queries import forget_places
    from yinqiao.platform.crypto.keyfile import keyring_installed
    from yinqiao.platform.crypto.keys import new_keyring

    files: Path = tmp_path_factory.mktemp("matrix-files")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    now = timezone.now()
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_FOLDER=files, PASSWORD_HASHERS=quick),
        keyring_installed(new_keyring(now)),
        transaction.atomic(),
    ):
        cache.clear()
        city = build_city(now)
        folk = gather_folk(city)
        furnish(city, folk)
        built = Matrix(city, folk)
        # What stands now stands to the end: thousands of questions need not have it looked through for garbage.
        gc.collect()
        gc.freeze()
        yield built
        gc.unfreeze()
        transaction.set_rollback(True)
    cache.clear()
    forget_places()
