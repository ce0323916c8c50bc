"""A log that can be sealed, verified and tampered with: real commits, the worker's role, a superuser beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from django.db import connection
from psycopg.types.json import Jsonb

from yinqiao.config.instance import load_instance
from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring

CLERK = Actor(UUID(int=5), "community_officer", "王桂英", unit="望月湖社区")


@contextmanager
def database_role(role: str) -> Iterator[None]:
    """Be another database role inside the block."""
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(USER=f"yq_{role}", PASSWORD=load_instance().password(role))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def superuser(name: str = "") -> psycopg.Connection:
    """A connection that no wall holds: whoever tampers; to the database of the test unless `name` says another."""
    own = os.environ.get("YINQIAO_TEST_ADMIN")
    name = name or connection.settings_dict["NAME"]
    if own:
        return psycopg.connect(own, dbname=name, autocommit=True)
    server = load_instance().server
    return psycopg.connect(
        server.dsn(user="postgres", password=server.superuser_password, database=name), autocommit=True
    )


def reader_dsn(role: str = "backup") -> str:
    """How a reader outside the application connects."""
    instance = load_instance()
    settings = connection.settings_dict
    return psycopg.conninfo.make_conninfo(
        host=str(settings["HOST"]), port=str(settings["PORT"]) or None, dbname=settings["NAME"],
        user=f"yq_{role}", password=instance.password(role),
    )  # fmt: skip


def write_acts(count: int, *, events: int = 2) -> list[UUID]:
    """`count` committed acts of a clerk, each with `events` events."""
    acts = []
    for number in range(count):
        with acting(CLERK):
            act = record(
                CLERK, action="retirees.record_move", kind="act", purpose="迁居\n登记",
                detail={"people": number, "rate": 1.50, "big": 2**60},
            )  # fmt: skip
            _write_events(act, events)
        acts.append(act)
    return acts


def _write_events(act: UUID, count: int) -> None:
    with acting(Actor.system("loader")), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('yq.act', %s, true)", [str(act)])
        cursor.executemany(
            "INSERT INTO events_event (id, type, retiree_id, occurred_on, act_id, actor_name, actor_unit, data, version,"
            " is_shared) VALUES (%s, 'retirees.moved', NULL, '2026-11-24', %s, '王桂英', '望月湖\t社区', %s, 1, false)",
            [[uuid4(), act, Jsonb({"n": n})] for n in range(count)],
        )


@contextmanager
def fresh_log(folder: Path) -> Iterator[Witness]:
    """An empty log under a fresh keyring, as the worker's role; what is given is its outside witness."""
    with keyring_installed(new_keyring(datetime(2026, 11, 24, tzinfo=UTC))), database_role("worker"):
        yield Witness(folder / "witness" / "checkpoints.txt")
