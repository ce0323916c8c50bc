"""Two cities: ours with its desk, and a far one that seals and opens files by its own keys as any other city would."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils import timezone

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CITY, NOW, Person, Scene, id_number, place_actor, roster
from yinqiao.areas.othercity import queries, services
from yinqiao.areas.othercity.models import Arrival, Package, Paper, Transfer
from yinqiao.areas.othercity.rules.messages import (
    Answered,
    AnswerMessage,
    Employer,
    Message,
    PackageMessage,
    PersonSent,
    WithdrawalMessage,
)
from yinqiao.areas.othercity.rules.sealing import fingerprint, open_sealed, seal, write_keys
from yinqiao.areas.othercity.types import CityKeys, Covered, Decision, OwnKeys, Taken
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.files.store import get_file, read_bytes

DESK = "430100000D01"
SYSTEM = Actor.system("测试")
SECURITY = Actor(uuid4(), "security_admin", "安全管理员", Scope.nobody())
SHENZHEN, WUHAN, HENGYANG, NANCHANG = "4403", "4201", "4304", "3601"
# Four who live elsewhere: one in a city that takes in everything, one whose city takes no party, one whose rule ends
# soon, one whose address names no city.
AWAY = (
    Person("王桂英", 202, "", "13900000202", "广东省深圳市南山区人民路1号"),
    Person("欧阳建国", 203, "", "13900000203", "湖北省武汉市洪山区学院路2号"),
    Person("阿依古丽·买买提", 204, "", "13900000204", "湖南省衡阳市蒸湘区解放路3号"),
    Person("李秀兰", 206, "", "13900000206", "义乌市稠城街道4号"),
)


def far_keys(city: str) -> tuple[OwnKeys, CityKeys]:
    """The private and the public keys of another city."""
    sign, agree = secrets.token_bytes(32), secrets.token_bytes(32)
    own = OwnKeys(city, f"{city}-{secrets.token_hex(4)}", sign, {f"{city}-{secrets.token_hex(4)}": agree})
    public = CityKeys(
        city, own.sign_kid, Ed25519PrivateKey.from_private_bytes(sign).public_key().public_bytes_raw(),
        next(iter(own.opening)), X25519PrivateKey.from_private_bytes(agree).public_key().public_bytes_raw(),
    )  # fmt: skip
    return own, public


def person(serial: int = 802, **facts: Any) -> PersonSent:
    """Somebody whom the far city offers."""
    told = {
        "ref": uuid4(), "name": "何远归", "sex": 2, "born_on": date(1952, 3, 12), "id_no": id_number(serial),
        "phone": "13900000802", "address": "长沙市岳麓区望月湖街道月华社区9栋", "retired_on": date(2012, 3, 1),
        "employer": Employer(name="中湘机床集团（演示）", uscc="914301007000000011"),
    }  # fmt: skip
    return PersonSent(**(told | facts))


@dataclass
class Cities:
    """Who acts on our side, and the far cities' keys."""

    scene: Scene
    desk: Actor
    city: Actor
    far: dict[str, OwnKeys] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene, friends: tuple[str, ...] = (SHENZHEN, WUHAN, HENGYANG)) -> Cities:
        """The parties; four people accepted at the desk, each one's city read; the keys of these cities confirmed."""
        one = cls(scene, place_actor("agency_officer", DESK), place_actor("city_manager", CITY))
        scene.submit(roster(*AWAY))
        with acting(one.desk):
            waiting = list(Offer.objects.filter(state="offered", place_no=one.desk.scope.place_from))
        handover.accept_people(actor=one.desk, at=NOW, choice=Choice.of([row.pk for row in waiting]))
        services.find_residences(actor=SYSTEM, at=NOW)
        for city in friends:
            one.befriend(city)
        return one

    def befriend(self, city: str) -> CityKeys:
        """Register and confirm the keys of a city."""
        own, public = far_keys(city)
        keys_id = services.register_keys(actor=self.city, at=NOW, sheet=write_keys(public))
        services.confirm_keys(actor=SECURITY, at=NOW, keys_id=keys_id, tail=fingerprint(public)[-8:])
        self.far[city] = own
        return public

    def retiree(self, serial: int) -> Retiree:
        """Somebody of the register, whoever may see it."""
        from yinqiao.areas.retirees.services import ID_NUMBER
        from yinqiao.platform.crypto.blind import blind_index

        with acting(SYSTEM):
            index = blind_index(id_number(serial), ID_NUMBER)
            return Retiree.objects.get(id_no_index=index, merged_into__isnull=True)

    def ids(self, *serials: int) -> list[UUID]:
        """The ids of these."""
        return [self.retiree(one).pk for one in serials]

    def obstacles(self, on: datetime = NOW, by: Actor | None = None) -> dict[str, tuple[str, str]]:
        """Name → city and obstacle, as the desk sees them on a day."""
        who = by or self.desk
        with acting(who):
            found = queries.list_candidates(scope=who.scope, today=timezone.localdate(on))
            return {one.name: (one.city, one.obstacle) for one in found}

    def offer(self, *serials: int, at: datetime = NOW, by: Actor | None = None) -> list[Package]:
        """Offer these."""
        return services.offer_people(actor=by or self.desk, at=at, ids=self.ids(*serials))

    def transfer(self, serial: int) -> Transfer:
        """The newest transfer of somebody."""
        with acting(SYSTEM):
            found = Transfer.objects.filter(retiree_id=self.retiree(serial).pk).select_related("package")
            return found.order_by("-package__sequence")[0]

    def file(self, package: Package, kind: str = "package") -> bytes:
        """The bytes of the newest file of a kind."""
        with acting(SYSTEM):
            paper = Paper.objects.filter(package=package, kind=kind).order_by("stored_at", "id").last()
            assert paper is not None
            return read_bytes(get_file(paper.file_id))

    def opened(self, content: bytes, city: str) -> Message:
        """What the far city reads in a file of ours."""
        ours = services.own_sheet()
        key_of = {ours.sign_kid: ours.sign}.get
        return open_sealed(content, own=self.far[city], key_of=key_of).message

    def sealed(self, message: Message) -> bytes:
        """A file of the far city for us."""
        return seal(message, own=self.far[message.iss], to=services.own_sheet())

    def answer(
        self, package: Package, *told: tuple[UUID, str], at: datetime = NOW, iss: str = "", **facts: Any
    ) -> bytes:
        """An answer of the far city: refs with empty (accepted) or the reason of a return."""
        answers = tuple(
            Answered(
                ref=ref, decision=Decision.RETURNED if reason else Decision.ACCEPTED, decided_on=timezone.localdate(at),
                reason=reason, note="地址查无此人" if reason else "",
            )
            for ref, reason in told
        )  # fmt: skip
        message = AnswerMessage(
            jti=uuid4(), iss=iss or package.city, aud="4301", iat=at, number=package.number, answers=answers, **facts
        )
        return self.sealed(message)

    def message(self, *people: PersonSent, sequence: int = 7, at: datetime = NOW, **facts: Any) -> PackageMessage:
        """A package of the far city for us."""
        told = {
            "jti": uuid4(), "iss": WUHAN, "aud": "4301", "iat": at, "number": f"{WUHAN}-4301-2026-{sequence:04d}",
            "sequence": sequence, "valid_to": timezone.localdate(at) + timedelta(days=60),
            "covers": (Covered.SOCIAL, Covered.ARCHIVE), "rule_of_sender": "武汉市文件", "rule_of_receiver": "长沙市文件",
            "people": people or (person(),),
        }  # fmt: skip
        return PackageMessage(**(told | facts))

    def withdrawal(self, message: PackageMessage, *refs: UUID, at: datetime = NOW) -> bytes:
        """The far city takes people of its package back."""
        named = refs or tuple(one.ref for one in message.people)
        return self.sealed(
            WithdrawalMessage(jti=uuid4(), iss=message.iss, aud="4301", iat=at, number=message.number, refs=named)
        )

    def take_in(self, content: bytes, at: datetime = NOW, by: Actor | None = None) -> Taken:
        """Take a file in."""
        return services.take_in(actor=by or self.city, at=at, content=content)

    def arrivals(self, **wanted: Any) -> list[Arrival]:
        """Whom other cities offer, as the city's manager sees them."""
        with acting(self.city):
            return list(queries.list_arrivals(scope=self.city.scope).filter(**wanted))


def days(count: int) -> datetime:
    """So many days after the scene."""
    return NOW + timedelta(days=count)
