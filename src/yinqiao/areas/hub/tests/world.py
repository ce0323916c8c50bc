"""Two cities and a province, each an installation of its own: database, keys, files; between them the real servers."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from tests.bench_database import clone, drop

from yinqiao.areas.handover.tests.conftest import make_scene
from yinqiao.areas.hub.jobs.desk import CityDesk, ProvinceDesk
from yinqiao.areas.hub.models import Incoming, Outgoing
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.othercity import services as othercity
from yinqiao.areas.othercity.models import Package
from yinqiao.areas.othercity.rules.sealing import fingerprint, write_keys
from yinqiao.areas.othercity.tests.cities import SECURITY, Cities
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.carrier import Access, Carrier
from yinqiao.platform.carrier.tests.cluster import Cluster
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.crypto.keys import Keyring

CHANGSHA, SHENZHEN, HUNAN = "4301", "4403", "4300"
SYSTEM = Actor.system("测试")


@dataclass
class House:
    """One installation."""

    code: str
    database: str
    folder: Path
    ring: Keyring
    scene: Cities | None = None


@dataclass
class World:
    """The three of them, and how to work in one."""

    cluster: Cluster
    houses: dict[str, House] = field(default_factory=dict)
    began: datetime = field(default_factory=timezone.now)

    @contextmanager
    def at(self, code: str) -> Iterator[House]:
        """Everything inside happens in that installation."""
        house = self.houses[code]
        kept = (connection.settings_dict["NAME"], settings.REGION, settings.FILES_FOLDER, os.environ["YINQIAO_DB_NAME"])
        connection.close()
        connection.settings_dict["NAME"] = os.environ["YINQIAO_DB_NAME"] = house.database
        settings.REGION, settings.FILES_FOLDER = code, house.folder / "files"
        forget_places()
        try:
            with keyring_installed(house.ring):
                yield house
        finally:
            connection.close()
            connection.settings_dict["NAME"], settings.REGION, settings.FILES_FOLDER, os.environ["YINQIAO_DB_NAME"] = (
                kept
            )
            forget_places()

    def build(self, code: str, folder: Path) -> House:
        """A database of its own with the small city in it, keys, a place for files."""
        (folder / "files").mkdir(parents=True)
        init_keyring(folder / "keys.json", at=timezone.now())
        name = f"yq_test_{secrets.token_hex(6)}"
        clone(name)
        self.houses[code] = House(code, name, folder, load_keyring(folder / "keys.json"))
        return self.houses[code]

    def befriend(self, one: str, other: str) -> None:
        """`one` registers the keys of `other` and confirms them."""
        with self.at(other):
            sheet = othercity.own_sheet()
        with self.at(one):
            at = timezone.now()
            keys_id = othercity.register_keys(actor=SYSTEM, at=at, sheet=write_keys(sheet))
            othercity.confirm_keys(actor=SECURITY, at=at, keys_id=keys_id, tail=fingerprint(sheet)[-8:])

    def carry(self, code: str, *, seconds: float = 30.0) -> None:
        """The carrier of one installation does what can be done now."""
        with self.at(code):
            desk = ProvinceDesk() if code == HUNAN else CityDesk()
            access = Access(self.cluster.servers_of(f"c{code}"), replicas=len(self.cluster.nodes))
            carrier = Carrier(desk, access, name=f"test-{code}", pause=0.05, look_seconds=0.0)
            asyncio.run(asyncio.wait_for(carrier.run(once=True), seconds))

    def carry_all(self) -> None:
        """Everybody, until what one answers has reached the other."""
        for code in (CHANGSHA, SHENZHEN, CHANGSHA, SHENZHEN, HUNAN):
            self.carry(code)

    def come_to_rest(self) -> None:
        """Whoever waits for an answer is taken back, and everybody is told."""
        for package in self.open_packages():
            self.take_back(package)
        self.carry_all()
        self.began = timezone.now()

    def open_packages(self) -> list[Any]:
        """The packages of Changsha that wait."""
        with self.at(CHANGSHA), acting(SYSTEM):
            return list(Package.objects.filter(side="out", ended_on__isnull=True))

    def take_back(self, package: Any) -> None:
        """Changsha takes a package back."""
        with self.at(CHANGSHA) as house:
            assert house.scene is not None
            othercity.take_back(actor=house.scene.desk, at=timezone.now(), package_id=package.pk)

    def restore(self, code: str) -> None:
        """As a restore does: a new epoch."""
        with self.at(code), connection.cursor() as cursor:
            cursor.execute("INSERT INTO events_epoch (reason) VALUES ('restored')")

    @contextmanager
    def rewound(self, code: str) -> Iterator[None]:
        """What happens inside is forgotten by that installation afterwards, as by a restore of what was before it."""
        house = self.houses[code]
        name = f"yq_test_{secrets.token_hex(6)}"
        connection.close()
        copy_database(house.database, name)
        yield
        gone, house.database = house.database, name
        drop(gone)
        self.restore(code)

    def outgoing(self, code: str, **wanted: Any) -> list[Outgoing]:
        """What an installation has put on record, in order."""
        with self.at(code), acting(SYSTEM):
            return list(Outgoing.objects.filter(**wanted).order_by("id"))

    def incoming(self, code: str, **wanted: Any) -> list[Incoming]:
        """What has come to an installation, in order."""
        with self.at(code), acting(SYSTEM):
            return list(Incoming.objects.filter(**wanted).order_by("id"))

    def offer(self, *serials: int, at: datetime | None = None) -> Any:
        """Changsha offers people to Shenzhen; the package."""
        with self.at(CHANGSHA) as house:
            assert house.scene is not None
            return house.scene.offer(*serials, at=at or timezone.now())[0]


def copy_database(name: str, copy: str) -> None:
    """A second database that holds what the first holds now; nobody may be connected."""
    from psycopg import sql
    from tests.bench_database import admin_of, only_one

    from yinqiao.config.instance import load_instance

    instance = load_instance()
    with only_one(instance.home), admin_of(instance) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER yq_owner TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(name))
        )


@contextmanager
def world_in(folder: Path, cluster: Cluster) -> Iterator[World]:
    """Changsha with people at its desk who live in Shenzhen, Shenzhen, and the province of Hunan; keys are exchanged."""
    world = World(cluster)
    try:
        for code in (CHANGSHA, SHENZHEN, HUNAN):
            world.build(code, folder / code)
        with world.at(CHANGSHA) as house:
            house.scene = Cities.of(make_scene(), friends=())
        with world.at(SHENZHEN) as house:
            house.scene = Cities.of(make_scene(), friends=())
        for one, other in ((CHANGSHA, SHENZHEN), (SHENZHEN, CHANGSHA), (HUNAN, CHANGSHA), (HUNAN, SHENZHEN)):
            world.befriend(one, other)
        yield world
    finally:
        connection.close()
        for house in world.houses.values():
            drop(house.database)
