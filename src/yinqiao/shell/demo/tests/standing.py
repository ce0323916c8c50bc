"""A city that is loaded once and stands for all tests of a module, in one transaction that is undone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.test import override_settings

from yinqiao.areas.organisations.queries import forget_places
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring


@contextmanager
def standing(at: datetime) -> Iterator[None]:
    """Whatever is loaded inside; keys of that moment. Nobody signs in: passwords are hashed quickly."""
    forget_places()
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with keyring_installed(new_keyring(at)), quick, transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
    forget_places()
