"""Brings a request to where a test wants it, by the acts of the people who would do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.utils import timezone

from yinqiao.areas.archive_certificates import services
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.types import NewLine, Source
from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.areas.digitised.services import add_item
from yinqiao.areas.digitised.tests.room import SYSTEM, Room
from yinqiao.areas.digitised.types import NewItem
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.files.store import get_file, read_bytes

WHERE = "https://tg.example.cn/verify/"
CHECKER = Actor.system("证明查验")
HISTORY, KINSHIP, CUSTODY = "record_history", "record_kinship", "record_custody"


@dataclass(frozen=True)
class Desk:
    """The store room, the person of its first archive, and the materials that its catalogue lists."""

    room: Room
    me: Actor
    items: dict[str, UUID]

    @classmethod
    def of(cls, room: Room) -> Desk:
        """Five materials: one of them classified, one closed to the person."""
        archive = room.archive()
        listed = (
            NewItem("1", 1, "职工履历表", pages=4), NewItem("9-4", 1, "招工登记表", pages=2),
            NewItem("6", 1, "入党志愿书", pages=6), NewItem("5", 1, "政审表", pages=2),
            NewItem("4", 1, "保密培训记录", pages=2, is_classified=True),
        )  # fmt: skip
        items = {one.class_no: add_item(actor=room.clerk, at=NOW, archive_id=archive.pk, new=one) for one in listed}
        me = Actor(archive.retiree_id, "retiree", "本人", Scope.of_person(archive.retiree_id))
        return cls(room, me, items)

    @property
    def archive(self) -> UUID:
        """The archive."""
        with acting(SYSTEM):
            found: UUID = self.room.archive().pk
        return found

    def ask(self, kind: str = HISTORY, *, by: Actor | None = None, words: str = "核对工龄") -> UUID:
        """The person asks."""
        return services.ask(actor=by or self.me, at=NOW, archive_id=self.archive, kind=kind, words=words)

    def line(
        self, class_no: str = "1", words: str = "1978年3月参加工作，长沙机床厂，学徒", pages: str = "1、3-4"
    ) -> NewLine:
        """What the record says."""
        return NewLine(words, self.items[class_no], pages)

    def draft(self, asked: UUID, *lines: NewLine, source: Source = Source.PAPER, by: Actor | None = None, at: datetime = NOW) -> UUID:  # fmt: skip
        """The clerk writes it down."""
        told = lines or (self.line(),)
        services.draft(actor=by or self.room.clerk, at=at, attestation_id=asked, source=source, lines=told)
        return asked

    def issue(
        self, asked: UUID, *, by: Actor | None = None, is_compared: bool = True, at: datetime = NOW
    ) -> Certificate:
        """The clerk's colleague checks and seals."""
        made = services.issue(
            actor=by or self.room.mate, at=at, attestation_id=asked, is_compared=is_compared, address=WHERE
        )
        with acting(SYSTEM):
            return Certificate.objects.get(pk=made)

    def row(self, pk: UUID) -> Attestation:
        """A request, whoever may see it."""
        with acting(SYSTEM):
            return Attestation.objects.get(pk=pk)

    def refused(self, act: Any) -> str:
        """With which code an act is refused; nothing has changed then."""
        with acting(SYSTEM):
            before = (
                list(Attestation.objects.order_by("pk").values()),
                Certificate.objects.count(),
                SealUse.objects.count(),
            )
        with pytest.raises(DomainError) as refusal:
            act()
        with acting(SYSTEM):
            after = (
                list(Attestation.objects.order_by("pk").values()),
                Certificate.objects.count(),
                SealUse.objects.count(),
            )
        assert after == before
        return refusal.value.code

    def daughter(self, *matters: str) -> Actor:
        """Whom the person lets act, in these matters."""
        person = self.me.id
        assert person
        # Row-level security asks the clock of the database.
        now = timezone.now()
        until = now.date() + timedelta(days=30)
        new = NewAuthorisation("李小妹", "女儿", "13900000999", matters, (), until, Way.SIGNED, NOW.date())
        made = authorise(actor=self.room.mate, at=now, retiree_id=person, new=new)
        return Actor(made, "proxy", "代办", Scope.of_warrant(person, made), "长辈版")


def pdf_of(row: Certificate) -> bytes:
    """The paper."""
    assert row.file_id is not None
    with acting(SYSTEM):
        return read_bytes(get_file(row.file_id))


def words_of(content: bytes) -> str:
    """What it says, without spaces."""
    with pypdfium2.PdfDocument(content) as document:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


def code_on(content: bytes) -> str:
    """The code that stands on it."""
    with pypdfium2.PdfDocument(content) as document:
        words = "".join(page.get_textpage().get_text_bounded() for page in document)
    return words[words.index("输入查验码") :].split()[1]
