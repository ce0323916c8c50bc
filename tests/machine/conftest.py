"""A city with people, a server of its own, and a key: what the pages for programmers ask their reader to have."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import override_settings
from django.utils import timezone

from tests.bench_database import further_database, pointed_at
from tests.probe_matrix.city import STREET, build_city
from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.accounts.types import NewGrant, NewKey, NewUser, Role, Target
from yinqiao.areas.organisations.queries import forget_places, places
from yinqiao.platform.access import Actor
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import Keyring, new_keyring
from yinqiao.platform.events.sequencer import sequence_all


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@dataclass(frozen=True)
class City:
    """A database with people in it, the keys under which they stand there, their files, and the key of a street."""

    database: str
    ring: Keyring
    files: Path
    key: str


@pytest.fixture(scope="session")
def city(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Built once; each test works in a copy."""
    files, now = tmp_path_factory.mktemp("files"), timezone.now()
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    forget_places()
    with django_db_blocker.unblock(), further_database() as name:
        with (
            pointed_at(name), keyring_installed(new_keyring(now)) as ring,
            override_settings(FILES_FOLDER=files, PASSWORD_HASHERS=quick),
        ):  # fmt: skip
            build_city(now)
            key = _key_of_the_street()
            sequence_all()
        yield City(name, ring, files, key)


@pytest.fixture
def at_hand(city: City, django_db_blocker: Any, settings: Any) -> Iterator[dict[str, str]]:
    """A city with people, a server, and the key of a street: what the page asks its reader to have."""
    settings.FILES_FOLDER = city.files
    forget_places()
    with (
        django_db_blocker.unblock(), further_database(city.database) as name, pointed_at(name),
        keyring_installed(city.ring),
    ):  # fmt: skip
        server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)

        def serve() -> None:
            server.serve_forever()
            connections.close_all()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield {**os.environ, "YINQIAO": f"http://127.0.0.1:{server.server_port}", "KEY": city.key}
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            forget_places()


def _key_of_the_street() -> str:
    now, today = timezone.now(), timezone.localdate()
    street = Target(division_id=places().by_code[STREET].id)
    made = [
        accounts.create_user(
            actor=Actor.system("test"), at=now, user=NewUser(name, name), password="橘子洲头看万山红遍层林尽染",
            grant=NewGrant(role, street, date(2026, 1, 1)),
        ).user_id
        for name, role in (("guanli", Role.UNIT_ADMIN), ("jingban", Role.STREET_OFFICER))
    ]  # fmt: skip
    maker = get_actor(user=User.objects.get(pk=made[0]), grant_id=None, today=today, request_id="")
    key = NewKey("统计平台", Grant.objects.get(user_id=made[1]).pk, today + timedelta(days=30))
    return accounts.make_key(actor=maker, at=now, key=key)
