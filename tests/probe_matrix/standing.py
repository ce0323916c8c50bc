"""Builds the city of the matrix and those who ask, in one transaction that is undone at the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.city import build_city
from tests.probe_matrix.folk import furnish, gather_folk
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring


@contextmanager
def standing_matrix(files: Path, crowd: int = 0) -> Iterator[Matrix]:
    """The matrix, with room for its files and `crowd` further people of each kind. Whoever asks may not commit."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    now = timezone.now()
    with (
        override_settings(FILES_FOLDER=files, PASSWORD_HASHERS=quick),
        keyring_installed(new_keyring(now)),
        transaction.atomic(),
    ):
        cache.clear()
        city = build_city(now, crowd)
        folk = gather_folk(city)
        furnish(city, folk)
        built = Matrix(city, folk)
        # What stands now stands to the end: thousands of questions need not have it looked through for garbage.
        gc.collect()
        gc.freeze()
        try:
            yield built
        finally:
            gc.unfreeze()
            transaction.set_rollback(True)
    cache.clear()
    forget_places()
